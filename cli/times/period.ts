// Reads from the command line the time that a question is about: an instant, or a half-open period.
// Dates are whole days of UTC.
import type { Period } from "../../audit/reading/sealed-span.ts";
import { BY, type By } from "../../audit/timeline/results-over.ts";
import { formatTimestamp, parseTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import { UsageError } from "../exit.ts";
import { instant } from "./instant.ts";
import { spanOf, zoneOf, type SpanOptions } from "./span.ts";

/** The question: how things stood at an instant, or what was so in [from, to), by the time of records or of data. */
export type QuestionTime = { readonly by: By; readonly period: Period } & (
  | { readonly is: "as-of"; readonly asOf: string }
  | { readonly is: "window"; readonly from: string; readonly to: string }
);

export type TimeOptions = SpanOptions & {
  readonly "as-of"?: string | undefined;
  readonly by?: string | undefined;
};

/**
 * Without any option: as of `now`. Without --from: from `created` on, or from 1970 on by data, which may be older than the
 * ledger; without --to: until `now`.
 */
export function questionTime(options: TimeOptions, created: string, now: string): QuestionTime {
  const { "as-of": at, from: since, to: until, period: name } = options;
  const by = byOf(options.by);
  const isWindow = since !== undefined || until !== undefined || name !== undefined;
  if (at !== undefined && isWindow)
    throw new UsageError(
      "found --as-of together with --from, --to or --period, expected either --as-of or a period (--from, --to, --period)",
    );
  if (!isWindow) {
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
  options: SpanOptions,
  created: string,
  now: string,
): { readonly from: string; readonly to: string } {
  const known = { from: parseTimestamp(created), to: parseTimestamp(now) };
  const { from, to } = spanOf(options, zoneOf(options), known);
  return { from: formatTimestamp(from), to: formatTimestamp(to) };
}
