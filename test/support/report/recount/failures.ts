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
  readonly ended: "corrected" | "removed" | "replaced" | "no longer applies" | "judged otherwise" | "check withdrawn" | null;
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
  const begin = beginOf(readings, at);
  // One resource replaced the other, and nothing was read in between that does not fail.
  const isGoingOn = before?.ended === "replaced" && readings.slice(0, at).findLast(isKnown)?.answer === "fail";
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

function beginOf(readings: readonly Reading[], at: number): Pick<Failure, "from" | "lastGood"> {
  const first = readings[at] as Reading;
  const before = readings.slice(0, at);
  // A reading of another resource shows that this one was not there; so does one that had none.
  const last = before.findLast((each) => isKnown(each) || isOther(each, first));
  const isSame = last !== undefined && last.incarnation === first.incarnation && last.incarnation !== null;
  const good = last === undefined ? null : last.complete;
  const born = first.created !== null && first.created <= first.asOf ? first.created : null;
  const lastGood = born !== null && (good === null || born > good) ? born : good;
  if (isSame && last.answer !== "not-asked" && last.judged !== first.judged) {
    const isUnchanged = first.changed !== null && lastGood !== null && first.changed <= lastGood;
    return { from: first.time, lastGood: isUnchanged ? first.time : lastGood };
  }
  const isInside = first.changed !== null && first.changed <= first.asOf && (lastGood === null || first.changed > lastGood);
  return { from: isInside ? (first.changed as number) : Math.max(first.asOf, lastGood ?? -Infinity), lastGood };
}

function endOf(first: Reading, lastBad: Reading, after: Reading): Pick<Failure, "to" | "ended"> {
  if (isOther(after, first)) return { to: after.asOf, ended: "replaced" };
  if (after.answer === "absent") return { to: after.asOf, ended: "removed" };
  if (after.answer === "not-asked") return { to: after.time, ended: "check withdrawn" };
  if (after.judged !== lastBad.judged) return { to: after.time, ended: "judged otherwise" };
  const isInside = after.changed !== null && after.changed <= after.asOf && after.changed > lastBad.complete;
  const to = isInside ? (after.changed as number) : after.asOf;
  return { to, ended: after.answer === "not-applicable" ? "no longer applies" : "corrected" };
}
