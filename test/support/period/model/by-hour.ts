// Answers hour by hour, by the definitions, what the code calculates with stretches: tiles, verdicts, days of a control.
import type { DayMark, DayStatus } from "../../../../audit/period/control-days.ts";
import type { Failure } from "../../../../audit/period/failures.ts";
import type { Lateness, Verdict } from "../../../../audit/period/lateness.ts";
import { hours } from "../history.ts";
import type { History, Hours, Laid } from "./any-history.ts";
import type { Reading } from "./read-history.ts";
import { isAccepted, isCounted, isWithin, limitAt } from "./true-failures.ts";
import { BEGIN, END } from "./true-history.ts";

const STATES = {
  pass: "met",
  fail: "failed",
  "not-applicable": "not applicable",
  indeterminate: "not observed",
  absent: "not there",
  "not-asked": "not asked",
} as const;

/** State and cause at an hour, in one text. */
export function tileAt({ every }: History, readings: readonly Reading[], hour: number): string {
  const last = readings.findLast(({ time }) => time <= hour);
  if (last === undefined) return "not observed: not-captured";
  const { answer, time, run } = last;
  if (answer === "indeterminate") return `not observed: ${run.problem?.code}`;
  if (answer === "absent" || answer === "not-asked") return STATES[answer];
  const due = every === null ? null : (Math.floor(time / every) + 1) * every;
  const end = due === null ? time + 24 : due + 1;
  if (hour < end) return STATES[answer];
  const next = readings[readings.indexOf(last) + 1];
  return `not observed: ${due === null ? "no-schedule" : next?.slot === due ? "late" : "no-run"}`;
}

/** The hours of a failure that count, as far as it is known, and as long as it may have lasted; and of those the late ones. */
type Parts = { readonly counted: readonly number[]; readonly late: readonly number[] };

function partsOf(failures: readonly Failure[], at: number, laid: Laid, asLong: boolean): Parts {
  const series = failures.filter((each) => each.series === failures[at]?.series);
  const isIn = (failure: Failure, hour: number): boolean => {
    const from = asLong ? (failure.lastGood === null ? -Infinity : hours(failure.lastGood)) : hours(failure.from);
    return from <= hour && (failure.to === null || hour < hours(failure.to)) && isCounted(laid, hour);
  };
  const all = Array.from({ length: END - FIRST }, (_, index) => FIRST + index);
  const clock = all.find((hour) => series.some((each) => isIn(each, hour)));
  const counted = all.filter((hour) => isIn(failures[at] as Failure, hour));
  return { counted, late: counted.filter((hour) => hour >= (clock ?? 0) + (limitAt(laid, hour) ?? 0)) };
}

/** Earlier than any limit before the first hour: what nobody knows a begin of is late from the first hour on. */
const FIRST = BEGIN - 200;

/** A verdict in hours. `exceptions`: late and not accepted. */
export type HourVerdict = {
  readonly status: Lateness | null;
  readonly counted: readonly number[];
  readonly exceptions: readonly number[];
};

/** The six answers by their definitions. `until`: the newest seal. */
export function verdictAt(
  failures: readonly Failure[],
  at: number,
  laid: Laid,
  window: Hours,
  until: number,
): HourVerdict {
  const failure = failures[at] as Failure;
  const end = Math.min(window.to, failure.to === null ? until + 1 : Infinity);
  const isIn = (hour: number): boolean => window.from <= hour && hour < end;
  const seen = partsOf(failures, at, laid, false);
  const longest = partsOf(failures, at, laid, true);
  const exceptions = seen.late.filter((hour) => !isAccepted(laid, hour));
  const status = (): Lateness | null => {
    if (!longest.counted.some((hour) => window.from <= hour && hour < window.to)) return null;
    if (exceptions.some((hour) => isIn(hour) && hour <= hours(failure.lastBad))) return "exception";
    // Without time to correct it is late at whichever hour up to `from` it was failing.
    const [last, from] = [hours(failure.lastBad), hours(failure.from)];
    const between = Array.from({ length: Math.max(0, from - last + 1) }, (_, index) => last + index);
    const isLate = (hour: number): boolean =>
      isIn(hour) && isCounted(laid, hour) && limitAt(laid, hour) === 0 && !isAccepted(laid, hour);
    if (last < from && between.every(isLate)) return "exception";
    if (longest.late.some((hour) => isIn(hour) && !isAccepted(laid, hour))) return "possible exception";
    if (longest.late.some(isIn)) return "accepted";
    const to = failure.to === null ? Infinity : hours(failure.to);
    if (to >= window.to)
      return isCounted(laid, Math.min(window.to - 1, until)) ? "open within its limit" : "ended uncorrected";
    const isCorrected = failure.ended === "corrected" || failure.ended === "removed";
    return isCorrected && isCounted(laid, to - 1) ? "corrected in time" : "ended uncorrected";
  };
  return { status: status(), counted: seen.counted, exceptions };
}

/** Status and marks of a day, as texts. Verdicts are those of the window. */
export function dayAt(
  day: Hours,
  laid: Laid,
  {
    verdicts,
    tile,
    reads,
  }: { verdicts: readonly HourVerdict[]; tile: (hour: number) => string; reads: readonly number[] },
): string {
  const all = Array.from({ length: day.to - day.from }, (_, at) => day.from + at);
  if (!all.some((hour) => limitAt(laid, hour) !== null)) return "not in effect";
  const of = (status: Lateness): HourVerdict[] => verdicts.filter((each) => each.status === status);
  const counted = verdicts.filter((each) => each.status !== null).flatMap((each) => each.counted);
  const late = of("exception").flatMap(({ exceptions }) => exceptions);
  const possible = of("possible exception").flatMap(({ exceptions }) => exceptions);
  const isThere = (hour: number): boolean => tile(hour) === "met" || tile(hour) === "failed";
  const isUnread = (hour: number): boolean => tile(hour).startsWith("not observed");
  const isRead = reads.some((time) => day.from <= time && time < day.to);
  const counts = all.filter((hour) => isWithin(laid, hour) && limitAt(laid, hour) !== null);
  const holds: [DayStatus, boolean][] = [
    ["not met", all.some((hour) => late.includes(hour))],
    ["not observed", counts.some(isUnread) && !isRead],
    [
      "failing within the limit",
      all.some((hour) => counted.includes(hour) && !late.includes(hour) && !isAccepted(laid, hour)),
    ],
    ["failing under an accepted risk", all.some((hour) => counted.includes(hour) && isAccepted(laid, hour))],
    ["partly observed", counts.some(isUnread) && isRead],
    ["met", counts.some(isThere)],
  ];
  const found: DayMark[] = holds.flatMap(([status, isSo]) => (isSo ? [status] : []));
  const isOutside = all.some((hour) => !counts.includes(hour) && (isThere(hour) || isUnread(hour)));
  const [status = isOutside ? "out of scope" : "no items", ...marks] = found;
  const more = all.some((hour) => possible.includes(hour)) ? ["possibly late"] : [];
  return [status, ...marks.filter((mark) => mark !== "met"), ...more].join("; ");
}

/** Hours of a verdict of the code, to be held against the model's. */
export const inHours = (verdict: Verdict, of: "counted" | "exceptions"): number[] =>
  Array.from({ length: END - FIRST }, (_, at) => FIRST + at).filter((hour) =>
    verdict[of].some(({ from, to }) => hours(from) <= hour && hour < hours(to)),
  );
