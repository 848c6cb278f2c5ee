// A ledger with everything in it: two scopes and acts, five hourly seals, every kind of record and coverage.
import { attachmentKey, cosignatureKey, noteKey, timestampKey } from "../../../evidence-schema/keys/object-key.ts";
import { sha256Hex } from "../../../evidence-schema/bytes/digest.ts";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { AZURE_STEPS } from "./estate-azure.ts";
import { AWS_STEPS } from "./estate-aws.ts";
import { LOG, STRANGER, WITNESS_A } from "./keys.ts";
import { cosignatureBytes } from "./note.ts";
import type { DocumentPlan, ObjectPlan, Plan, SealPlan, SegmentPlan } from "./plan.ts";
import { ESTATE_TESTS, ESTATE_TESTS_2 } from "./estate-tests.ts";
import { act, at, AWS, AZURE, GENESIS, HOURLY, runOf } from "./small.ts";

const document = (kind: string): JsonObject => ({ v: 1, kind });

const DOCUMENTS: DocumentPlan = {
  tests: ESTATE_TESTS,
  schedule: HOURLY,
  controls: document("controls"),
  waivers: document("waivers"),
  boundary: document("boundary"),
  routes: document("routes"),
  queries: document("queries"),
  code: document("code"),
};

const LETTER = Buffer.from("The key was rotated on 1 March.\n");

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
    match: { checks: ["encrypted"], resources: {} },
  }),
  act("t2", at("11:20"), "roster-change", { scope: AZURE, status: "enrolled", reason: "acquired" }),
  act("t3", at("12:20"), "response", { subject: "encrypted", about: null, text: "key rotated" }),
  act("t4", at("12:21"), "attachment", {
    subject: "encrypted",
    digest: sha256Hex(LETTER),
    bytes: LETTER.length,
    mediaType: "text/plain",
    name: "letter.txt",
    place: "ledger",
  }),
  act("t5", at("12:22"), "erasure", { references: ["person:c"], attachments: [], reason: "left" }),
];

const object = (name: string, clock: string, key: string, bytes: ObjectPlan["bytes"]): ObjectPlan => ({
  is: "object",
  name,
  time: at(clock),
  key,
  bytes,
});

/** A stamp and a late cosignature of the second checkpoint, and what an act attaches. */
const OBJECTS: readonly ObjectPlan[] = [
  object("tsr", "10:06", timestampKey(1), () => Buffer.from("a stamp")),
  object("cosig", "10:30", cosignatureKey(1, 1), (objects) =>
    cosignatureBytes([WITNESS_A], objects.get(noteKey(1)) as Buffer),
  ),
  object("letter", "12:20", attachmentKey(sha256Hex(LETTER)), () => LETTER),
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
  sealAt("s3", "12", { roster, documents: { tests: ESTATE_TESTS_2 } }),
  // A second signature by a key that nobody trusts is not looked at.
  sealAt("s4", "13", { roster, documents: { tests: ESTATE_TESTS_2 }, note: { signers: [STRANGER, LOG] } }),
];

/** The whole ledger, steps in the order of their times. */
export const ESTATE: Plan = {
  genesis: GENESIS,
  documents: DOCUMENTS,
  enrolled: [AWS, AZURE],
  steps: [...AWS_STEPS, ...AZURE_STEPS, ...ACTS, ...OBJECTS, ...SEALS].sort((a, b) => (a.time < b.time ? -1 : 1)),
};
