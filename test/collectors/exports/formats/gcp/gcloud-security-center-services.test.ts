// Services of Security Command Center: one item a project, and no answer about another one.
import { expect, test } from "vitest";
import { bodyOf, readExport, refusal } from "../../fixture.ts";

const project = "projects/481516234201";
const TYPE = "Tidemark::SecurityCenter::Services";
const UNIT = `${TYPE}@global`;
const declared = { format: "gcloud-security-center-services", scope: `gcp/${project}`, types: [TYPE] };
const read = (answer: unknown): ReturnType<typeof readExport> => readExport(declared, answer, [UNIT]);

const service = (name: string, members: object = {}, of = project): object => ({
  name: `${of}/locations/global/securityCenterServices/${name}`,
  intendedEnablementState: "INHERITED",
  effectiveEnablementState: "ENABLED",
  modules: { OPEN_FIREWALL: { effectiveEnablementState: "ENABLED" } },
  updateTime: "2025-01-20T13:05:44.120541Z",
  ...members,
});

test("services come by name with both states, and their modules are left out", async () => {
  const outcome = await read([
    service("vm-threat-detection", { effectiveEnablementState: "INGEST_ONLY" }, "projects/nl-prod"),
    service("EVENT_THREAT_DETECTION", { intendedEnablementState: null }),
    service("security-health-analytics", { effectiveEnablementState: undefined }),
  ]);
  expect(outcome.items.map(({ key }) => key)).toEqual([
    "tidemark:gcp/projects%2F481516234201/security-center-services",
  ]);
  expect(bodyOf(outcome)).toEqual({
    Services: [
      { Service: "event-threat-detection", Effective: "ENABLED" },
      { Service: "security-health-analytics", Intended: "INHERITED" },
      { Service: "vm-threat-detection", Intended: "INHERITED", Effective: "INGEST_ONLY" },
    ],
  });
  expect(outcome.unit(UNIT)).toMatchObject({ complete: true, listed: 1 });
});

test("another answer is refused, one without services too, and services of another project", async () => {
  for (const answer of [[], {}, [{ effectiveEnablementState: "ENABLED" }], [service("x", {}, "organizations/1")]])
    expect(await refusal(read(answer))).toContain("found another answer");
  expect(await refusal(read([service("event-threat-detection", {}, "projects/1")]))).toContain(
    "found a service of another project",
  );
});
