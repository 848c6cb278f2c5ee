// Checks that no answer is later than the record that tells of it (FORMAT.md R9).
import type { Coverage } from "./record.ts";
import { formatTimestamp, MAX_SKEW_MS, parseTimestamp } from "../bytes/timestamp.ts";
import { require } from "../violation.ts";

/** Throws Violation unless `instant` is at most 120 s later than `time`. */
export function checkNotLater(what: string, instant: string | null, time: string): void {
  // Instants of one form compare as text; only one that is ahead needs counting.
  if (instant === null || instant <= time || parseTimestamp(instant) <= parseTimestamp(time) + MAX_SKEW_MS) return;
  require(false, "R9", () => `${what} not after ${formatTimestamp(parseTimestamp(time) + MAX_SKEW_MS)}`, () => instant);
}

export function checkCoverageTimes({ units, asked }: Coverage, time: string): void {
  for (const { unit, dataTime } of units) checkNotLater(`dataTime of ${unit}`, dataTime, time);
  for (const answers of [asked.seen, asked.notFound, asked.failed])
    for (const { key, dataTime } of answers) checkNotLater(`dataTime of ${key}`, dataTime, time);
}
