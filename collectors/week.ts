// Cuts the time at which something was last used to its week, so that an untouched estate looks the same until the next week.
import { DAY_MS, formatTimestamp, parseTimestamp } from "../evidence-schema/bytes/timestamp.ts";
import { toInstant } from "./instant.ts";

const WEEK_MS = 7 * DAY_MS;

/** Monday, 5 January 1970. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

/**
 * The start of the ISO week in UTC (Monday, midnight) in which `text` lies; null where it is no timestamp, or none of before
 * the first Monday of 1970: no cloud has a use of that time, and the zero of a clock stands for none.
 */
export function weekOf(text: unknown): string | null {
  const instant = toInstant(text);
  if (instant === null) return null;
  const ms = parseTimestamp(instant);
  if (ms < FIRST_MONDAY_MS) return null;
  return formatTimestamp(ms - ((ms - FIRST_MONDAY_MS) % WEEK_MS));
}
