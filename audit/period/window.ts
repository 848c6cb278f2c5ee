// Reads which window a person means: a quarter, a month, or days from and to, the last of them included.
import { DateTime } from "luxon";
import { UTC } from "./days.ts";
import type { Stretch } from "./stretches.ts";

/** A window, and its name as it was given. */
export type Window = Stretch & { readonly name: string; readonly zone: string };

const QUARTER = /^(\d{4})-Q([1-4])$/;
const MONTH = /^\d{4}-(?:0[1-9]|1[0-2])$/;
const DAYS = /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/;

/**
 * The window that `text` names: `2026-Q3`, `2026-07`, or `2026-07-01..2026-09-30`. Days begin at midnight of the zone. Null where it
 * is none of these, or names no day of the calendar. The window is empty where the days are in the wrong order.
 */
export function windowNamed(text: string, zone: string = UTC): Window | null {
  const [, year, quarter] = QUARTER.exec(text) ?? [];
  const at = (day: string): DateTime => DateTime.fromISO(day, { zone, locale: "en" }).startOf("day");
  const stretch = (first: DateTime, after: DateTime): Window | null =>
    first.isValid && after.isValid ? { from: first.toMillis(), to: after.toMillis(), name: text, zone } : null;
  if (year !== undefined && quarter !== undefined) {
    const first = at(`${year}-${String(3 * Number(quarter) - 2).padStart(2, "0")}-01`);
    return stretch(first, first.plus({ months: 3 }));
  }
  if (MONTH.test(text)) return stretch(at(`${text}-01`), at(`${text}-01`).plus({ months: 1 }));
  const [, first, last] = DAYS.exec(text) ?? [];
  return first === undefined || last === undefined
    ? null
    : stretch(at(first), at(last).plus({ days: 1 }).startOf("day"));
}
