// The ledger that is tampered with: three hourly seals, a new key, a restart after an abandoned object, acts with an
// attachment, a stamp, and five documents.
import {
  ACTS_SCOPE,
  attachmentKey,
  documentKey,
  noteKey,
  sealKey,
  segmentKey,
  timestampKey,
} from "../../../evidence-schema/keys/object-key.ts";
import { canonicalLine } from "../../../evidence-schema/bytes/canonical.ts";
import { sha256Hex } from "../../../evidence-schema/bytes/digest.ts";
import { type Forged, forge } from "../forge/forge.ts";
import { rosterOf } from "../forge/documents.ts";
import { LOG_2 } from "../forge/keys.ts";
import type { ObjectPlan, Plan, SealPlan, SegmentPlan } from "../forge/plan.ts";
import {
  act,
  at,
  AWS,
  BUCKETS,
  DATA,
  FIRST,
  GENESIS,
  HOURLY,
  ON_DEMAND,
  runOf,
  segment,
  TESTS,
} from "../forge/small.ts";
import { closed, complete, coverage, judged, observation, opened, restatements } from "../forge/statements.ts";

/** Twenty minutes past the newest slot: it is due, the next is not. */
export const NOW = at("11:20");

const read = (hour: string) => coverage([complete(BUCKETS, at(`${hour}:00:50`))]);
const slotted = (name: string, hour: string): SealPlan => ({
  is: "seal",
  name,
  run: runOf(hour),
  time: at(`${hour}:05`),
  slot: at(`${hour}:00`),
});

/** A run by hand becomes that of the slot of an hour. */
const inSlot = (plan: SegmentPlan, hour: string): SegmentPlan => ({
  ...plan,
  run: runOf(hour),
  records: plan.records.map((draft) =>
    "type" in draft && draft.type === "run-opened"
      ? { ...draft, body: { ...draft.body, trigger: "slot", slot: at(`${hour}:00`) } }
      : draft,
  ),
});

const handRun = (run: string): string => run.replace("slot-", "hand-");
const byHand = (plan: SegmentPlan): SegmentPlan => ({
  ...plan,
  run: handRun(plan.run),
  records: plan.records.map((draft) =>
    "type" in draft && draft.type === "run-opened"
      ? { ...draft, body: { ...draft.body, trigger: "manual", slot: null } }
      : draft,
  ),
});

const LETTER = Buffer.from("The key was rotated on 1 March.\n");
const put = (name: string, key: string, bytes: Buffer): ObjectPlan => ({
  is: "object",
  name,
  time: at("09:30"),
  key,
  bytes: () => bytes,
});

export const WATCHED: Plan = {
  genesis: GENESIS,
  documents: { tests: TESTS, schedule: HOURLY, controls: { v: 1, kind: "controls" } },
  enrolled: [AWS],
  trust: (lines) => [...lines, `log ${LOG_2.vkey}`],
  steps: [
    inSlot(FIRST, "09"),
    act("t0", at("09:02"), "response", { subject: "encrypted", about: null, text: "rotated" }),
    slotted("s0", "09"),
    { is: "key", name: "k1", time: at("09:20"), add: LOG_2, retire: null },
    put("stamp", timestampKey(0), Buffer.from("a stamp")),
    put("letter", attachmentKey(sha256Hex(LETTER)), LETTER),
    act("t1", at("09:40"), "attachment", {
      subject: "encrypted",
      digest: sha256Hex(LETTER),
      bytes: LETTER.length,
      mediaType: "text/plain",
      name: "letter.txt",
      place: "ledger",
    }),
    inSlot(
      segment("a1", at("10:01"), [
        opened(),
        observation(DATA, BUCKETS, [judged("encrypted", "pass")]),
        read("10"),
        closed(),
      ]),
      "10",
    ),
    slotted("s1", "10"),
    segment("a2", at("10:30"), [opened(), read("10"), closed()], {
      abandoned: true,
      object: (bytes) => bytes.subarray(0, -20),
    }),
    inSlot(
      segment("b0", at("11:01"), [opened({ extent: "full" }), restatements, read("11"), closed()], { gen: 1 }),
      "11",
    ),
    slotted("s2", "11"),
  ],
};

/** The same without slots: runs are made by hand. */
export const UNWATCHED: Plan = {
  ...WATCHED,
  documents: { ...WATCHED.documents, schedule: ON_DEMAND },
  steps: WATCHED.steps.map((step) =>
    step.is === "seal" ? { ...step, slot: null, run: handRun(step.run) } : step.is === "segment" ? byHand(step) : step,
  ),
};

const SPARE = canonicalLine({ v: 1, kind: "waivers" });
const document = (kind: "tests" | "schedule" | "controls"): string =>
  documentKey(kind, sha256Hex(canonicalLine(WATCHED.documents[kind] as typeof TESTS)));

/** Where each object lies, by the name that tests give it. */
export const KEYS = {
  genesis: "genesis.json",
  tests: document("tests"),
  schedule: document("schedule"),
  controls: document("controls"),
  roster: documentKey("roster", sha256Hex(canonicalLine(rosterOf([AWS])))),
  /** A document that nothing refers to. */
  spare: documentKey("waivers", sha256Hex(SPARE)),
  first: segmentKey(AWS, 0, 0),
  middle: segmentKey(AWS, 0, 5),
  abandoned: segmentKey(AWS, 0, 9),
  last: segmentKey(AWS, 1, 0),
  acts: segmentKey(ACTS_SCOPE, 0, 0),
  moreActs: segmentKey(ACTS_SCOPE, 0, 1),
  attachment: attachmentKey(sha256Hex(LETTER)),
  stamp: timestampKey(0),
  seal0: sealKey(0),
  keyLeaf: sealKey(1),
  seal1: sealKey(2),
  seal2: sealKey(3),
  note0: noteKey(0),
  keyNote: noteKey(1),
  note1: noteKey(2),
  note2: noteKey(3),
} as const;
export type Target = keyof typeof KEYS;

export function watched(plan = WATCHED): Forged {
  const forged = forge(plan);
  forged.objects.set(KEYS.spare, SPARE);
  return forged;
}
