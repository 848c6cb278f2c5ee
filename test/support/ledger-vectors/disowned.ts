// K6 and A2: attachments, and objects that the holders of the ledger disown.
import { canonicalLine } from "../../../evidence-schema/bytes/canonical.ts";
import { sha256Hex } from "../../../evidence-schema/bytes/digest.ts";
import { attachmentKey, documentKey, segmentKey } from "../../../evidence-schema/keys/object-key.ts";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { digestOf } from "../forge/forge.ts";
import { lie, onSeal, without } from "../forge/edit.ts";
import type { ObjectPlan, Plan, SegmentPlan } from "../forge/plan.ts";
import { act, ACTS, at, AWS, BUCKETS, followedBy, ON_DEMAND, ONE, seal, segment } from "../forge/small.ts";
import { closed, complete, coverage, opened, restatements } from "../forge/statements.ts";
import { RESTARTED } from "./restart.ts";
import { windowed } from "./whole.ts";
import { broken, type LedgerVector, stray, tampered, valid } from "./vector.ts";

const put = (key: string, bytes: Buffer): ObjectPlan => ({
  is: "object",
  name: key,
  time: at("09:30"),
  key,
  bytes: () => bytes,
});

const LETTER = Buffer.from("The key was rotated on 1 March.\n");
const LETTER_KEY = attachmentKey(sha256Hex(LETTER));
const attached = (members: JsonObject = {}): SegmentPlan =>
  act("t1", at("10:01"), "attachment", {
    subject: "encrypted",
    digest: sha256Hex(LETTER),
    bytes: LETTER.length,
    mediaType: "text/plain",
    name: "letter.txt",
    place: "ledger",
    ...members,
  });
const disowning = (name: string, clock: string, ...objects: readonly JsonObject[]): SegmentPlan =>
  act(name, at(clock), "disowned", {
    objects: objects.toSorted((a, b) => ((a["key"] as string) < (b["key"] as string) ? -1 : 1)),
    reason: "put there by mistake",
  });
const since11 = { from: at("11:00") };
const s1 = seal("s1", "t1", at("10:02"));
const ATTACHED: Plan = followedBy(ACTS, put(LETTER_KEY, LETTER), attached(), s1);

const attachments: readonly LedgerVector[] = [
  broken("K6", "missing", "an attachment that an act names is missing", followedBy(ACTS, attached(), s1)),
  broken(
    "K6",
    "other-bytes",
    "an attachment that an act names has other bytes than its name says",
    tampered(ATTACHED, (objects) => objects.set(LETTER_KEY, Buffer.from("The key was not rotated.\n"))),
  ),
  stray("K6", "unnamed", "there is an attachment that no act names", followedBy(ACTS, put(LETTER_KEY, LETTER))),
  stray(
    "K4",
    "attachment-of-an-unsealed-act",
    "an act that no seal lists attaches an object that has other bytes: what the act says counts for nothing",
    {
      ...followedBy(ACTS, put(LETTER_KEY, Buffer.from("The key was not rotated.\n")), attached()),
      documents: { schedule: ON_DEMAND },
    },
    { from: at("09:02"), now: at("10:05") },
  ),
  valid(
    "attached-after-it-was-disowned",
    "an act attaches an object that an earlier act disowned",
    followedBy(
      ACTS,
      put(LETTER_KEY, LETTER),
      disowning("t9", "09:40", { key: LETTER_KEY, object: sha256Hex(LETTER) }),
      seal("s1", "t9", at("09:45")),
      attached(),
      seal("s2", "t1", at("10:02")),
    ),
  ),
  valid(
    "attached-before-the-window",
    "the acts before a window are all there, and what one of them attaches has other bytes: that is not asked",
    tampered(followedBy(ATTACHED, seal("s2", "t2", at("11:02"))), (objects) =>
      objects.set(LETTER_KEY, Buffer.from("The key was not rotated.\n")),
    ),
    since11,
  ),
  valid(
    "attached-unsealed",
    "an act that is not sealed yet attaches an object of the ledger",
    { ...followedBy(ACTS, put(LETTER_KEY, LETTER), attached()), documents: { schedule: ON_DEMAND } },
    { now: at("10:05") },
  ),
  valid("attached", "an act attaches an object of the ledger", ATTACHED),
  valid(
    "attached-elsewhere",
    "an act names what is attached elsewhere",
    followedBy(ACTS, attached({ place: "elsewhere" }), s1),
  ),
];

const named = (key: string, plan: Plan): JsonObject => ({ key, object: digestOf(plan, key) });

const NOTES = Buffer.from("to do\n");
const FAR = segmentKey(AWS, 0, 70);
const STRAYED: Plan = followedBy(ONE, put("notes.txt", NOTES), put(FAR, NOTES));
/** What lies beside the ledger is disowned by an act that is sealed. */
const disowned = (...objects: readonly JsonObject[]): Plan =>
  followedBy(STRAYED, disowning("t1", "10:01", ...objects), s1);

const quiet = (name: string, hour: string, more: Partial<SegmentPlan> = {}): SegmentPlan =>
  segment(name, at(`${hour}:01`), [opened(), coverage([complete(BUCKETS, at(`${hour}:00:50`))]), closed()], more);

const first = segmentKey(AWS, 0, 0);
const NEXT = segmentKey(AWS, 0, 5);
const AFTER = segmentKey(AWS, 0, 8);
/** a1 goes on from a0, and b2 from a1; no seal lists them. */
const CONTINUED: Plan = followedBy(ONE, quiet("a1", "10"), quiet("a2", "10"));

/** a2 is put first and disowned; then a1 is sealed, after which a2 would go on, and the scope is restarted past it. */
const PAST_A_TRAP: Plan = followedBy(
  ONE,
  quiet("a1", "10"),
  quiet("a2", "10", { abandoned: true }),
  disowning("t1", "10:05", named(AFTER, CONTINUED)),
  seal("s1", "t1", at("10:06"), { lists: ["t1"] }),
  seal("s2", "a1", at("10:07"), { lists: ["a1"] }),
  segment(
    "b0",
    at("11:01"),
    [opened({ extent: "full" }), restatements, coverage([complete(BUCKETS, at("11:00:50"))]), closed()],
    { gen: 1 },
  ),
  seal("s3", "b0", at("11:02"), { lists: ["b0"] }),
);

/** The act and its seal lie before 11 o'clock. */
const DISOWNED_EARLY: Plan = followedBy(
  followedBy(
    ACTS,
    put("notes.txt", NOTES),
    disowning("t1", "10:01", { key: "notes.txt", object: sha256Hex(NOTES) }),
    s1,
  ),
  seal("s2", "t2", at("11:02")),
);

/** A segment past the head is disowned before 11 o'clock. */
const FAR_DISOWNED_EARLY: Plan = followedBy(
  followedBy(ACTS, put(FAR, NOTES), disowning("t1", "10:01", { key: FAR, object: sha256Hex(NOTES) }), s1),
  seal("s2", "t2", at("11:02")),
);

/** The row of the acts names the position before the last one, and the last one's head. */
const shortened = (body: JsonObject): JsonObject => ({
  ...body,
  scopes: (body["scopes"] as JsonObject[]).map((row) =>
    row["scope"] === "tidemark/ledger" ? { ...row, seq: (row["seq"] as number) - 1 } : row,
  ),
});

/** The same before the restart: what would go on is disowned, and stays in the way. */
const IN_THE_WAY: Plan = without(PAST_A_TRAP, "b0", "s3");

const disownings: readonly LedgerVector[] = [
  broken(
    "A2",
    "disowned-continuation",
    "an act disowns a segment that goes on from the head that its seal gives the scope",
    followedBy(
      ONE,
      quiet("a1", "10"),
      disowning("t1", "10:05", named(NEXT, CONTINUED)),
      seal("s1", "t1", at("10:06"), { lists: ["t1"] }),
    ),
  ),
  valid(
    "disowned-continuation-of-another-digest",
    "an act disowns other bytes than those that go on from the head, which the next seal lists",
    followedBy(
      ONE,
      quiet("a1", "10"),
      disowning("t1", "10:05", { key: NEXT, object: "a".repeat(64) }),
      seal("s1", "t1", at("10:06"), { lists: ["t1"] }),
      seal("s2", "a1", at("10:07"), { lists: ["a1"] }),
    ),
  ),
  broken(
    "A2",
    "hidden-by-a-restart",
    "an act disowns a segment that went on before its seal, and a restart that the same seal lists does not name it",
    lie(
      followedBy(
        ONE,
        quiet("a1", "10", { abandoned: true }),
        disowning("t1", "10:05", named(NEXT, CONTINUED)),
        segment(
          "b0",
          at("10:20"),
          [opened({ extent: "full" }), restatements, coverage([complete(BUCKETS, at("10:19:50"))]), closed()],
          { gen: 1 },
        ),
        seal("s1", "b0", at("10:30")),
      ),
      "b0",
      "run-opened",
      (body) => ({ ...body, restarts: { ...(body["restarts"] as JsonObject), abandoned: [] } }),
    ),
  ),
  broken(
    "A2",
    "sealed-segment",
    "an act disowns a segment that a seal lists",
    followedBy(ONE, disowning("t1", "10:01", named(first, ONE)), s1),
  ),
  broken(
    "A2",
    "sealed-segment-of-another-digest",
    "an act disowns a segment that a seal lists, with another digest than that of its bytes",
    followedBy(ONE, disowning("t1", "10:01", { key: first, object: sha256Hex(NOTES) }), s1),
  ),
  broken(
    "A2",
    "sealed-with-it",
    "an act disowns a segment that its own seal lists",
    followedBy(ONE, quiet("a1", "10"), disowning("t1", "10:05", named(NEXT, CONTINUED)), seal("s1", "t1", at("10:06"))),
  ),
  broken(
    "A2",
    "named-document",
    "an act disowns a document that a seal names",
    followedBy(ONE, disowning("t1", "10:01", named(documentOf("tests"), ONE)), s1),
  ),
  broken(
    "A2",
    "named-attachment",
    "an act disowns what another attaches",
    followedBy(ATTACHED, disowning("t2", "10:05", named(LETTER_KEY, ATTACHED)), seal("s2", "t2", at("10:06"))),
  ),
  broken(
    "A2",
    "sealed-later",
    "a later seal lists a segment that an act disowned",
    followedBy(
      CONTINUED,
      disowning("t1", "10:05", named(AFTER, CONTINUED)),
      seal("s1", "t1", at("10:06"), { lists: ["t1"] }),
      seal("s2", "a1", at("10:07"), { lists: ["a1"] }),
      seal("s3", "a2", at("10:08"), { lists: ["a2"] }),
    ),
  ),
  broken(
    "A2",
    "named-by-a-restart",
    "an act disowns what a restart abandoned before",
    followedBy(RESTARTED, disowning("t1", "11:05", named(NEXT, RESTARTED)), seal("s2", "t1", at("11:06"))),
  ),
  stray(
    "K1",
    "disowned-before-the-window-and-gone",
    "a window begins after the act that disowns what has a key of no ledger, and the act is not there",
    windowed(DISOWNED_EARLY, 2),
    since11,
  ),
  stray(
    "K4",
    "disowned-before-the-window-at-another-position",
    "a window begins after the act that disowns a segment past the head, and its seals say that the acts end earlier",
    ["s1", "s2"].reduce(
      (plan, name) => onSeal(plan, name, (each) => ({ ...each, body: shortened })),
      FAR_DISOWNED_EARLY,
    ),
    since11,
  ),
  valid(
    "disowned-before-the-window",
    "a window begins after the act that disowns what has a key of no ledger, and the act is there",
    DISOWNED_EARLY,
    since11,
  ),
  stray(
    "K1",
    "disowned-with-another-digest",
    "an act disowns what has a key of no ledger, with another digest than its own",
    disowned({ key: "notes.txt", object: "1".repeat(64) }, named(FAR, STRAYED)),
  ),
  stray(
    "K1",
    "disowned-unsealed",
    "the act that disowns what has a key of no ledger is not sealed yet",
    followedBy(
      { ...ACTS, documents: { schedule: ON_DEMAND } },
      put("notes.txt", NOTES),
      disowning("t1", "10:01", { key: "notes.txt", object: sha256Hex(NOTES) }),
    ),
    { now: at("10:02") },
  ),
  valid(
    "stray-disowned",
    "an act disowns what has a key of no ledger, and a segment past the head",
    disowned(named("notes.txt", STRAYED), named(FAR, STRAYED)),
  ),
  valid(
    "disowned-twice",
    "two acts disown what has a key of no ledger",
    followedBy(
      disowned(named("notes.txt", STRAYED), named(FAR, STRAYED)),
      disowning("t2", "10:05", named("notes.txt", STRAYED)),
      seal("s2", "t2", at("10:06")),
    ),
  ),
  valid(
    "disowned-and-gone",
    "an act disowns an object that is not there any more",
    followedBy(ACTS, disowning("t1", "10:01", { key: "notes.txt", object: sha256Hex(NOTES) }), s1),
  ),
  valid("disowned-in-the-way", "a segment is disowned that would go on from the newest head", IN_THE_WAY),
  valid(
    "disowned-and-abandoned-in-window",
    "a window begins with the restart past a segment that an act before the window disowns",
    PAST_A_TRAP,
    since11,
  ),
  valid(
    "disowned-and-abandoned",
    "a segment is disowned before it could go on, and then abandoned by a restart",
    PAST_A_TRAP,
  ),
];

export const besides: readonly LedgerVector[] = [...attachments, ...disownings];

function documentOf(kind: "tests"): string {
  return documentKey(kind, sha256Hex(canonicalLine(ONE.documents[kind] as JsonObject)));
}
