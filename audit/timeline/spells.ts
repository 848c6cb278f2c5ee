// Puts the intervals of one failure together: a failure that was not read for a while and then failed again is one failure.
import type { Problem } from "../../evidence-schema/record/record.ts";
import type { Citation } from "../reading/citation.ts";
import type { ToldInterval } from "./period-answer.ts";

/** A period within a failure in which no run could read whether the resource still failed. */
export type Gap = {
  readonly from: string;
  readonly to: string;
  readonly problem: Problem;
  readonly said: Citation;
};

/** An interval, or several intervals of one failure with the gaps between them. */
export type Spell<Each extends ToldInterval = ToldInterval> = Each & { readonly gaps: readonly Gap[] };

/**
 * The intervals of one result in order. Fails under one held outcome (FORMAT.md 6.3) are merged into one, and the unobserved
 * intervals between them stay in the list. Passes are not merged: the ledger does not show what was true between them.
 */
export function spellsOf<Each extends ToldInterval>(intervals: readonly Each[]): Spell<Each>[] {
  const spells: Spell<Each>[] = [];
  for (const interval of intervals) {
    const before = spells.findLastIndex(({ outcome }) => outcome !== "indeterminate");
    const last = spells[before];
    if (last === undefined || !goesOn(last, interval)) {
      spells.push({ ...interval, gaps: [] });
      continue;
    }
    const since = last.to as string;
    const gaps = spells.slice(before + 1).flatMap((each) => ((each.from as string) < since ? [] : [gapOf(each)]));
    spells[before] = { ...last, to: interval.to, end: interval.end, gaps: [...last.gaps, ...gaps] };
  }
  return spells;
}

/** Whether a later interval is the same failure: the record that opened it, of the same incarnation, is the same. */
const goesOn = (last: ToldInterval, now: ToldInterval): boolean =>
  last.outcome === "fail" &&
  now.outcome === "fail" &&
  now.transition === null &&
  last.incarnation === now.incarnation &&
  last.held !== null &&
  last.held.gen === now.held?.gen &&
  last.held.seq === now.held.seq;

const gapOf = ({ from, to, problem, said }: ToldInterval): Gap => ({
  from: from as string,
  to: to as string,
  problem: problem as Problem,
  said,
});
