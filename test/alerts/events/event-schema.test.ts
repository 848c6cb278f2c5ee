// Events of the published schema: causes that another version writes have their place in it.
import { expect, test } from "vitest";
import { EVENTS } from "../../../alerts/events/event-schema.ts";
import { PROBLEM_CODES } from "../../../evidence-schema/record/record.ts";

const DIGEST = "0".repeat(64);
const changed = (code: string): unknown => ({
  v: 1,
  ledger: DIGEST,
  system: "Example",
  example: false,
  seal: { index: 3, time: "2026-09-01T07:00:00.000Z", slot: null, checkpoint: { size: 4, root: "AAAA" } },
  id: DIGEST,
  is: "lost",
  scope: "aws/111111111111",
  problem: { code, detail: "s3:ListAllMyBuckets" },
  units: ["AWS::S3::Bucket@eu-central-1"],
  results: 1,
  record: "records/x:3",
});
const isTaken = (code: string): boolean => EVENTS["Coverage Changed"].safeParse(changed(code)).success;

test("a code is any word: those that this version writes, and others", () => {
  expect([...PROBLEM_CODES, "something-new"].filter((code) => !isTaken(code))).toEqual([]);
  expect(["", "Denied", "two words", "1st", "x".repeat(33)].filter(isTaken)).toEqual([]);
});
