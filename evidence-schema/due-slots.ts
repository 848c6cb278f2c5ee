// Which slots a schedule makes due in an interval (FORMAT.md section 9).
import type { Schedule } from "./log-schema.ts";
import { formatTimestamp, parseTimestamp } from "./timestamp.ts";

/** Slots in (after, until], oldest first, as instants. `after` and `until` are milliseconds since 1970. */
export function dueSlots(schedule: Schedule | null, after: number, until: number): string[] {
  return countSlots(schedule, after, until, Number.POSITIVE_INFINITY).first;
}

/** How many slots lie in (after, until], and the first of them, `named` at most: counted, and not made one by one. */
export function countSlots(
  schedule: Schedule | null,
  after: number,
  until: number,
  named: number,
): { readonly count: number; readonly first: string[] } {
  if (schedule === null || schedule.everySeconds === null) return { count: 0, first: [] };
  const from = parseTimestamp(schedule.from);
  const every = schedule.everySeconds * 1000;
  const k = Math.max(0, Math.floor((after - from) / every) + 1);
  const count = Math.max(0, Math.floor((until - from) / every) - k + 1);
  const first = Array.from({ length: Math.min(count, named) }, (_, at) => formatTimestamp(from + (k + at) * every));
  return { count, first };
}
