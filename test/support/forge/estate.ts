// A ledger with everything in it: two scopes and acts, five hourly seals, every kind of record and coverage.
import type { JsonObject } from "../../../evidence-schema/record.ts";
import { AZURE_STEPS } from "./estate-azure.ts";
import { AWS_STEPS } from "./estate-aws.ts";
import { LOG, STRANGER } from "./keys.ts";
import type { DocumentPlan, Plan, SealPlan, SegmentPlan } from "./plan.ts";
import { act, at, AWS, AZURE, GENESIS, HOURLY, runOf, TESTS, TESTS_2 } from "./small.ts";

const document = (kind: string): JsonObject => ({ v: 1, kind });

const DOCUMENTS: DocumentPlan = {
  tests: TESTS,
  schedule: HOURLY,
  controls: document("controls"),
  waivers: document("waivers"),
  boundary: document("boundary"),
  routes: document("routes"),
  roster: document("roster"),
  queries: document("queries"),
  code: document("code"),
};

const ACTS: readonly SegmentPlan[] = [
  act("t0", at("09:04"), "deployment", { documents: { before: {}, after: { code: "c0".repeat(32) } } }),
  act("t1", at("10:20"), "waiver", {
    id: "W-1",
    risk: "R-7",
    reason: "retired in May",
    ticket: "SEC-12",
    requester: "person:a",
    approver: "person:b",
    from: at("10:20"),
    until: "2026-05-31T00:00:00.000Z",
    match: { check: "encrypted" },
  }),
  act("t2", at("11:20"), "roster-change", { scope: AZURE, status: "enrolled", reason: "acquired" }),
  act("t3", at("12:20"), "response", { subject: "encrypted", text: "key rotated" }),
  act("t4", at("12:21"), "attachment", { subject: "encrypted", digest: "d0".repeat(32) }),
  act("t5", at("12:22"), "erasure", { references: ["person:c"], reason: "left" }),
];

const sealAt = (name: string, hour: string, more: Partial<SealPlan> = {}): SealPlan => ({
  is: "seal",
  name,
  run: runOf(hour),
  time: at(`${hour}:05`),
  slot: at(`${hour}:00`),
  ...more,
});

const roster: JsonObject = {
  enrolled: [AWS, AZURE],
  excluded: [{ scope: "aws/222222222222", reason: "sandbox", approver: "person:b" }],
  found: ["gcp/projects/1234"],
  unlisted: ["aws/organizations/o-1"],
};

const SEALS: readonly SealPlan[] = [
  sealAt("s0", "09"),
  sealAt("s1", "10", { roster }),
  sealAt("s2", "11", { roster, failed: { [AZURE]: "denied: AssumeRole" } }),
  sealAt("s3", "12", { roster, documents: { tests: TESTS_2 } }),
  // A second signature by a key that nobody trusts is not looked at.
  sealAt("s4", "13", { roster, documents: { tests: TESTS_2 }, note: { signers: [STRANGER, LOG] } }),
];

/** The whole ledger, steps in the order of their times. */
export const ESTATE: Plan = {
  genesis: GENESIS,
  documents: DOCUMENTS,
  enrolled: [AWS, AZURE],
  steps: [...AWS_STEPS, ...AZURE_STEPS, ...ACTS, ...SEALS].sort((a, b) => (a.time < b.time ? -1 : 1)),
};
