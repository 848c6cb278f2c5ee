// Finds the failures of one item: each is one stretch of one held outcome, with a begin and an end as honest as the readings are.
import type { DepartureReason, Position } from "../../evidence-schema/record/record.ts";
import type { Citation } from "../reading/citation.ts";
import { asOfAfter, edgeIn, type TimeOf } from "./bracket.ts";
import { isDeterminate, type ReadingRun } from "./reading.ts";

/**
 * How a failure began. `drift`: it passed before. `created failing`: it was not there before. `began to apply`: the check did not
 * apply before. `first sight`: nothing is known from before. `judged otherwise`: other tests say so of what they passed before.
 * `replaced`: another resource stood under the same key before.
 */
export const BEGINNINGS = [
  "drift",
  "created failing",
  "began to apply",
  "first sight",
  "judged otherwise",
  "replaced",
] as const;
export type Beginning = (typeof BEGINNINGS)[number];

/** How a failure ended; `open` where it goes on. */
export const ENDINGS = [
  "corrected",
  "removed",
  "replaced",
  "no longer applies",
  "judged otherwise",
  "check withdrawn",
  "open",
] as const;
export type Ending = (typeof ENDINGS)[number];

/** Times are milliseconds since 1970. */
export type Failure = {
  /** The record that opened it; null only where readings have no positions. */
  readonly opened: Position | null;
  readonly incarnation: string | null;
  readonly from: number;
  readonly fromIs: TimeOf;
  /** Null: it goes on. */
  readonly to: number | null;
  readonly toIs: TimeOf | null;
  /** It was not failing then, as far as anybody knows; null at first sight: nobody knows how long it had been failing. */
  readonly lastGood: number | null;
  readonly firstBad: number;
  readonly lastBad: number;
  /** Null: it goes on. */
  readonly firstGood: number | null;
  readonly began: Beginning;
  readonly ended: Ending;
  /** By which tests it failed, in order, each once. */
  readonly judged: readonly string[];
  /** When the record was written by which it is known, and by which its end is. */
  readonly knownAt: number;
  readonly endKnownAt: number | null;
  readonly opening: Citation;
  readonly closing: Citation | null;
  /** Its place in the list of the item's failures at which its series begins: the clock of the limit runs from there. */
  readonly series: number;
};

type Open = { -readonly [member in keyof Failure]: Failure[member] };

/**
 * The failures of an item in order. Indeterminate readings are passed over: a failure that nobody could read for a while is
 * presumed to have gone on if the next reading says so. `runs`: in order of time.
 */
export function failuresOf(runs: readonly ReadingRun[]): Failure[] {
  const failures: Failure[] = [];
  let open: Open | null = null;
  let before: ReadingRun | null = null;
  // The last that told how something stood: that another resource was there tells nothing of the one that was there before.
  let told: ReadingRun | null = null;
  // Whether the resource was seen not failing since the last failure ended: a replacement then begins a series of its own.
  let wasGood = false;
  for (const read of runs) {
    if (read.answer === "indeterminate") continue;
    const run = datedAfter(read, told);
    const isOther = before !== null && isDeterminate(run) && isDeterminate(before) && !isSameResource(before, run);
    if (open !== null && (run.answer !== "fail" || isOther)) {
      close(open, run, isOther ? "replaced" : endingOf(open, run));
      open = null;
      wasGood = false;
    }
    if (run.answer !== "fail" && run.reason !== "replaced") wasGood = true;
    if (run.answer === "fail") {
      if (open === null) {
        const last = failures.at(-1);
        const began = beginningOf(run, before, isOther);
        const goesOn = began === "replaced" && last?.ended === "replaced" && !wasGood;
        const read = goesOn ? last.to : (told?.last.complete ?? null);
        const bracket = beginBracket(run, before, began, read);
        // Failures do not overlap: the one before has ended, whatever the source's time says.
        const from = Math.max(bracket.from, last?.to ?? -Infinity);
        failures.push((open = begun(run, { ...bracket, from }, began, goesOn ? last.series : failures.length)));
      } else if (!open.judged.includes(run.judged)) open.judged = [...open.judged, run.judged];
      open.lastBad = Math.max(open.lastBad, run.last.complete);
    }
    before = run;
    if (run.reason !== "replaced") told = run;
  }
  return failures;
}

/** A row that is dated before the last reading that told something contradicts it, and counts as of its listing. */
function datedAfter(run: ReadingRun, told: ReadingRun | null): ReadingRun {
  const asOf = told === null ? run.first.asOf : asOfAfter(told.last.complete, run.first);
  return asOf === run.first.asOf ? run : { ...run, first: { ...run.first, asOf } };
}

const isSameResource = (a: ReadingRun, b: ReadingRun): boolean => a.incarnation === b.incarnation;

function begun(run: ReadingRun, bracket: BeginBracket, began: Beginning, series: number): Open {
  const { first, incarnation, opened, judged } = run;
  return {
    opened,
    incarnation,
    ...bracket,
    to: null,
    toIs: null,
    // The source's own time is no later than the state that was read. A reading's is: the answer may lag.
    lastBad: bracket.fromIs === "source" ? bracket.from : -Infinity,
    firstGood: null,
    began,
    ended: "open",
    judged: [judged],
    knownAt: first.time,
    endKnownAt: null,
    opening: first.said,
    closing: null,
    series,
  };
}

function beginningOf(run: ReadingRun, before: ReadingRun | null, isOther: boolean): Beginning {
  if (before === null || before.answer === "not-asked") return "first sight";
  if (isOther || before.reason === "replaced") return "replaced";
  if (before.answer === "absent") return "created failing";
  if (before.judged !== run.judged) return "judged otherwise";
  return before.answer === "not-applicable" ? "began to apply" : "drift";
}

type BeginBracket = Pick<Failure, "from" | "fromIs" | "lastGood" | "firstBad">;

/** `read`: it was known not to be failing then, by a reading; null where no reading tells. */
function beginBracket(
  { first, created }: ReadingRun,
  before: ReadingRun | null,
  began: Beginning,
  read: number | null,
): BeginBracket {
  if (began === "judged otherwise") {
    // Nobody knows whether the tests or the resource changed, unless the source says that the resource did not.
    const isSame = read !== null && first.changed !== null && first.changed <= read;
    return { from: first.time, fromIs: "record", lastGood: isSame ? first.time : read, firstBad: first.time };
  }
  // Nothing fails before it exists. A creation after the last reading of the same resource contradicts that, and tells nothing.
  const isNew = began === "first sight" || began === "created failing" || began === "replaced";
  const isLater = isNew && created !== null && created <= first.asOf && (read === null || created > read);
  const lastGood = isLater ? created : read;
  if (began === "replaced") {
    // The new resource begins with the reading that showed it, even if that could not judge it. It may have failed before.
    const shown = before?.reason === "replaced" ? before.first.asOf : first.asOf;
    if (first.asOf <= shown) return { from: shown, fromIs: "reading", lastGood, firstBad: shown };
    return { ...beginIn(shown, first), lastGood, firstBad: first.asOf };
  }
  // While a check is not asked nothing fails it, whenever the resource was changed.
  if (before?.answer === "not-asked") return { from: first.asOf, fromIs: "reading", lastGood, firstBad: first.asOf };
  return { ...beginIn(lastGood ?? -Infinity, first), lastGood, firstBad: first.asOf };
}

function beginIn(after: number, first: ReadingRun["first"]): Pick<Failure, "from" | "fromIs"> {
  const { at, is } = edgeIn(after, first);
  return { from: at, fromIs: is };
}

const ENDED_BY: { readonly [reason in DepartureReason]: Ending } = {
  gone: "removed",
  "not-found": "removed",
  replaced: "replaced",
};

function endingOf({ judged }: Failure, run: ReadingRun): Ending {
  if (run.answer === "not-asked") return "check withdrawn";
  if (run.answer === "absent") return run.reason === null ? "removed" : ENDED_BY[run.reason];
  if (run.judged !== judged.at(-1)) return "judged otherwise";
  return run.answer === "pass" ? "corrected" : "no longer applies";
}

function close(open: Open, { first }: ReadingRun, ended: Ending): void {
  open.ended = ended;
  open.endKnownAt = first.time;
  open.closing = first.said;
  if (ended === "judged otherwise" || ended === "check withdrawn") {
    // Both are decisions of the company, recorded. Whether it was still failing until then nobody has read.
    open.to = Math.max(first.time, open.from);
    open.toIs = "record";
  } else if (ended === "replaced") {
    open.to = Math.max(first.asOf, open.from);
    open.toIs = "reading";
  } else {
    const { at, is } = edgeIn(Math.max(open.lastBad, open.from), first);
    open.to = Math.max(at, open.from);
    open.toIs = is;
  }
  open.firstGood = Math.max(first.asOf, open.to);
  open.lastBad = Math.min(open.lastBad, open.to);
}

/** The shortest and the longest that a failure may have lasted, in milliseconds. */
export type Lasted = { readonly shortest: number; readonly longest: number | null };

/** `longest` is null where it goes on, or where nobody knows what was before its first reading. */
export function lasted({ from, to, lastGood, lastBad }: Failure): Lasted {
  const longest = to === null || lastGood === null ? null : to - lastGood;
  return { shortest: Math.max(0, lastBad - from), longest };
}
