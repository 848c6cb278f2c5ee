// Windows whose past was changed or taken away, and the leaves between the seal before and the first (L3, W6).
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { noteKey, sealKey, segmentKey } from "../../../evidence-schema/keys/object-key.ts";
import { lacking, onSeal } from "../forge/edit.ts";
import type { Objects } from "../forge/forge.ts";
import type { Plan, SealPlan } from "../forge/plan.ts";
import { ACTS, at, AWS, followedBy, HOURLY, ONE, seal, TWO } from "../forge/small.ts";
import { broken, incomplete, type LedgerVector, respelled, tampered, valid } from "./vector.ts";
import { FOUR, windowed } from "./whole.ts";
import { slotted } from "./slots.ts";

const since11 = { from: at("11:00") };

/** s0, a leaf that is void, one of another kind that names it so, and s3. */
const NAMED_BY_ANOTHER_KIND: Plan = followedBy(
  ONE,
  seal("s1", "r1", at("10:02"), { bad: true, body: () => ({ v: 1, kind: "rotation" }) }),
  seal("s2", "r2", at("10:10"), { body: ({ void: named }) => ({ v: 1, kind: "rotation", void: named as Json }) }),
  seal("s3", "t3", at("11:02")),
);

/** Forty minutes of seals by hand. */
const MANY: Plan = followedBy(
  ACTS,
  ...Array.from({ length: 12 }, (_, i) => seal(`s${i + 1}`, `t${i + 1}`, at(`09:${String(10 + i)}`))),
);
const garbage = (objects: Objects, ...keys: readonly string[]): void => {
  for (const key of keys) objects.set(key, Buffer.from("{}\n"));
};
const respell =
  (index: number, from: string, to: string) =>
  (objects: Objects): void => {
    objects.set(sealKey(index), respelled(from, to)(objects.get(sealKey(index)) as Buffer));
  };

/** s0, a leaf of a kind that nobody knows, and s2. */
export const BETWEEN: Plan = followedBy(
  ONE,
  seal("s1", "r", at("10:02"), { bytes: () => Buffer.from('{"kind":"rotation","v":1}\n') }),
  seal("s2", "t2", at("11:02")),
  seal("s3", "t3", at("12:02")),
);

/** A leaf without a note, whose frontier is that of no leaves. */
const bad = (name: string, clock: string, frontier: readonly string[] = []): SealPlan =>
  seal(name, name, at(clock), { bad: true, body: (body) => ({ ...body, frontier: [...frontier] }) });
const VOIDS: Plan = followedBy(ONE, bad("s1", "10:02"), bad("s2", "11:02"), seal("s3", "t3", at("12:02")));

/** The sealer of 9 o'clock left a void leaf, that of 10 none at all, and that of 11 the first seal. */
const VOID_FIRST: Plan = {
  ...ACTS,
  documents: { schedule: HOURLY },
  steps: [...ACTS.steps.slice(0, 1), bad("v0", "09:05", ["0".repeat(64)]), slotted("s1", "11")],
};

export const windows: readonly LedgerVector[] = [
  broken(
    "L3",
    "seal-before-the-window-altered",
    "the seal before a window was changed where it lies",
    tampered(FOUR, respell(1, '"run":"run-a1","scopes"', '"run":"run-a9","scopes"')),
    since11,
  ),
  broken(
    "L3",
    "leaf-between-altered",
    "a leaf between the seal before a window and its first seal was changed where it lies",
    tampered(BETWEEN, respell(1, "rotation", "retation")),
    since11,
  ),
  broken(
    "L3",
    "time-before-the-window-altered",
    "the time of a seal in the period was set to before it, and all leaves before it are garbage",
    tampered(MANY, (objects) => {
      respell(8, '"time":"2026-03-01T09:17', '"time":"2026-03-01T09:05')(objects);
      garbage(objects, ...[1, 2, 3, 4, 5, 6, 7].map(sealKey));
    }),
    { from: at("09:12") },
  ),
  broken(
    "L3",
    "leaves-before-the-window-garbage",
    "the seal before a window is garbage",
    tampered(MANY, (objects) => garbage(objects, sealKey(5), sealKey(6))),
    { from: at("09:16") },
  ),
  broken(
    "N4",
    "named-by-another-kind-before-the-window",
    "a leaf without note before a window is named void by one of a kind that nobody knows",
    NAMED_BY_ANOTHER_KIND,
    since11,
  ),
  broken(
    "B1",
    "only-seal-before-the-window",
    "the only seal before a window is spelled in another way: there is none, and the log is read from its first leaf",
    onSeal(TWO, "s0", (plan) => ({ ...plan, bytes: respelled('"index":0', '"index":0.0') })),
    { from: at("10:00") },
  ),
  valid(
    "window-after-a-misspelt-leaf",
    "a leaf long before a window, signed and spelled in another way, is not asked after",
    onSeal(FOUR, "s0", (plan) => ({ ...plan, bytes: respelled('"index":0', '"index":0.0') })),
    since11,
  ),
  incomplete(
    "W6",
    "first-leaf-garbage-and-the-next-gone",
    "the first leaf is garbage and the one after it is not there: nobody can say which seal comes before the window",
    tampered(BETWEEN, (objects) => {
      garbage(objects, sealKey(0));
      [sealKey(1), noteKey(1)].forEach((key) => objects.delete(key));
    }),
    since11,
  ),
  incomplete(
    "W6",
    "leaf-between-gone",
    "a leaf between the seal before a window and its first seal is not there",
    tampered(BETWEEN, (objects) => [sealKey(1), noteKey(1)].forEach((key) => objects.delete(key))),
    since11,
  ),
  broken(
    "L1",
    "no-frontier-in-window",
    "the first seal of a window has no frontier",
    onSeal(FOUR, "s2", (plan) => ({ ...plan, body: lacking("frontier") })),
    since11,
  ),
  broken(
    "L6",
    "first-of-a-window",
    "the segment that the first seal of a window lists does not follow the seal before it",
    onSeal(FOUR, "s2", (plan) => ({ ...plan, row: (row) => ({ ...row, before: "1".repeat(64) }) })),
    since11,
  ),
  broken(
    "L6",
    "other-full-before-the-window",
    "the first seal of a window lists a delta alone, and names another latest full segment than the seal before it",
    onSeal(TWO, "s0", (plan) => ({
      ...plan,
      scopes: (scopes) => scopes.map((row) => ({ ...row, full: { gen: 0, seq: 5 } })),
    })),
    { from: at("10:00") },
  ),
  broken(
    "L1",
    "seal-before-the-window-unsorted",
    "the seal before a window lists its scopes twice, and the window's first seal follows it",
    onSeal(TWO, "s0", (plan) => ({ ...plan, scopes: (scopes) => [...scopes, ...scopes] })),
    { from: at("10:00") },
  ),
  broken(
    "B2",
    "seal-before-the-window-without-time",
    "the time of the seal before a window is no instant",
    onSeal(TWO, "s0", (plan) => ({ ...plan, body: (body) => ({ ...body, time: "09:02" }) })),
    { from: at("10:00") },
  ),
  broken(
    "L4",
    "time-goes-back-before-the-window",
    "the newest seal is of before the period, and the seal before it of within",
    followedBy(ONE, seal("s1", "t1", at("08:30"))),
    { from: at("09:01") },
  ),
  broken(
    "L5",
    "in-window",
    "a segment that a seal in a window lists is missing",
    tampered(FOUR, (objects) => objects.delete(segmentKey(AWS, 0, 9))),
    since11,
  ),
  valid("window-among-many", "a window in mid-life of a long log", MANY, { from: at("09:14"), to: at("09:18") }),
  valid(
    "window-after-another-kind",
    "between the seal before a window and its first seal is a leaf of a kind that nobody knows",
    BETWEEN,
    since11,
  ),
  incomplete(
    "W4",
    "window-after-a-void-tail",
    "no seal with a note is as late as the period begins, and the newest leaf is broken and has no note",
    followedBy(FOUR, seal("s4", "t4", at("13:02"), { note: null, body: (body) => ({ ...body, frontier: [] }) })),
    { from: at("13:00") },
  ),
  valid(
    "window-after-voids",
    "two leaves between the seal before a window and its first seal are void",
    windowed(VOIDS, 3, 0),
    {
      from: at("10:30"),
    },
  ),
  valid(
    "void-first-leaf",
    "the first leaf is void, and the first seal after it: nothing is due before that",
    VOID_FIRST,
    { now: at("11:10") },
  ),
  incomplete(
    "W6",
    "before-a-void-first-leaf",
    "a period begins between a void first leaf and the first seal",
    VOID_FIRST,
    {
      from: at("10:00"),
      now: at("11:10"),
    },
  ),
  valid("void-first-leaf-in-window", "a period begins with the log, whose first leaf is void", VOID_FIRST, {
    from: at("11:05"),
    now: at("11:10"),
  }),
];
