// Finds the failures of an item in its readings, with what is known of when each began and ended.
import type { Item, Reading } from "./readings.ts";

/** Times are milliseconds since 1970. */
export type Failure = {
  readonly item: Item;
  readonly from: number;
  readonly lastGood: number | null;
  readonly lastBad: number;
  /** Null while it goes on. */
  readonly to: number | null;
  readonly ended:
    "corrected" | "removed" | "replaced" | "no longer applies" | "judged otherwise" | "check withdrawn" | null;
  /** When its first record was made. */
  readonly known: number;
  readonly series: number;
  readonly because: string;
};

const isKnown = ({ answer }: Reading): boolean => answer !== "indeterminate";

export function failuresOf(item: Item): Failure[] {
  const { readings } = item;
  const failures: Failure[] = [];
  let at = 0;
  while (at < readings.length) {
    const first = readings[at] as Reading;
    if (first.answer !== "fail") {
      at += 1;
      continue;
    }
    let last = at;
    let end = at + 1;
    for (; end < readings.length; end += 1) {
      const reading = readings[end] as Reading;
      if (isOther(reading, first)) break;
      if (!isKnown(reading)) continue;
      if (reading.answer !== "fail") break;
      last = end;
    }
    failures.push(failureOf(item, failures.at(-1), { at, last, end }));
    at = end;
  }
  return failures;
}

/** Whether another resource stands in its place. */
const isOther = (reading: Reading, { incarnation }: Reading): boolean =>
  reading.incarnation !== null && reading.incarnation !== incarnation;

type Span = { readonly at: number; readonly last: number; readonly end: number };

function failureOf(item: Item, before: Failure | undefined, { at, last, end }: Span): Failure {
  const { readings } = item;
  const [first, lastBad, after] = [readings[at] as Reading, readings[last] as Reading, readings[end]];
  // One resource replaced the other, and nothing was read in between that does not fail.
  const isGoingOn = before?.ended === "replaced" && readings.slice(0, at).findLast(isKnown)?.answer === "fail";
  const begin = beginOf(readings, at, isGoingOn ? before : null);
  return {
    item,
    ...begin,
    lastBad: lastBad.complete,
    ...(after === undefined ? { to: null, ended: null } : endOf(first, lastBad, after)),
    known: first.time,
    series: isGoingOn ? before.series : at,
    because: first.because,
  };
}

type Begin = Pick<Failure, "from" | "lastGood">;

/** `replaced`: the failure of the resource in whose place this one stands, where that one failed to its end. */
function beginOf(readings: readonly Reading[], at: number, replaced: Failure | null): Begin {
  const first = readings[at] as Reading;
  const before = readings.slice(0, at);
  // A reading of another resource shows that this one was not there; so does one that had none.
  const last = before.findLast((each) => isKnown(each) || isOther(each, first));
  const good = last === undefined ? null : last.complete;
  // Nothing fails before it exists. Of a resource that was read before, its creation tells nothing more.
  const isNew = last?.incarnation == null || last.incarnation !== first.incarnation;
  const isBorn =
    isNew && first.created !== null && first.created <= first.asOf && (good === null || first.created > good);
  const lastGood = replaced !== null ? replaced.to : isBorn ? first.created : good;
  if (last !== undefined && last.answer !== "not-asked" && last.incarnation === first.incarnation)
    if (last.judged !== first.judged) return judgedOtherwise(first, lastGood);
  // Whatever the source says, what stands in another's place is there from the reading that showed it.
  const shown = last !== undefined && isOther(last, first) ? before.slice(before.indexOf(last) + 1)[0] : undefined;
  if (last !== undefined && isOther(last, first)) return { ...edge((shown ?? first).listed, first), lastGood };
  return { ...edge(last?.answer === "not-asked" ? first.asOf : lastGood, first), lastGood };
}

/** It began with its record, and may have failed before, unless the source says that nothing was changed since. */
function judgedOtherwise({ time, changed }: Reading, lastGood: number | null): Begin {
  const isUnchanged = changed !== null && lastGood !== null && changed <= lastGood;
  return { from: time, lastGood: isUnchanged ? time : lastGood };
}

/** The source's time, if it lies after `after` and not after the reading; else that of the reading. */
function edge(after: number | null, { changed, asOf }: Reading): { readonly from: number } {
  const isInside = changed !== null && changed <= asOf && (after === null || changed > after);
  return { from: isInside ? changed : Math.max(asOf, after ?? -Infinity) };
}

function endOf(first: Reading, lastBad: Reading, after: Reading): Pick<Failure, "to" | "ended"> {
  if (isOther(after, first)) return { to: after.listed, ended: "replaced" };
  if (after.answer === "not-asked") return { to: after.time, ended: "check withdrawn" };
  if (after.answer !== "absent" && after.judged !== lastBad.judged)
    return { to: after.time, ended: "judged otherwise" };
  if (after.answer === "absent") return { to: after.asOf, ended: "removed" };
  return { to: edge(lastBad.complete, after).from, ended: after.answer === "pass" ? "corrected" : "no longer applies" };
}

/** By overlap with a window; one without length lies at its instant. */
export const isPresent = ({ from, to }: Failure, window: { readonly from: number; readonly to: number }): boolean =>
  from < window.to && (to === null || to > window.from || (from === to && from === window.from));
