// Computes which slots a schedule makes due in an interval (FORMAT.md section 9).
import type { Schedule } from "../documents/document-schema.ts";
import { formatTimestamp, parseTimestamp } from "../bytes/timestamp.ts";

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

/** How many slots lie in (after, until], and the first `named` of them. They are counted, not made one by one. */
export function countSlots(
  schedule: Schedule,
  after: number,
  until: number,
  named: number,
): { readonly count: number; readonly first: string[] } {
  const { first, last } = slotSpan(schedule, after, until);
  const count = Math.max(0, last - first + 1);
  const names = Array.from({ length: Math.min(count, named) }, (_, at) =>
    formatTimestamp(slotTime(schedule, first + at)),
  );
  return { count, first: names };
}

/** Slots in (after, until], oldest first, as instants; for intervals that hold few. */
export const dueSlots = (schedule: Schedule | null, after: number, until: number): string[] =>
  schedule === null ? [] : countSlots(schedule, after, until, Number.POSITIVE_INFINITY).first;
