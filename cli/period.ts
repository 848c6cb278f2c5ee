// Reads from the command line the time that a question is about: an instant, or a half-open period.
// Dates are whole days of UTC.
import type { Period } from "../audit/reading/sealed-span.ts";
import { BY, type By } from "../audit/timeline/results-over.ts";
import { endOf, isDayOrInstant, startOf } from "../config/members/day.ts";
import { formatTimestamp, isTimestamp, parseTimestamp } from "../evidence-schema/bytes/timestamp.ts";
import { UsageError } from "./exit.ts";

/** Which instant a date stands for: its first, its last, or the first one after it. */
export type Bound = "first" | "last" | "after";

/** The last instant that a timestamp can name. */
const LAST_INSTANT = "9999-12-31T23:59:59.999Z";

/** An instant of UTC to the millisecond, as records have it: one without fractions, or with fewer or more digits, is the same. */
export function toTheMillisecond(value: string): string {
  const [, seconds, fraction = ""] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z$/.exec(value) ?? [];
  return seconds === undefined ? value : `${seconds}.${fraction.padEnd(3, "0").slice(0, 3)}Z`;
}

/** An instant, or that of a date. Throws UsageError where it is neither. */
export function instant(option: string, given: string, bound: Bound): string {
  const value = toTheMillisecond(given);
  if (!isDayOrInstant(value))
    throw new UsageError(
      `--${option}: found ${given}, expected a date (2026-09-01) or an instant (2026-09-01T06:00:00.000Z)`,
    );
  if (isTimestamp(value) || bound === "first") return startOf(value);
  if (LAST_INSTANT.startsWith(value)) return LAST_INSTANT;
  return bound === "after" ? endOf(value) : formatTimestamp(parseTimestamp(endOf(value)) - 1);
}

/** The question: how things stood at an instant, or what was so in [from, to), by the time of records or of data. */
export type QuestionTime = { readonly by: By; readonly period: Period } & (
  | { readonly is: "as-of"; readonly asOf: string }
  | { readonly is: "window"; readonly from: string; readonly to: string }
);

export type TimeOptions = {
  readonly "as-of"?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly by?: string | undefined;
};

/**
 * Without any option: as of `now`. Without --from: from `created` on, or from 1970 on by data, which may be older than the
 * ledger; without --to: until `now`.
 */
export function questionTime(options: TimeOptions, created: string, now: string): QuestionTime {
  const { "as-of": at, from: since, to: until } = options;
  const by = byOf(options.by);
  if (at !== undefined && (since !== undefined || until !== undefined))
    throw new UsageError(
      "found --as-of together with --from or --to, expected either --as-of or a period (--from, --to)",
    );
  if (since === undefined && until === undefined) {
    const asOf = at === undefined ? now : instant("as-of", at, "last");
    return { is: "as-of", by, asOf, period: { from: asOf, includes: (time) => time <= asOf } };
  }
  const { from, to } = periodOf(options, by === "data" ? FIRST_INSTANT : created, now);
  return { is: "window", by, from, to, period: { from, includes: (time) => time < to } };
}

const FIRST_INSTANT = "1970-01-01T00:00:00.000Z";

function byOf(given: string | undefined): By {
  const by = given === undefined ? "record" : BY.find((each) => each === given);
  if (by === undefined) throw new UsageError(`--by: found ${given}, expected one of ${BY.join(", ")}`);
  return by;
}

/** [from, to): from `created` on, or until `now`, where an end is not given. */
export function periodOf(
  { from: since, to: until }: Pick<TimeOptions, "from" | "to">,
  created: string,
  now: string,
): { readonly from: string; readonly to: string } {
  const from = since === undefined ? created : instant("from", since, "first");
  const to = until === undefined ? now : instant("to", until, "after");
  if (from >= to) throw new UsageError(`the period is empty: found from ${from}, expected a time before ${to}`);
  return { from, to };
}
