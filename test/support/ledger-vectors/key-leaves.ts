// N6 and L12: leaves that add a key to the log, retire one, or close the ledger; and signatures of keys not in force.
import { onEnd, onKey, onSeal } from "../forge/edit.ts";
import { LOG, LOG_2, LOG_ML_DSA, type Signer, STRANGER, WITNESS_ML_DSA } from "../forge/keys.ts";
import type { EndPlan, KeyPlan, NotePlan, Plan, SealPlan } from "../forge/plan.ts";
import { ACTS, at, followedBy, seal } from "../forge/small.ts";
import { hourly } from "./slots.ts";
import { broken, incomplete, type LedgerVector, unread, valid } from "./vector.ts";

const silent = (name: string, hour: string, ...signers: readonly Signer[]): SealPlan =>
  seal(name, name, at(`${hour}:02`), { note: { signers: signers.length === 0 ? [LOG] : signers } });

const change = (
  name: string,
  clock: string,
  add: Signer | null,
  retire: Signer | null,
  more: Partial<KeyPlan> = {},
): KeyPlan => ({
  is: "key",
  name,
  time: at(clock),
  add,
  retire,
  ...more,
});

const knowing =
  (...keys: readonly Signer[]) =>
  (lines: readonly string[]): readonly string[] => [...lines, ...keys.map(({ vkey }) => `log ${vkey}`)];

/** The second key is added, both sign for a while, the first is retired, and the second goes on. */
const ROTATED: Plan = {
  ...followedBy(
    ACTS,
    change("k1", "10:01", LOG_2, null),
    silent("s2", "10", LOG, LOG_2),
    silent("s3", "11", LOG_2),
    change("k4", "12:01", null, LOG, { endorsers: [LOG_2], note: { signers: [LOG_2] } }),
    silent("s5", "12", LOG_2),
  ),
  trust: knowing(LOG_2),
};
const signedBy = (name: string, ...signers: readonly Signer[]): Plan =>
  onSeal(ROTATED, name, (plan) => ({ ...plan, note: { signers } }));
const k1 = (more: Partial<KeyPlan>): Plan => onKey(ROTATED, "k1", (plan) => ({ ...plan, ...more }));

const until =
  (size: number, { vkey }: Signer) =>
  (lines: readonly string[]): readonly string[] => [...lines, `until ${size} ${vkey}`];

const keys: readonly LedgerVector[] = [
  broken("N6", "before-its-leaf", "a checkpoint is signed by a key that only a later leaf adds", signedBy("s0", LOG_2)),
  broken("N6", "retired", "a checkpoint is signed by a key that an earlier leaf retires", signedBy("s5", LOG)),
  broken("N6", "endorsed-by-one", "the holder of the key that is added has not endorsed it", k1({ endorsers: [LOG] })),
  broken("N6", "endorsed-by-itself", "only the key that is added endorses it", k1({ endorsers: [LOG_2] })),
  broken(
    "N6",
    "endorsed-by-a-stranger",
    "a key that nobody trusts endorses another",
    k1({ endorsers: [STRANGER, LOG_2] }),
  ),
  broken("N6", "endorsed-by-the-retired", "a key is added, and a key that was retired before endorses it", {
    ...followedBy(
      ACTS,
      change("k1", "10:01", LOG_2, LOG),
      silent("s2", "10", LOG_2),
      change("k3", "11:01", STRANGER, null, { endorsers: [LOG, STRANGER], note: { signers: [LOG_2] } }),
      silent("s4", "11", LOG_2),
    ),
    trust: knowing(LOG_2, STRANGER),
  }),
  broken(
    "N6",
    "endorsed-other-key",
    "the text that is endorsed adds another key",
    k1({ endorsed: (note) => note.replace(LOG_2.vkey, STRANGER.vkey) }),
  ),
  broken("N6", "endorsed-no-note", "the endorsement is no note", k1({ endorsed: () => "agreed\n" })),
  broken("N6", "endorsed-for-another-leaf", "the text that is endorsed has another index", k1({ endorsedFor: 7 })),
  broken("N6", "endorsed-before", "a key that was retired is added by the endorsement of the leaf that added it", {
    ...followedBy(
      ACTS,
      change("k1", "10:01", LOG_2, null),
      silent("s2", "10", LOG),
      change("k3", "11:01", null, LOG_2),
      silent("s4", "11", LOG),
      change("k5", "12:01", LOG_2, null, { endorsedFor: 1 }),
      silent("s6", "12", LOG),
    ),
    trust: knowing(LOG_2),
  }),
  broken("N6", "until", "a checkpoint is signed by a key after the size up to which the trust file takes it", {
    ...followedBy(ACTS, silent("s1", "10", LOG)),
    trust: until(1, LOG),
  }),
  broken(
    "L1",
    "key-of-nothing",
    "a key leaf neither adds nor retires a key",
    k1({ body: (body) => ({ ...body, add: null }) }),
  ),
  broken("L1", "key-no-text", "the key that a leaf adds is a number", k1({ body: (body) => ({ ...body, add: 7 }) })),
  broken(
    "L3",
    "key",
    "the frontier of a key leaf is not that of the leaves before",
    k1({ body: (body) => ({ ...body, frontier: [] }) }),
  ),
  broken("L4", "key", "a key leaf has a time before that of the seal before", k1({ time: at("09:01") })),
  broken("L4", "after-a-key", "a seal has a time before that of the key leaf before", k1({ time: at("10:03") })),
  incomplete("W4", "key-at-the-end", "the newest leaf adds a key", {
    ...followedBy(ACTS, change("k1", "10:01", LOG_2, null)),
    trust: knowing(LOG_2),
  }),
  valid("keys-changed", "a key is added, both sign for a while, and the first is retired", ROTATED),
  valid(
    "retired-beside-another",
    "a checkpoint is signed by a key that an earlier leaf retires, and by one in force",
    signedBy("s5", LOG, LOG_2),
  ),
  valid(
    "early-beside-another",
    "a checkpoint is signed by a key that only a later leaf adds, and by one in force",
    signedBy("s0", LOG, LOG_2),
  ),
  valid(
    "retired-by-itself",
    "the key that is retired endorses that",
    onKey(ROTATED, "k4", (plan) => ({ ...plan, endorsers: [LOG] })),
  ),
  valid("key-exchanged", "one leaf adds a key and retires the one before, which signs that leaf", {
    ...followedBy(ACTS, change("k1", "10:01", LOG_2, LOG), silent("s2", "10", LOG_2)),
    trust: knowing(LOG_2),
  }),
  valid("key-added-unused", "a leaf adds a key that the trust file lacks, and the one before signs on", {
    ...followedBy(ACTS, change("k1", "10:01", LOG_2, null), silent("s2", "10", LOG)),
  }),
  valid("void-key-leaf", "a key leaf without a note, endorsed by one key alone, is named as void", {
    ...followedBy(ACTS, change("k1", "10:01", LOG_2, null, { endorsers: [LOG_2], bad: true }), silent("s2", "10", LOG)),
    trust: knowing(LOG_2),
  }),
  valid("until", "a key signs up to the size to which the trust file takes it, and another goes on", {
    ...ROTATED,
    trust: (lines) => until(3, LOG)(knowing(LOG_2)(lines)),
  }),
  valid("window-after-keys-changed", "a window begins after the key was changed", ROTATED, { from: at("12:00") }),
  unread("key-added", "a checkpoint is signed by a key alone that a leaf adds and the trust file lacks", {
    ...ROTATED,
    trust: (lines) => lines,
  }),
];

const end = (name: string, clock: string, more: Partial<EndPlan> = {}): EndPlan => ({
  is: "end",
  name,
  time: at(clock),
  successor: "5".repeat(64),
  ...more,
});
const ENDED: Plan = followedBy(ACTS, end("e1", "10:01"));
const e1 = (more: Partial<EndPlan>): Plan => onEnd(ENDED, "e1", (plan) => ({ ...plan, ...more }));

const ends: readonly LedgerVector[] = [
  broken("L12", "after-the-end", "a seal follows the end", followedBy(ENDED, silent("s2", "11", LOG))),
  broken("L12", "end-again", "an end follows the end", followedBy(ENDED, end("e2", "11:01"))),
  broken("L12", "key-after-the-end", "a key is added after the end", {
    ...followedBy(ENDED, change("k2", "11:01", LOG_2, null)),
    trust: knowing(LOG_2),
  }),
  broken("L1", "end-successor", "the successor of an end is no ledger id", e1({ successor: "acme-2" })),
  broken("N6", "end-by-a-stranger", "a key that nobody trusts endorses the end", e1({ endorsers: [STRANGER] })),
  broken("N6", "end-for-another-leaf", "the text that is endorsed has another index", e1({ endorsedFor: 7 })),
  broken(
    "N6",
    "end-of-another-successor",
    "the text that is endorsed names another successor",
    e1({ endorsed: (note) => note.replace("5".repeat(64), "6".repeat(64)) }),
  ),
  broken("N6", "end-no-note", "the endorsement of the end is no note", e1({ endorsed: () => "agreed\n" })),
  broken("N6", "end-by-the-retired", "a key that was retired endorses the end", {
    ...followedBy(
      ACTS,
      change("k1", "10:01", LOG_2, LOG),
      silent("s2", "10", LOG_2),
      end("e3", "11:01", { endorsers: [LOG], note: { signers: [LOG_2] } }),
    ),
    trust: knowing(LOG_2),
  }),
  broken(
    "L1",
    "end-not-endorsed",
    "an end has no endorsement",
    e1({ body: ({ endorsed: _endorsed, ...body }) => body }),
  ),
  valid("void-end-of-nobody", "an end without a note that nobody endorses is named as void, and seals go on", {
    ...followedBy(ACTS, end("e1", "10:01", { bad: true, endorsers: [STRANGER] }), silent("s2", "11", LOG)),
  }),
  broken("L4", "end", "an end has a time before that of the seal before", e1({ time: at("09:01") })),
  incomplete(
    "W4",
    "leaf-after-the-end",
    "a leaf without a note follows the end",
    followedBy(ENDED, seal("s2", "s2", at("11:02"), { note: null })),
  ),
  incomplete("W4", "end-without-note", "the newest leaf is an end, and has no note", e1({ note: null })),
  incomplete(
    "W1",
    "before-the-end",
    "no seal is of a slot before the end",
    {
      ...followedBy(hourly("09"), end("e1", "10:30")),
    },
    { now: at("13:10") },
  ),
  valid("ended", "an end closes the ledger and names the next", ENDED),
  valid("ended-without-successor", "an end closes the ledger for good", e1({ successor: null })),
  valid("nothing-due-after-the-end", "nothing is due after the end", followedBy(hourly("09"), end("e1", "09:30")), {
    now: at("13:10"),
  }),
  valid("period-of-an-end", "a period holds an end, and no seal", ENDED, { from: at("10:00"), to: at("12:00") }),
  valid("period-to-an-end", "a period ends after the end", ENDED, { from: at("09:02"), to: at("12:00") }),
  valid(
    "void-end",
    "an end with a wrong frontier and without a note is named as void, and seals go on",
    followedBy(
      ACTS,
      end("e1", "10:01", { bad: true, body: (body) => ({ ...body, frontier: [] }) }),
      silent("s2", "11", LOG),
    ),
  ),
];

const BOTH_KINDS: NotePlan = { signers: [LOG, LOG_ML_DSA] };
const quantum = (plan: Plan): Plan => onSeal(onSeal(plan, "s0", add), "s1", add);
const add = (plan: SealPlan): SealPlan => ({ ...plan, note: BOTH_KINDS });
const TWICE: Plan = followedBy(ACTS, silent("s1", "10"));

const types: readonly LedgerVector[] = [
  valid(
    "signature-of-another-type",
    "each note has a second signature by a key of type 0x06, which the trust file does not name",
    quantum(TWICE),
  ),
  valid("key-of-another-type", "the trust file names that key of type 0x06 too", {
    ...quantum(TWICE),
    trust: knowing(LOG_ML_DSA),
  }),
  valid("witness-of-another-type", "one of two witnesses is enough, and the key of the other is of type 0x06", {
    ...TWICE,
    trust: (lines) => [...lines, `witness c ${WITNESS_ML_DSA.vkey}`],
  }),
  unread("log-of-another-type", "the only log key of the trust file is of type 0x06", {
    ...quantum(TWICE),
    trust: ([ledger, , quorum]) => [ledger as string, `log ${LOG_ML_DSA.vkey}`, quorum as string],
  }),
  unread("quorum-of-another-type", "the only witness of the quorum is of type 0x06", {
    ...TWICE,
    trust: ([ledger, log]) => [ledger as string, log as string, `witness c ${WITNESS_ML_DSA.vkey}`, "quorum c"],
  }),
];

export const keyLeaves: readonly LedgerVector[] = [...keys, ...ends, ...types];
