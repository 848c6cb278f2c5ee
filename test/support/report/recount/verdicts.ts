// Decides how late a failure was under a control, instant by instant.
import type { Failure } from "./failures.ts";

export const LATENESSES = [
  "exception",
  "possible exception",
  "accepted",
  "open within its limit",
  "ended uncorrected",
  "corrected in time",
] as const;
export type Lateness = (typeof LATENESSES)[number];

/** What holds at an instant of a failure's item under one control. */
export type Instants = {
  /** In order; nothing changes between one and the next, but the age of the failure. */
  readonly points: readonly number[];
  readonly counts: (at: number) => boolean;
  /** Milliseconds. */
  readonly limit: (at: number) => number;
  readonly accepted: (at: number) => boolean;
};

export type Verdict = {
  readonly failure: Failure;
  readonly status: Lateness | null;
  readonly counted: (at: number) => boolean;
  /** Past the limit, and not accepted. */
  readonly late: (at: number) => boolean;
  /** The same, if it lasted as long as it can have lasted. */
  readonly mayBeLate: (at: number) => boolean;
  /** Instants at which the answers above may change. */
  readonly points: readonly number[];
};

type Window = { readonly from: number; readonly to: number };

/** `series`: the failure and those before it that it goes on from. `newest`: the newest seal. */
export function verdictOf(
  failure: Failure,
  series: readonly Failure[],
  instants: Instants,
  window: Window,
  newest: number,
): Verdict {
  const begins = (each: Failure, asLong: boolean): number => (asLong ? (each.lastGood ?? -Infinity) : each.from);
  const isIn = (each: Failure, at: number, asLong: boolean): boolean =>
    begins(each, asLong) <= at && (each.to === null || at < each.to) && instants.counts(at);
  const own = series.flatMap((each) => [each.from, each.to, each.lastGood, each.lastBad].filter((at) => at !== null));
  const base = [-1e15, ...instants.points, ...own, window.from, window.to, newest + 1].toSorted((a, b) => a - b);
  const clock = (asLong: boolean): number =>
    base.find((at) => series.some((each) => isIn(each, at, asLong))) ?? Infinity;
  const clocks = { seen: clock(false), longest: clock(true) };
  const limits = [...new Set(base.map(instants.limit))];
  const passed = limits.flatMap((limit) => [clocks.seen + limit, clocks.longest + limit]);
  const points = [...new Set([...base, ...passed.filter(Number.isFinite)])].sort((a, b) => a - b);
  const isLate = (at: number, asLong: boolean): boolean =>
    isIn(failure, at, asLong) && at >= (asLong ? clocks.longest : clocks.seen) + instants.limit(at);
  const counted = (at: number): boolean => isIn(failure, at, false);
  const late = (at: number): boolean => isLate(at, false) && !instants.accepted(at);
  const mayBeLate = (at: number): boolean => isLate(at, true) && !instants.accepted(at);
  const end = Math.min(window.to, failure.to ?? newest + 1);
  const inside = points.filter((at) => window.from <= at && at < end);

  const status = (): Lateness | null => {
    if (!points.some((at) => window.from <= at && at < window.to && isIn(failure, at, true))) return null;
    if (inside.some((at) => at <= failure.lastBad && late(at))) return "exception";
    if (isLateAtOnce()) return "exception";
    if (inside.some((at) => isLate(at, true) && !instants.accepted(at))) return "possible exception";
    if (inside.some((at) => isLate(at, true))) return "accepted";
    if (failure.to === null || failure.to >= window.to)
      return instants.counts(Math.min(window.to - 1, newest)) ? "open within its limit" : "ended uncorrected";
    const isCorrected = failure.ended === "corrected" || failure.ended === "removed";
    return isCorrected && instants.counts(failure.to - 1) ? "corrected in time" : "ended uncorrected";
  };

  /** Without time to correct, it was late at whichever instant from the last bad reading, less its lag, to its begin it failed. */
  const isLateAtOnce = (): boolean => {
    const { lastBad, from } = failure;
    if (lastBad >= from || lastBad < window.from || from >= end) return false;
    const between = [lastBad, ...points.filter((at) => lastBad < at && at <= from)];
    return between.every((at) => instants.counts(at) && instants.limit(at) === 0 && !instants.accepted(at));
  };

  const found = status();
  // What counts only if it lasted longer than it was seen to is told where it may be an exception.
  const isSeen = points.some((at) => window.from <= at && at < window.to && counted(at));
  return { failure, status: isSeen || found === "possible exception" ? found : null, counted, late, mayBeLate, points };
}
