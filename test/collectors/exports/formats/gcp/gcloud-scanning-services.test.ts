// APIs that scan: those that are listed are on, and the others are off.
import { expect, test } from "vitest";
import { scanningServicesIn } from "../../../../../collectors/gcp/answers/scanning-services.ts";
import { bodyOf, readExport, refusal } from "../../fixture.ts";

const project = "projects/481516234201";
const TYPE = "Tidemark::ServiceUsage::ScanningServices";
const declared = { format: "gcloud-scanning-services", scope: `gcp/${project}`, types: [TYPE] };
const read = (answer: unknown): ReturnType<typeof readExport> => readExport(declared, answer, [`${TYPE}@global`]);
const service = (name: string, of = project): { readonly name: string; readonly state: string } => ({
  name: `${of}/services/${name}.googleapis.com`,
  state: "ENABLED",
});
const told = (...states: readonly string[]): object => ({
  Services: ["artifactregistry", "compute", "containeranalysis", "containerscanning"].flatMap((name, at) =>
    states[at] === "" ? [] : [{ Service: `${name}.googleapis.com`, State: states[at] }],
  ),
});

test("a list of what is on tells what is off", async () => {
  expect(
    bodyOf(await read([service("compute"), service("storage"), service("containerscanning", "projects/nl")])),
  ).toEqual(told("DISABLED", "ENABLED", "DISABLED", "ENABLED"));
});

test("an answer about each service says nothing of one that it leaves out", () => {
  const answer = [service("compute"), { ...service("containerscanning"), state: "DISABLED" }];
  expect(scanningServicesIn(answer, project, null)).toMatchObject([{ body: told("", "ENABLED", "", "DISABLED") }]);
});

test("another answer is refused, and one of another project", async () => {
  for (const answer of [{}, [], [{ state: "ENABLED" }], [{ name: "compute.googleapis.com" }]])
    expect(await refusal(read(answer))).toContain("found another answer");
  expect(await refusal(read([service("compute", "projects/1")]))).toContain("found a service of another project");
});
