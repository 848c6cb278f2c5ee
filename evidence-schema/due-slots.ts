// Which slots a schedule makes due in an interval (FORMAT.md section 9).
import type { Schedule } from "./log-schema.ts";
import { formatTimestamp, parseTimestamp } from "./timestamp.ts";

/** Slots in (after, until], oldest first, as instants. `after` and `until` are milliseconds since 1970. */
export function dueSlots(schedule: Schedule | null, after: number, until: number): string[] {
  if (schedule === null || schedule.everySeconds === null) return [];
  const from = parseTimestamp(schedule.from);
  const every = schedule.everySeconds * 1000;
  const slots: string[] = [];
  let k = Math.max(0, Math.floor((after - from) / every) + 1);
  for (let slot = from + k * every; slot <= until; k += 1, slot = from + k * every) slots.push(formatTimestamp(slot));
  return slots;
}
