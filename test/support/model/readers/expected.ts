// What FORMAT.md section 9 says of the facts, rule by rule and as naively as it is written there: the oracle.
import type { Facts, ScheduleFact, SealFact } from "./facts.ts";

/** A period as it is asked for, in milliseconds since 1970; null: not given. */
export type Period = { readonly from: number | null; readonly to: number | null };

/** What a verifier has to say of an honest ledger: its exit, and what of each rule. */
export type Expected = {
  readonly exit: 0 | 2 | 4;
  /** Slots without a run in time, in milliseconds. */
  readonly missed: readonly number[];
  /** Keys of runs' segments that no seal lists, and of other segments that wait too long for one. */
  readonly unsealed: readonly string[];
  readonly waiting: readonly string[];
  readonly strays: readonly string[];
  readonly isTailOpen: boolean;
  readonly isUncovered: boolean;
};

const EARLY_MS = 120_000;

export function expectedOf(facts: Facts, period: Period): Expected {
  const read = seenIn(facts, period);
  const [listed, isToEnd] = [new Set(facts.seals.flatMap((seal) => seal.listed)), read.isToEnd];
  const left = new Set(facts.segments.flatMap(({ abandons }) => abandons));
  const newest = read.seals.at(-1);
  const patience = newest?.schedule == null ? 0 : newest.schedule.cadence + newest.schedule.grace;
  const open = isToEnd ? facts.segments.filter(({ key }) => !listed.has(key)) : [];
  const isRun = ({ trigger }: { readonly trigger: string | null }): boolean =>
    trigger === "slot" || trigger === "manual";
  const expected = {
    missed: missedIn(facts, read, period),
    unsealed: open.filter(isRun).map(({ key }) => key),
    waiting: open.filter((each) => !isRun(each) && each.time + patience <= facts.now).map(({ key }) => key),
    strays: isToEnd ? facts.garbage.filter((key) => !left.has(key) && !facts.disowned.has(key)) : [],
    isTailOpen: isToEnd && facts.leaves.length > 0 && !facts.endsWell,
    isUncovered: isUncovered(facts, read, period),
  };
  const { missed, unsealed, waiting, strays, isTailOpen } = expected;
  const isIncomplete = missed.length + unsealed.length + waiting.length > 0 || isTailOpen || expected.isUncovered;
  return { ...expected, exit: isIncomplete ? 2 : strays.length > 0 ? 4 : 0 };
}

type Seen = {
  readonly seals: readonly SealFact[];
  /** The seal before the first that is read. */
  readonly before: SealFact | null;
  readonly isToEnd: boolean;
};

/** The seals of the period: from the first at or after its begin to the first at or after its end. */
function seenIn({ seals, leaves }: Facts, { from, to }: Period): Seen {
  const found = from === null ? 0 : seals.findIndex(({ time }) => time >= from);
  const first = Math.max(0, found === -1 ? seals.length - 1 : found);
  const end = to === null ? -1 : seals.findIndex(({ time }, i) => i >= first && time >= to);
  const last = end === -1 ? seals.length - 1 : end;
  return {
    seals: seals.slice(first, last + 1),
    before: seals[first - 1] ?? null,
    isToEnd: end === -1 || seals[end]?.index === leaves.at(-1),
  };
}

/** W1. */
function missedIn({ now, ended }: Facts, { seals, before, isToEnd }: Seen, { from, to }: Period): number[] {
  const all = before === null ? seals : [before, ...seals];
  const missed: number[] = [];
  all.forEach(({ time, schedule }, i) => {
    const next = all[i + 1];
    if (schedule === null || (next === undefined && !isToEnd)) return;
    for (const slot of slotsOf(schedule, time, next === undefined ? now - schedule.grace : next.time)) {
      if (next === undefined && ended !== null && slot > ended) continue;
      if ((from !== null && slot < from) || (to !== null && slot >= to) || slot >= (to ?? now)) continue;
      const isThere = all.some(
        (seal) => seal.slot === slot && seal.time >= slot - EARLY_MS && seal.time <= slot + schedule.grace,
      );
      if (!isThere) missed.push(slot);
    }
  });
  return missed;
}

/** The slots after an instant, up to another one. */
function slotsOf({ every, from }: ScheduleFact, after: number, until: number): number[] {
  const slots: number[] = [];
  if (every !== null) for (let slot = from; slot <= until; slot += every) if (slot > after) slots.push(slot);
  return slots;
}

/** W6, but for the seal before a window, which is there in every honest ledger. */
function isUncovered({ now, created, ended }: Facts, { seals, before }: Seen, { from, to }: Period): boolean {
  const [first, last] = [seals[0], seals.at(-1)];
  const times = [...seals.map(({ time }) => time), ...(ended === null ? [] : [ended])];
  if (!times.some((time) => time >= (from ?? created) && time < (to ?? now))) return true;
  if (from !== null && (from < created || (before === null && first !== undefined && first.time > from))) return true;
  if (to === null || to > now || last === undefined || last.time >= to || ended !== null) return false;
  return (
    last.schedule === null || slotsOf(last.schedule, last.time, Math.min(to - 1, now - last.schedule.grace)).length > 0
  );
}
