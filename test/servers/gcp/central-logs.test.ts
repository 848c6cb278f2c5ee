// Reads the log sinks above the sample projects, and the log buckets that sinks lead to, with the real reader and the real program.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { syntheticKey } from "../../../evidence-schema/keys/resource-key.ts";
import type { Snapshot } from "../../../collectors/port.ts";
import { detailsOf, hidden, readTypes, type Read } from "../../support/clouds/read-types.ts";
import { googleCompany } from "../../support/google/company.ts";
import {
  AUDIT_BUCKET,
  AUDIT_SINK,
  DEVELOPMENT,
  FOLDER,
  ORGANIZATION,
  PRODUCTION,
} from "../../support/google/estate/sample/names.ts";
import { startGoogle, type Google } from "../../support/google/google.ts";
import { PROJECT_SCOPES, projectsOf } from "../../support/google/projects.ts";
import { startHere } from "../../support/google/reading.ts";

let google: Google;
beforeAll(async () => {
  google = await startHere();
});
afterAll(() => google.stop());
beforeEach(() => {
  google.faults.clear();
  google.log.clear();
});

const ABOVE = "Tidemark::Logging::AncestorSink";
const DESTINATION = "Tidemark::Logging::DestinationBucket";
const [OWN, OTHER] = PROJECT_SCOPES;
const all = { types: [ABOVE, DESTINATION] };

const sinkKey = (path: string, project: string = PRODUCTION.name): string =>
  syntheticKey("gcp", project, `ancestor-sink/${path}`);
const bucketKey = (bucket: string): string => syntheticKey("gcp", PRODUCTION.name, `destination-bucket/${bucket}`);
const bodyOf = ({ items }: Read, key: string): JsonObject => (items.get(key) as Snapshot).body;

/** Puts a sink of `parent` into the estate for as long as `during` runs. */
async function withSink(parent: string, data: JsonObject & { readonly name: string }, during: () => Promise<void>) {
  const name = `//logging.googleapis.com/${parent}/sinks/${data.name}`;
  const assetType = "logging.googleapis.com/LogSink";
  google.estate.put({ name, assetType, ancestors: [parent], updateTime: "2026-05-19T10:12:00Z", resource: { data } });
  try {
    await during();
  } finally {
    google.estate.remove(name);
  }
}

test("sinks of all that a project lies in are read after it was, and so is the log bucket", async () => {
  const reader = projectsOf();
  const own = await readTypes(reader, OWN, all);
  const other = await readTypes(reader, OTHER, all);
  expect([...detailsOf(own), ...detailsOf(other)]).toEqual([]);
  expect([...own.items.keys()].toSorted()).toEqual([sinkKey(`${ORGANIZATION}/sinks/audit`), bucketKey(AUDIT_BUCKET)]);
  expect(bodyOf(own, sinkKey(`${ORGANIZATION}/sinks/audit`))).toMatchObject({ Ancestor: ORGANIZATION, Height: 2 });
  expect(bodyOf(own, bucketKey(AUDIT_BUCKET))).toMatchObject({ Destination: AUDIT_BUCKET, retentionDays: 400 });
  expect(other.items.has(sinkKey(`${ORGANIZATION}/sinks/audit`, DEVELOPMENT.name))).toBe(true);
  expect(
    google.log.requests
      .filter(({ service }) => service === "logging")
      .map(({ path }) => path)
      .toSorted(),
  ).toEqual(
    [
      // One project was read after the other: what was told before is too old to show what the second one lacks.
      ...[`/v2/${AUDIT_BUCKET}`, `/v2/${FOLDER}/sinks`, `/v2/${ORGANIZATION}/sinks`].flatMap((path) => [path, path]),
      `/v2/projects/${PRODUCTION.projectId}/sinks`,
      `/v2/projects/${DEVELOPMENT.projectId}/sinks`,
    ].toSorted(),
  );
});

test("a sink that routes no logs of projects is left out, and an intercepting one is read", async () => {
  const destination = "logging.googleapis.com/projects/northlight-security";
  await withSink(FOLDER, { name: "own", destination }, async () => {
    await withSink(FOLDER, { name: "all", destination, includeChildren: true, interceptChildren: true }, async () => {
      const read = await readTypes(projectsOf(), OWN, { types: [ABOVE] });
      expect([...read.items.keys()].toSorted()).toEqual([
        sinkKey(`${FOLDER}/sinks/all`),
        sinkKey(`${ORGANIZATION}/sinks/audit`),
      ]);
      expect(bodyOf(read, sinkKey(`${FOLDER}/sinks/all`))).toMatchObject({ Height: 1, interceptChildren: true });
    });
  });
});

test("sinks that may not be listed leave both types incomplete, and those of the other ancestors are read", async () => {
  google.faults.deny({ service: "logging", path: `/v2/${FOLDER}/sinks` });
  const read = await readTypes(projectsOf(), OWN, all);
  expect(hidden(read)).toEqual([ABOVE, DESTINATION]);
  expect(detailsOf(read).every((detail) => detail.startsWith("denied: logging.sinks.list"))).toBe(true);
  expect([...read.items.keys()].toSorted()).toEqual([sinkKey(`${ORGANIZATION}/sinks/audit`), bucketKey(AUDIT_BUCKET)]);
});

test("the project's own sinks that may not be listed leave log buckets incomplete, and no sink above", async () => {
  google.faults.deny({ service: "logging", path: `/v2/projects/${PRODUCTION.projectId}/sinks` });
  expect(hidden(await readTypes(projectsOf(), OWN, all))).toEqual([DESTINATION]);
});

test("a log bucket that may not be read, or that has another form, is one unread item", async () => {
  const [another, path] = ["projects/elsewhere/locations/global/buckets/logs", `/v2/${AUDIT_BUCKET}`];
  await withSink(PRODUCTION.name, { name: "elsewhere", destination: `logging.googleapis.com/${another}` }, async () => {
    const read = await readTypes(projectsOf(), OWN, all);
    expect(read.problems).toEqual({});
    expect(read.items.get(bucketKey(another))).toMatchObject({ problem: { code: "denied" } });
    expect(bodyOf(read, bucketKey(AUDIT_BUCKET))).toMatchObject({ retentionDays: 400 });
  });
  google.faults.answer({ service: "logging", path }, { status: 200, body: JSON.stringify({ retentionDays: 400 }) });
  const read = await readTypes(projectsOf(), OWN, all);
  expect(detailsOf(read)).toEqual([
    "unexpected-shape: the answer to logging.buckets.get has another form than documented",
  ]);
});

test("a log bucket that is gone is no item, and a list of another form is a cause", async () => {
  const gone = AUDIT_BUCKET.replace("audit", "gone");
  const destination = `logging.googleapis.com/${gone}`;
  await withSink(FOLDER, { name: "gone", destination, includeChildren: true }, async () => {
    const read = await readTypes(projectsOf(), OWN, all);
    expect(detailsOf(read)).toEqual([]);
    expect(read.items.has(bucketKey(gone))).toBe(false);
  });
  google.faults.answer(
    { service: "logging", path: `/v2/${FOLDER}/sinks` },
    { status: 200, body: JSON.stringify({ sinks: [{ name: "without a destination" }] }) },
  );
  expect(hidden(await readTypes(projectsOf(), OWN, all))).toEqual([ABOVE]);
});

test("a project passes by the sink of its organization, fails without it, and is indeterminate where it may not be read", async () => {
  const servers = await startGoogle();
  try {
    const company = googleCompany(servers);
    const kept = async (): Promise<readonly [outcome: string, because: string]> => {
      await company.tidemark("collect");
      const { results } = JSON.parse((await company.tidemark("query", "--json")).stdout) as {
        readonly results: readonly { scope: string; check: string; outcome: string; because: string }[];
      };
      const found = results.find(
        ({ scope, check }) => scope === `gcp/${DEVELOPMENT.name}` && check === "audit-logs-kept",
      );
      return [found?.outcome ?? "", found?.because ?? ""];
    };
    await company.tidemark("start");
    expect((await kept())[0]).toBe("pass");
    servers.faults.deny({ service: "logging", path: `/v2/${ORGANIZATION}/sinks` });
    expect(await kept()).toEqual(["indeterminate", expect.stringContaining("logging.sinks.list")]);
    servers.faults.clear();
    servers.faults.deny({ service: "logging", path: `/v2/${AUDIT_BUCKET}` });
    expect(await kept()).toEqual(["indeterminate", expect.stringContaining("logging.buckets.get")]);
    servers.faults.clear();
    servers.estate.remove(AUDIT_SINK);
    // The only sink is gone: a list that is empty all at once is read once more before it counts.
    expect(await kept()).toEqual(["indeterminate", expect.stringContaining("empty")]);
    expect((await kept())[0]).toBe("fail");
  } finally {
    await servers.stop();
  }
});
