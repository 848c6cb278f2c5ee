// Which slots a schedule makes due in an interval (FORMAT.md section 9).
import type { Schedule } from "./document-schema.ts";
import { formatTimestamp, parseTimestamp } from "./timestamp.ts";

/** Slots by their numbers, first and last; none where last is before first. */
export type SlotSpan = { readonly first: number; readonly last: number };

/** The slots in (after, until] by their numbers. `after` and `until` are milliseconds since 1970. */
export function slotSpan({ everySeconds, from }: Schedule, after: number, until: number): SlotSpan {
  if (everySeconds === null) return { first: 0, last: -1 };
  const [start, every] = [parseTimestamp(from), everySeconds * 1000];
  return { first: Math.max(0, Math.floor((after - start) / every) + 1), last: Math.floor((until - start) / every) };
}

/** The instant of a slot, in milliseconds since 1970. */
export const slotTime = ({ everySeconds, from }: Schedule, number: number): number =>
  parseTimestamp(from) + number * (everySeconds ?? 0) * 1000;

/** The number of the slot at an instant; null where the schedule has none there. */
export function slotNumber(schedule: Schedule, at: number): number | null {
  const { first, last } = slotSpan(schedule, at - 1, at);
  return first === last ? first : null;
}

/** Slots in (after, until], oldest first, as instants; for intervals that hold few. */
export function dueSlots(schedule: Schedule | null, after: number, until: number): string[] {
  if (schedule === null) return [];
  const { first, last } = slotSpan(schedule, after, until);
  const slots: string[] = [];
  for (let number = first; number <= last; number += 1) slots.push(formatTimestamp(slotTime(schedule, number)));
  return slots;
}
