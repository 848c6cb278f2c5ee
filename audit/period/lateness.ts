// Judges how late failures were corrected by the terms of one control: the six answers, and which times are exceptions.
import type { Failure } from "./failures.ts";
import { common, joined, lengthOf, touches, without, type Stretch } from "./stretches.ts";
import type { ControlTerms, Overlay } from "./terms.ts";

/**
 * `exception`: it was seen failing past its limit, under no accepted risk. `possible exception`: the times between readings decide,
 * and nobody knows them. `accepted`: it was late only while the risk was accepted. `corrected in time`: even if it lasted as long as it can
 * have lasted. `open within its limit`: it goes on. `ended uncorrected`: it is over, and nobody corrected it.
 */
export const LATENESSES = [
  "exception",
  "possible exception",
  "accepted",
  "open within its limit",
  "ended uncorrected",
  "corrected in time",
] as const;
export type Lateness = (typeof LATENESSES)[number];

/** A failure under one control. Stretches are joined and not cut at the window's edges; times are milliseconds since 1970. */
export type Verdict = {
  readonly status: Lateness;
  /** The limit counts from this instant; null where no part counts for the control. */
  readonly clock: number | null;
  /** When it is late or became late by the terms in force at the window's end; null where the clock does not run. */
  readonly due: number | null;
  /** Within the boundary, and the control in effect. */
  readonly counted: readonly Stretch[];
  /** The counted part that lies under an accepted risk. */
  readonly accepted: readonly Stretch[];
  /** The counted part that is past the limit and under no accepted risk. */
  readonly exceptions: readonly Stretch[];
  /** The same, if it had lasted as long as it can have lasted. */
  readonly possible: readonly Stretch[];
  /** It is late after the window's end alone. */
  readonly lateAfter: boolean;
};

/** The failures of one item in order of time, and what is laid over them. */
export type Laid = {
  readonly failures: readonly Failure[];
  readonly terms: ControlTerms["terms"];
  readonly overlay: Overlay;
};

/**
 * The verdicts on the failures of an item under one control, in the window. `until`: the newest seal, after the window's begin. Null for
 * a failure of which no part counts for the control in the window, however long it may have lasted.
 */
export function verdictsOn(laid: Laid, window: Stretch, until: number): (Verdict | null)[] {
  return laid.failures.map((_, at) => verdictOn(laid, at, window, until));
}

function verdictOn(laid: Laid, at: number, window: Stretch, until: number): Verdict | null {
  const failure = laid.failures[at] as Failure;
  const seen = partsOf(laid, at, false);
  const longest = partsOf(laid, at, true);
  if (!touches(longest.counted, window)) return null;
  const goesOn = failure.to === null;
  // The instant of the newest seal is known too: late begins at the limit, not after it.
  const known = { from: window.from, to: Math.min(window.to, goesOn ? until + 1 : Infinity) };
  const past = { from: window.to, to: goesOn ? until : Infinity };
  // At its begin it has to be seen failing still, and in the window.
  const isSeen =
    isLateAtOnce(failure, laid, known) ||
    seen.exceptions.some((part) => touches([part], known) && Math.max(part.from, known.from) <= failure.lastBad);
  const status = isSeen
    ? "exception"
    : longest.exceptions.some((part) => touches([part], known))
      ? "possible exception"
      : longest.late.some((part) => touches([part], known))
        ? "accepted"
        : endedHow(failure, laid, window, until);
  return {
    status,
    clock: seen.clock ?? longest.clock,
    due: dueOf(laid, seen.clock ?? longest.clock, Math.min(window.to, until)),
    counted: seen.counted,
    accepted: seen.accepted,
    exceptions: seen.exceptions,
    possible: longest.exceptions,
    lateAfter: !isSeen && status !== "possible exception" && longest.exceptions.some((part) => touches([part], past)),
  };
}

/**
 * Whether it is late from its begin on, wherever between its last bad reading and `from` that lies. A source may lag, and a verdict that
 * rests on several units is certain as of the earliest of them alone: the resource failed at some time of that stretch.
 */
function isLateAtOnce({ from, lastBad }: Failure, { terms, overlay }: Laid, known: Stretch): boolean {
  if (lastBad >= from || lastBad < known.from || from >= known.to) return false;
  const at = [{ from: lastBad, to: from + 1 }];
  const strict = joined(terms.filter(({ limit }) => limit === 0));
  const counts = without(common(common(overlay.within, strict), at), joined(overlay.acceptances));
  return lengthOf(counts) === from + 1 - lastBad;
}

/** How a failure that was not late ended by the end of the window, or goes on. */
function endedHow(failure: Failure, { overlay, terms }: Laid, window: Stretch, until: number): Lateness {
  const { to, ended } = failure;
  // The last instant that is known of: what the newest seal names is in force by then.
  const at = Math.min(window.to - 1, until);
  const goesOn = to === null || to >= window.to;
  const counts = common(overlay.within, joined(terms));
  if (goesOn) {
    const isCounted = counts.some(({ from, to: end }) => from <= at && at < end);
    return isCounted ? "open within its limit" : "ended uncorrected";
  }
  return ended === "corrected" || ended === "removed" ? correctedOr(failure, counts) : "ended uncorrected";
}

/** Corrected counts only where the failure still counted when it was corrected: one that had moved out was not corrected here. */
const correctedOr = ({ to }: Failure, counts: readonly Stretch[]): Lateness =>
  counts.some((each) => each.from < (to as number) && (to as number) <= each.to)
    ? "corrected in time"
    : "ended uncorrected";

type Parts = Pick<Verdict, "clock" | "counted" | "accepted" | "exceptions"> & { readonly late: readonly Stretch[] };

/** `asLong`: as if it had begun as early as it can have. */
function partsOf({ failures, terms, overlay }: Laid, at: number, asLong: boolean): Parts {
  const failure = failures[at] as Failure;
  const counts = common(overlay.within, joined(terms));
  const stretch = (each: Failure): Stretch => ({
    from: asLong ? (each.lastGood ?? -Infinity) : each.from,
    to: each.to ?? Infinity,
  });
  const counted = common(
    [stretch(failure)].filter(({ from, to }) => from < to),
    counts,
  );
  const series = failures.filter((each) => each.series === failure.series);
  const begin = stretch(series[0] as Failure).from;
  const firstCounted = series.flatMap((each) => common([stretch(each)], counts))[0]?.from ?? null;
  const clock = firstCounted === null ? null : Math.max(begin, firstCounted);
  const late = clock === null ? [] : joined(terms.flatMap((each) => common(counted, lateIn(each, clock))));
  const accepting = joined(overlay.acceptances);
  return { clock, counted, accepted: common(counted, accepting), late, exceptions: without(late, accepting) };
}

/** The terms in force at each instant decide: a longer limit does not heal what was late before. */
function lateIn({ from, to, limit }: { readonly limit: number } & Stretch, clock: number): Stretch[] {
  const late = { from: Math.max(from, clock + limit), to };
  return late.from < late.to ? [late] : [];
}

function dueOf({ terms }: Laid, clock: number | null, at: number): number | null {
  const inForce = terms.findLast(({ from }) => from < at) ?? terms[0];
  return clock === null || inForce === undefined ? null : clock + inForce.limit;
}
