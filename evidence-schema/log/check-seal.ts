// Checks a seal against the seals before it (FORMAT.md L1, L4, L6, L8, L9, L10).
import { slotNumber } from "./due-slots.ts";
import { ZERO_DIGEST } from "../bytes/digest.ts";
import { jsonEqual } from "../bytes/equal.ts";
import type { LogBefore } from "./log-before.ts";
import type { Seal, SealedScope } from "./log-schema.ts";
import { parseObjectKey } from "../keys/object-key.ts";
import { isRunOfSlot } from "../record/record-shape.ts";
import { requireSorted } from "../bytes/sorted.ts";
import { parseTimestamp } from "../bytes/timestamp.ts";
import { require, show } from "../violation.ts";

/** Throws Violation at the first rule that the seal breaks; its members have their types. */
export function checkSeal(seal: Seal, before: LogBefore): void {
  checkSealForm(seal);
  for (const { segments } of seal.scopes) {
    for (const { key, time } of segments)
      require(seal.time >= time, "L4", () => `a time not before that of ${key}, ${time}`, () => seal.time);
  }
  checkScopes(seal, before);
  checkRoster(seal, before);
  checkViews(seal, before);
  require(!before.isSealed(seal.run), "L10", "a run that no earlier seal names", () => show(seal.run));
}

/** L1, beyond the types of its members. Throws Violation. */
export function checkSealForm(seal: Seal): void {
  const { scopes, roster, stamps, trigger, slot } = seal;
  require((trigger === "slot") === (slot !== null), "L1", "a slot if and only if the trigger is slot", () =>
    show({ trigger, slot }));
  const { enrolled, excluded, found, unlisted } = roster;
  const out = excluded.map(({ scope }) => scope);
  for (const [what, names] of Object.entries({
    scopes: scopes.map(({ scope }) => scope),
    enrolled,
    excluded: out,
    found,
    unlisted,
    stamps: stamps.map(({ key }) => key),
  }))
    requireSorted("L1", what, names);
  const known = new Set(enrolled);
  const both = out.find((scope) => known.has(scope));
  require(both === undefined, "L1", "no scope both enrolled and excluded", () => show(both));
  for (const { scope, view, problem } of scopes)
    require((view === "failed") === (problem !== null), "L1", () =>
      `a problem of ${scope} if and only if its view is failed`, () => show({ view, problem }));
  for (const { key } of stamps) {
    const parsed = parseObjectKey(key);
    const isStamp = parsed?.class === "timestamp" || parsed?.class === "cosignature";
    require(isStamp && parsed.index < seal.index, "L1", "a time stamp or cosignature of an earlier leaf", () =>
      show(key));
  }
}

function checkScopes(seal: Seal, { newest }: LogBefore): void {
  const names = new Set(seal.scopes.map(({ scope }) => scope));
  const before = new Map((newest?.scopes ?? []).map((each) => [each.scope, each]));
  for (const scope of before.keys())
    require(names.has(scope), "L6", () => `a row for scope ${scope}, which an earlier seal lists`, () => "none");
  for (const scope of seal.scopes)
    checkScope(scope, newest === undefined ? undefined : (before.get(scope.scope) ?? null));
}

/** L8. A roster document that is missing or malformed is not compared here: another rule reports it. */
function checkRoster({ scopes, roster, documents }: Seal, { newest, documents: known }: LogBefore): void {
  const names = new Set(scopes.map(({ scope }) => scope));
  const { enrolled, excluded } = roster;
  const digest = documents["roster"] ?? null;
  require(digest !== null, "L8", "a digest in documents.roster", () => "null");
  const document = known.roster(digest);
  if (document !== null) {
    const expected = document.enrolled.map(({ scope }) => scope);
    require(jsonEqual(enrolled, expected), "L8", () =>
      `enrolled as in roster ${digest}, which is ${show(expected)}`, () => show(enrolled));
    const out = document.excluded.map(exclusion);
    require(jsonEqual(excluded.map(exclusion), out), "L8", () =>
      `excluded as in roster ${digest}, which is ${show(out)}`, () => show(excluded));
  }
  for (const scope of enrolled)
    require(names.has(scope), "L8", () => `a row for enrolled scope ${scope}`, () => "none");
  const accounted = new Set([...enrolled, ...excluded.map(({ scope }) => scope)]);
  for (const scope of leavers(newest))
    require(accounted.has(scope), "L8", () => `scope ${scope} enrolled or excluded, as in an earlier seal`, () =>
      "neither");
}

const exclusion = ({ scope, reason, approver }: Seal["roster"]["excluded"][number]) => ({ scope, reason, approver });

/** Scopes of the seal before that a seal must have among its enrolled or excluded ones. */
export function leavers(newest: Seal | null | undefined): string[] {
  if (newest == null) return [];
  const chained = new Set(newest.scopes.map(({ scope }) => scope));
  const { enrolled, excluded } = newest.roster;
  return [...enrolled, ...excluded.map(({ scope }) => scope).filter((scope) => chained.has(scope))];
}

function checkViews(seal: Seal, { hasRun, documents }: LogBefore): void {
  const { run, slot } = seal;
  require(isRunOfSlot(run, slot), "L9", () =>
    slot === null ? "a run that does not begin with slot-" : `run slot-${slot}`, () => run);
  if (slot !== null) {
    const digest = seal.documents["schedule"] ?? null;
    require(digest !== null, "L9", "a schedule that has this slot", () => "no schedule");
    const schedule = documents.schedule(digest);
    require(schedule === null || slotNumber(schedule, parseTimestamp(slot)) !== null, "L9", () =>
      `a slot of the schedule ${digest}`, () => slot);
  }
  for (const { scope, view, segments } of seal.scopes) {
    const own = segments.some((segment) => segment.run === run);
    require(view !== "observed" || own || hasRun(scope, run), "L9", () =>
      `a segment of run ${run} for observed scope ${scope}`, () => "none");
    require(view !== "silent" || !own, "L9", () => `no segment of run ${run} for silent scope ${scope}`, () =>
      "a segment");
  }
}

type Stand = Pick<SealedScope, "gen" | "seq" | "head" | "root">;

/** Where nothing was added, the latest full segment is the one before; where something was, the chain itself says. */
const fullStays = (row: SealedScope, before: SealedScope | null): boolean =>
  row.segments.length > 0 || jsonEqual(position(row.full), position(before?.full ?? null));

const position = (full: SealedScope["full"]) => (full === null ? null : { gen: full.gen, seq: full.seq });

const NOWHERE: Stand = { gen: 0, seq: -1, head: ZERO_DIGEST, root: null };

// `undefined`: a window begins here, and where the first segment continues from is taken over.
function checkScope(row: SealedScope, before: SealedScope | null | undefined): void {
  let at: Stand | undefined = before === undefined ? undefined : (before ?? NOWHERE);
  for (const segment of row.segments) {
    const parsed = parseObjectKey(segment.key);
    require(parsed?.class === "segment" && parsed.scope === row.scope && parsed.firstSeq === segment.first, "L6", () =>
      `a segment key of ${row.scope} that names seq ${segment.first}`, () => show(segment.key));
    require(segment.last >= segment.first, "L6", "last at or after first", () => show(segment));
    const restarts = segment.first === 0 && parsed.gen > (at?.gen ?? parsed.gen);
    if (at !== undefined) {
      const { gen } = at;
      const next = restarts ? { first: 0, before: ZERO_DIGEST } : { first: at.seq + 1, before: at.head };
      require(restarts || parsed.gen === gen, "L6", () => `gen ${gen}, or a higher gen that begins at seq 0`, () =>
        segment.key);
      require(segment.first === next.first && segment.before === next.before, "L6", () => show(next), () =>
        show({ first: segment.first, before: segment.before }));
    }
    at = { gen: parsed.gen, seq: segment.last, head: segment.after, root: segment.root };
  }
  if (at === undefined) return;
  if (before !== undefined)
    require(fullStays(row, before), "L6", () => `full ${show(before?.full ?? null)}`, () => show(row.full));
  const found: Stand = { gen: row.gen, seq: row.seq, head: row.head, root: row.root };
  const expected: Stand = { gen: at.gen, seq: at.seq, head: at.head, root: at.root };
  require(jsonEqual(found, expected), "L6", () => show(expected), () => show(found));
}
