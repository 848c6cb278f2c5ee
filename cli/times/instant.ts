// Reads an instant from the command line. A date stands for an instant of its day, in UTC.
import { endOf, isDayOrInstant, startOf } from "../../config/members/day.ts";
import { formatTimestamp, isTimestamp, parseTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import { UsageError } from "../exit.ts";

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
      `--${option}: found ${given || "nothing"}, expected a date (2026-09-01) or an instant (2026-09-01T06:00:00.000Z)`,
    );
  if (isTimestamp(value) || bound === "first") return startOf(value);
  if (LAST_INSTANT.startsWith(value)) return LAST_INSTANT;
  return bound === "after" ? endOf(value) : formatTimestamp(parseTimestamp(endOf(value)) - 1);
}
