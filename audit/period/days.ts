// Cuts a window into days of a time zone: a day has 23 or 25 hours where clocks are changed.
import { DateTime, IANAZone } from "luxon";
import type { Stretch } from "./stretches.ts";

/** A day of the calendar, as `2026-07-01`; at the edges of the window the part that lies in it. */
export type Day = Stretch & { readonly day: string };

export const UTC = "UTC";

/** Whether the name is one of the time zone database of IANA, such as `Europe/Berlin`, that this machine knows. */
export const isTimeZone = (name: string): boolean => name === UTC || (/\//.test(name) && IANAZone.isValidZone(name));

/** The first instant of a day of the calendar in a zone, or of the day so many days later. `day`: as `2026-07-01`. */
export const startOfDay = (day: string, zone: string, later = 0): number =>
  DateTime.fromISO(day, { zone, locale: "en" }).plus({ days: later }).startOf("day").toMillis();

/** The days of a window in order. */
export function daysOf({ from, to }: Stretch, zone: string = UTC): Day[] {
  const days: Day[] = [];
  let day = DateTime.fromMillis(from, { zone, locale: "en" }).startOf("day");
  while (day.toMillis() < to) {
    const next = day.plus({ days: 1 }).startOf("day");
    const stretch = { from: Math.max(from, day.toMillis()), to: Math.min(to, next.toMillis()) };
    days.push({ ...stretch, day: day.toFormat("yyyy-MM-dd") });
    day = next;
  }
  return days;
}
