// Reads instants as people write them: whole, or as a date of UTC, whose both ends are in.
import { z } from "zod";
import { DAY_MS, formatTimestamp, isTimestamp, parseTimestamp } from "../../evidence-schema/bytes/timestamp.ts";

const midnight = (text: string): string => `${text}T00:00:00.000Z`;

/** Whether `text` is a date (2026-09-01) or an instant (2026-09-01T06:00:00.000Z). */
export const isDayOrInstant = (text: string): boolean => isTimestamp(text) || isTimestamp(midnight(text));

/** The instant, or the first one of the date. */
export const startOf = (text: string): string => (isTimestamp(text) ? text : midnight(text));

/** The instant, or the first one after the date: the end of a half-open period that has the whole day in it. */
export const endOf = (text: string): string =>
  isTimestamp(text) ? text : formatTimestamp(parseTimestamp(midnight(text)) + DAY_MS);

export const Day = z
  .string()
  .refine(isDayOrInstant, "expected a date (2026-09-01) or an instant (2026-09-01T00:00:00.000Z)");
