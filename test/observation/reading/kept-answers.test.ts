// Answers that a run keeps between processes: what checks read of a resource, and nothing else of it.
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { Tests } from "../../../observation/judging/evaluate.ts";
import { readUnits, rereadResources } from "../../../observation/reading/answering.ts";
import { keepPart, keepReread, type RunScratch } from "../../../observation/reading/kept-answers.ts";
import { CHECKS } from "../../support/ledger/checks.ts";
import { Cloud, REGION } from "../../support/ledger/cloud.ts";

const SCOPE = "aws/111111111111";
const TYPE = "AWS::S3::Bucket";
const PEOPLE = { scope: SCOPE, person: () => "person", remember: () => {} };
const of = { scope: SCOPE, attempt: 1 };

test("members that no check reads are in no kept file, whichever way the resource was read", async () => {
  const cloud = new Cloud(() => "2026-09-01T06:00:00.000Z");
  cloud.put(SCOPE, "bucket", TYPE, { Secret: "hunter2", BucketEncryption: {} });
  const files = new Map<string, Buffer>();
  const scratch: RunScratch = {
    get: (name) => Promise.resolve(files.get(name) ?? null),
    put: (name, bytes) => Promise.resolve(void files.set(name, bytes)),
  };
  const tests = new Tests(CHECKS, cloud, []);
  const listed = await readUnits(cloud, tests, { ...PEOPLE, units: [{ type: TYPE, region: REGION }] });
  await keepPart(scratch, of, 0, { head: "", answers: listed });
  const unit = `${TYPE}@${REGION}`;
  await keepReread(scratch, of, await rereadResources(cloud, tests, PEOPLE, [{ key: "bucket", unit }]));
  const texts = [...files.values()].map((bytes) => gunzipSync(bytes).toString("utf8"));
  expect(texts).toHaveLength(2);
  for (const text of texts) {
    expect(text).toContain('"BucketEncryption"');
    expect(text).not.toContain("hunter2");
  }
});
