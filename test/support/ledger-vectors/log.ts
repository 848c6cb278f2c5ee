// L2 to L4 and L7: the leaves of the log in their order, and those that are none.
import { sha256Hex } from "../../../evidence-schema/bytes/digest.ts";
import { noteKey, sealKey } from "../../../evidence-schema/keys/object-key.ts";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { onSeal, onSegment } from "../forge/edit.ts";
import { forge } from "../forge/forge.ts";
import type { Plan, SealPlan } from "../forge/plan.ts";
import { ACTS, at, seal, followedBy } from "../forge/small.ts";
import { broken, incomplete, type LedgerVector, stray, tampered, valid } from "./vector.ts";

const silent = (name: string, hour: string, more: Partial<SealPlan> = {}): SealPlan =>
  seal(name, name, at(`${hour}:02`), more);
/** Acts sealed by s0, then a seal that has nothing to list, and another. */
const TWICE: Plan = followedBy(ACTS, silent("s1", "10"));
const THRICE: Plan = followedBy(TWICE, silent("s2", "11"));

const body = (plan: Plan, name: string, members: (body: JsonObject) => JsonObject): Plan =>
  onSeal(plan, name, (each) => ({ ...each, body: (truth) => ({ ...truth, ...members(truth) }) }));

const ZEROS = "0".repeat(64);

const leaves: readonly LedgerVector[] = [
  broken(
    "L2",
    "index",
    "a seal has another index than its key",
    body(ACTS, "s0", () => ({ index: 1 })),
  ),
  broken(
    "L2",
    "missing",
    "a leaf in the middle is missing",
    tampered(THRICE, (objects) => {
      objects.delete(sealKey(1));
      objects.delete(noteKey(1));
    }),
  ),
  broken(
    "L2",
    "first-missing",
    "the first leaf is missing",
    tampered(TWICE, (objects) => {
      objects.delete(sealKey(0));
      objects.delete(noteKey(0));
    }),
  ),
  broken(
    "L3",
    "other-root",
    "a frontier has another root than the leaves",
    body(TWICE, "s1", () => ({ frontier: [ZEROS] })),
  ),
  broken(
    "L3",
    "empty",
    "the frontier of the second leaf is empty",
    body(TWICE, "s1", () => ({ frontier: [] })),
  ),
  broken(
    "L3",
    "of-the-first",
    "the frontier of the first leaf is not empty",
    body(ACTS, "s0", () => ({ frontier: [ZEROS] })),
  ),
  broken(
    "L3",
    "not-merged",
    "a frontier has one root for each leaf",
    body(THRICE, "s2", () => ({ frontier: [ZEROS, ZEROS] })),
  ),
  broken(
    "L4",
    "before-the-seal",
    "a seal has a time before that of the seal before",
    onSeal(TWICE, "s1", (each) => ({ ...each, time: at("09:01:30") })),
  ),
  broken(
    "L4",
    "before-a-segment",
    "a seal has a time before that of a segment it lists",
    onSegment(ACTS, "t0", (each) => ({ ...each, time: at("09:03") })),
  ),
];

/** A leaf whose frontier is wrong, without a note. */
const bad = (name: string, hour: string): SealPlan =>
  silent(name, hour, { bad: true, body: (truth) => ({ ...truth, frontier: [ZEROS] }) });

/** s0, a bad leaf, and s2 that names it. */
const VOID: Plan = followedBy(ACTS, bad("s1", "10"), silent("s2", "11"));
const naming = (change: (named: JsonObject) => JsonObject): Plan =>
  body(VOID, "s2", (truth) => ({ void: (truth["void"] as JsonObject[]).map(change) }));

/** The leaf of a whole seal that has no note. */
const UNNOTED: Plan = onSeal(THRICE, "s1", (each) => ({ ...each, bad: true }));
const leafDigest = (plan: Plan, index: number): string => sha256Hex(forge(plan).objects.get(sealKey(index)) as Buffer);

const NAMED_LATE: Plan = body(followedBy(VOID, silent("s3", "12")), "s3", () => ({
  void: [{ index: 1, object: leafDigest(VOID, 1), reason: "once more" }],
}));

const voids: readonly LedgerVector[] = [
  broken(
    "L7",
    "other-digest",
    "a void leaf is named with another digest than its own",
    naming((named) => ({ ...named, object: ZEROS })),
  ),
  broken(
    "L7",
    "other-digest-in-window",
    "the first seal of a window names a void leaf between the seal before and it with another digest than its own",
    naming((named) => ({ ...named, object: ZEROS })),
    { from: at("10:30") },
  ),
  incomplete(
    "W6",
    "other-digest-in-window-without-the-seal-before",
    "the same where the seal before is not there: the digest is not asked",
    tampered(
      naming((named) => ({ ...named, object: ZEROS })),
      (objects) => objects.delete(sealKey(0)),
    ),
    { from: at("10:30") },
  ),
  broken("L7", "good-leaf", "a leaf that breaks no rule is named as void", UNNOTED),
  broken(
    "L7",
    "sealed-leaf",
    "a whole seal, followed by another, is named as void",
    body(THRICE, "s2", () => ({
      void: [{ index: 0, object: leafDigest(ACTS, 0), reason: "never mind" }],
    })),
  ),
  broken(
    "L7",
    "seal-before",
    "the seal before, which has its note, is named as void",
    body(THRICE, "s2", () => ({
      void: [{ index: 1, object: leafDigest(THRICE, 1), reason: "never mind" }],
    })),
  ),
  broken("L7", "named-late", "a void leaf is named once more by a later seal", NAMED_LATE),
  broken(
    "L7",
    "named-late-in-window",
    "the second seal of a window names a void leaf before the window, as its first seal may",
    NAMED_LATE,
    { from: at("10:30") },
  ),
  broken(
    "L7",
    "itself",
    "a seal names itself as void",
    body(TWICE, "s1", () => ({ void: [{ index: 1, object: ZEROS, reason: "never mind" }] })),
  ),
  valid(
    "void-other-kind",
    "a leaf of a kind that nobody knows, without a note, is named as void",
    onSeal(THRICE, "s1", (each) => ({
      ...each,
      bad: true,
      bytes: () => Buffer.from('{"kind":"rotation","v":1}\n'),
    })),
  ),
  valid("void", "a bad leaf without a note is named as void by the next seal", VOID),
  valid(
    "void-of-a-bad-document",
    "a leaf that names a schedule without its form, and has no note, is named as void",
    onSeal(THRICE, "s1", (each) => ({
      ...each,
      bad: true,
      documents: { schedule: { v: 1, kind: "schedule" } },
    })),
  ),
  stray(
    "B1",
    "void-of-a-document-that-is-not-canonical",
    "a leaf that names a schedule with U+0000, and has no note, is named as void: the schedule is stray",
    onSeal(THRICE, "s1", (each) => ({
      ...each,
      bad: true,
      documents: { schedule: Buffer.from('{"kind":"schedule\\u0000","v":1}\n') },
    })),
  ),
  valid(
    "void-of-no-document",
    "a leaf that names a document that is not there, and has no note, is named as void",
    onSeal(THRICE, "s1", (each) => ({
      ...each,
      bad: true,
      body: (truth) => ({ ...truth, documents: { ...(truth["documents"] as JsonObject), controls: ZEROS } }),
    })),
  ),
  valid(
    "void-run-again",
    "a void leaf and the seal after it are of one run",
    followedBy(ACTS, { ...bad("s1", "10"), run: "run-s2" }, silent("s2", "11")),
  ),
  valid(
    "void-not-json",
    "a leaf that is no JSON is named as void",
    onSeal(VOID, "s1", (each) => ({ ...each, bytes: () => Buffer.from("{") })),
  ),
  valid(
    "void-twice",
    "two bad leaves are named as void by the next seal",
    followedBy(ACTS, bad("s1", "10"), bad("s2", "11"), silent("s3", "12")),
  ),
  valid("void-then-seal", "a seal goes on after one that named a void leaf", followedBy(VOID, silent("s3", "12"))),
  valid("window-after-void", "the first seal of a window names a void leaf before it", VOID, { from: at("10:30") }),
  valid(
    "unknown-leaf",
    "a leaf is of a kind that nobody knows",
    onSeal(THRICE, "s1", (each) => ({
      ...each,
      bytes: () => Buffer.from('{"kind":"rotation","v":1}\n'),
    })),
  ),
];

export const log: readonly LedgerVector[] = [...leaves, ...voids];
