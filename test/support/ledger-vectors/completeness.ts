// W2 to W6 and W8: what should be there and is not. Nothing of what is there is wrong.
import { noteKey, sealKey } from "../../../evidence-schema/keys/object-key.ts";
import { onSeal, without } from "../forge/edit.ts";
import { impostor, type Signer, WITNESS_A, WITNESS_B } from "../forge/keys.ts";
import type { Plan } from "../forge/plan.ts";
import { act, ACTS, at, BUCKETS, GENESIS, ON_DEMAND, ONE, seal, segment, followedBy, TWO } from "../forge/small.ts";
import { closed, complete, coverage, opened } from "../forge/statements.ts";
import { incomplete, type LedgerVector, tampered, valid } from "./vector.ts";

const tail = (name: string, clock: string, trigger: string) =>
  segment(name, at(clock), [opened({ trigger }), coverage([complete(BUCKETS, at("10:00:50"))]), closed()]);
const LATE_ACT = act("t1", at("10:01"), "response", { subject: "encrypted", about: null, text: "again" });
const onDemand = (plan: Plan): Plan => ({ ...plan, documents: { ...plan.documents, schedule: ON_DEMAND } });

const unsealed: readonly LedgerVector[] = [
  incomplete("W2", "run", "no seal lists a run", without(TWO, "s1"), { now: at("10:03") }),
  incomplete(
    "W2",
    "first-run",
    "no seal lists a scope's first run",
    { ...ONE, steps: [...ACTS.steps, ...ONE.steps.slice(0, 1)] },
    { now: at("10:03") },
  ),
  incomplete(
    "W2",
    "run-after-event",
    "no seal lists a run after an event batch",
    onDemand(followedBy(ONE, tail("a1", "10:01", "event"), tail("a2", "10:05", "manual"))),
    { now: at("10:06") },
  ),
  incomplete(
    "W3",
    "event",
    "no seal lists an event batch that is older than cadence and grace",
    onDemand(followedBy(ONE, tail("a1", "10:01", "event"))),
    { now: at("10:21") },
  ),
  incomplete(
    "W3",
    "event-without-schedule",
    "no seal lists an event batch, and there is no schedule",
    followedBy(ONE, tail("a1", "10:01", "event")),
    { now: at("10:02") },
  ),
  incomplete(
    "W3",
    "act",
    "no seal lists an act that is older than cadence and grace",
    onDemand(followedBy(ACTS, LATE_ACT)),
    {
      now: at("10:21"),
    },
  ),
  valid(
    "young-event",
    "no seal lists an event batch that is younger than cadence and grace",
    onDemand(followedBy(ONE, tail("a1", "10:01", "event"))),
    { now: at("10:20:59") },
  ),
  valid(
    "young-act",
    "no seal lists an act that is younger than cadence and grace",
    onDemand(followedBy(ACTS, LATE_ACT)),
    {
      now: at("10:20:59"),
    },
  ),
];

const SILENT = followedBy(ACTS, seal("s1", "t1", at("10:02")));

const newest: readonly LedgerVector[] = [
  incomplete(
    "W4",
    "no-note",
    "the newest seal has no note",
    onSeal(SILENT, "s1", (each) => ({ ...each, note: null })),
  ),
  incomplete(
    "W4",
    "no-seal",
    "the newest note has no seal",
    tampered(SILENT, (objects) => objects.delete(sealKey(1))),
  ),
  incomplete(
    "W4",
    "bad-leaf-without-note",
    "the newest leaf has no note and is no JSON",
    onSeal(SILENT, "s1", (each) => ({ ...each, note: null, bytes: () => Buffer.from("{") })),
  ),
  incomplete(
    "W4",
    "stamp-without-leaf",
    "there is a stamp of a leaf that is not there",
    tampered(SILENT, (objects) => objects.set("log/000000000002.tsr", Buffer.from("stamp"))),
  ),
  incomplete(
    "W4",
    "cosignature-without-leaf",
    "there are cosignatures of a leaf that is not there",
    tampered(SILENT, (objects) => objects.set("log/000000000002.cosig", Buffer.from("cosignature"))),
  ),
  incomplete(
    "W4",
    "no-seal-at-the-end",
    "the newest leaf is of a kind that nobody knows",
    onSeal(SILENT, "s1", (each) => ({ ...each, body: (body) => ({ ...body, kind: "rotation" }) })),
  ),
  incomplete(
    "W4",
    "note-beyond-the-next",
    "there is a note beyond the index of the next leaf",
    tampered(SILENT, (objects) => objects.set(noteKey(7), objects.get(noteKey(1)) as Buffer)),
  ),
  incomplete(
    "W4",
    "only-seal-without-note",
    "the only seal has no note",
    onSeal(ACTS, "s0", (each) => ({ ...each, note: null })),
  ),
];

/** The trust file asks for `quorum` of two witnesses; these cosigned the newest checkpoint. */
const witnessed = (quorum: string, ...cosigners: readonly Signer[]): Plan => ({
  ...onSeal(SILENT, "s1", (each) => ({ ...each, note: { cosigners } })),
  trust: (lines) => [
    ...lines.slice(0, 2),
    `witness a ${WITNESS_A.vkey}`,
    `witness b ${WITNESS_B.vkey}`,
    "group both all a b",
    `quorum ${quorum}`,
  ],
});
const unwitnessed: Plan = { ...witnessed("a"), steps: SILENT.steps };

const witnesses: readonly LedgerVector[] = [
  incomplete("W5", "no-cosignatures", "the newest checkpoint has no cosignatures", unwitnessed),
  incomplete("W5", "one-of-two", "one of two witnesses cosigned", witnessed("both", WITNESS_A)),
  incomplete("W5", "other-witness", "another witness than the quorum's cosigned", witnessed("a", WITNESS_B)),
  incomplete(
    "W5",
    "older-checkpoint",
    "only an older checkpoint is cosigned",
    onSeal(unwitnessed, "s0", (each) => ({ ...each, note: { cosigners: [WITNESS_A] } })),
  ),
  incomplete(
    "W5",
    "cosignature-without-line-end",
    "the line of the only cosignature lacks its LF",
    tampered(witnessed("a", WITNESS_A), (objects) =>
      objects.set("log/000000000001.cosig", (objects.get("log/000000000001.cosig") as Buffer).subarray(0, -1)),
    ),
  ),
  incomplete("W5", "wrong-cosignature", "a cosignature does not verify", witnessed("a", impostor(WITNESS_A))),
  valid("witnessed", "two witnesses cosigned the newest checkpoint", witnessed("both", WITNESS_A, WITNESS_B)),
  valid("witnessed-by-one", "one witness is enough, and the other's key is known", witnessed("b", WITNESS_B)),
];

const periods: readonly LedgerVector[] = [
  incomplete("W6", "between-two-seals", "no seal lies in the period, but one before and one after it", SILENT, {
    from: at("09:30"),
    to: at("10:00"),
  }),
  incomplete("W6", "first-leaf-later", "the log begins in the period", SILENT, {
    from: at("09:01:59"),
    to: at("10:00"),
  }),
  incomplete("W6", "before-genesis", "the period begins before genesis", ACTS, { from: "2026-03-01T07:59:59.999Z" }),
  incomplete("W6", "after-the-newest", "no seal lies in the period, nor after it", ACTS, { from: at("11:00") }),
  incomplete("W6", "end", "no seal lies at or after the end of the period, and nothing says that none was due", ACTS, {
    to: at("12:00"),
  }),
  incomplete("W6", "no-seal", "a ledger has no seal", { genesis: GENESIS, documents: {}, enrolled: [], steps: [] }),
  valid("period", "a period that begins with the log, and ends before the second seal", SILENT, {
    from: at("09:02"),
    to: at("09:30"),
  }),
  incomplete("W8", "genesis", "genesis is more than 120 s later than now", ACTS, {
    from: at("09:02"),
    to: at("10:00"),
    now: at("07:57:59"),
  }),
  incomplete("W8", "seal", "a seal is more than 120 s later than now", SILENT, { now: at("09:59:59") }),
  incomplete(
    "W8",
    "segment",
    "an act that no seal lists yet is more than 120 s later than now",
    onDemand(followedBy(ACTS, LATE_ACT)),
    { now: at("09:58:59") },
  ),
  valid("clocks-apart", "the newest seal is 120 s later than now", SILENT, { now: at("10:00") }),
  valid("period-on-demand", "nothing was due since the newest seal", onDemand(SILENT), { to: at("12:00") }),
  valid("period-in-the-future", "the period ends in the future", SILENT, { to: "2026-04-01T00:00:00.000Z" }),
];

export const completeness: readonly LedgerVector[] = [...unsealed, ...newest, ...witnesses, ...periods];
