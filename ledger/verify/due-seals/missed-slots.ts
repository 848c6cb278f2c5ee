// Finds slots that were due and have no run in time (FORMAT.md W1): counts them, and names the first of each gap.
import { slotSpan, slotTime } from "../../../evidence-schema/log/due-slots.ts";
import type { Schedule } from "../../../evidence-schema/documents/document-schema.ts";
import { formatTimestamp, MAX_SKEW_MS, parseTimestamp } from "../../../evidence-schema/bytes/timestamp.ts";
import type { LogReading } from "../log/log.ts";
import type { Missed } from "../report.ts";
import { scheduleOf, type VerifiedPeriod, type Schedules } from "./schedules.ts";

/** An interval (after, until], in milliseconds since 1970, in which a schedule was in force. */
type Interval = { readonly schedule: Schedule | null; readonly after: number; readonly until: number };

/** The intervals of the period in which slots fell due, in order. */
function intervals(log: LogReading, schedules: Schedules, asked: VerifiedPeriod): Interval[] {
  const at = parseTimestamp;
  const { seals } = log;
  const [first, last] = [seals[0], seals.at(-1)];
  if (first === undefined || last === undefined) return [];
  const found: Interval[] = [];
  // Where the seal before a window is not there, W6 speaks.
  const before = log.anchor?.seal ?? null;
  if (before !== null)
    found.push({ schedule: scheduleOf(schedules, before.documents), after: at(before.time), until: at(first.time) });
  seals.forEach((seal, i) => {
    const next = seals[i + 1];
    if (next !== undefined)
      found.push({ schedule: scheduleOf(schedules, seal.documents), after: at(seal.time), until: at(next.time) });
  });
  const schedule = scheduleOf(schedules, last.documents);
  if (log.toEnd && schedule !== null) {
    const due = at(asked.now) - schedule.graceSeconds * 1000;
    found.push({ schedule, after: at(last.time), until: log.end === null ? due : Math.min(due, at(log.end.time)) });
  }
  return found;
}

/** W1: due slots of the period that no seal has in time. */
export function missedSlots(log: LogReading, schedules: Schedules, asked: VerifiedPeriod): Missed[] {
  const inTime = sealedTimes(log);
  const [from, to] = [parseTimestamp(asked.from), parseTimestamp(asked.to)];
  return intervals(log, schedules, asked).flatMap(({ schedule, after, until }) => {
    if (schedule === null) return [];
    const { first, last } = slotSpan(schedule, Math.max(after, from - 1), Math.min(until, to - 1));
    if (last < first) return [];
    const there = [...inTime(schedule, first, last)].sort((a, b) => a - b);
    // Between two that are there lie those that are not.
    return [...there, last + 1].flatMap((next, i) => {
      const start = i === 0 ? first : (there[i - 1] as number) + 1;
      return next === start ? [] : [{ first: formatTimestamp(slotTime(schedule, start)), count: next - start }];
    });
  });
}

/** The numbers of a schedule's slots for which a seal with that slot is in time. */
function sealedTimes({ seals, anchor }: LogReading): (schedule: Schedule, first: number, last: number) => Set<number> {
  const before = anchor?.seal ?? null;
  const sealed = [...(before === null ? [] : [before]), ...seals]
    .flatMap(({ slot, time }) => (slot === null ? [] : [{ slot: parseTimestamp(slot), time: parseTimestamp(time) }]))
    .sort((a, b) => a.slot - b.slot);
  const firstFrom = (ms: number): number => {
    let [low, high] = [0, sealed.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sealed[middle] as { slot: number }).slot < ms) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return (schedule, first, last) => {
    const there = new Set<number>();
    const [start, every] = [parseTimestamp(schedule.from), (schedule.everySeconds as number) * 1000];
    const end = slotTime(schedule, last);
    for (let at = firstFrom(slotTime(schedule, first)); at < sealed.length; at += 1) {
      const { slot, time } = sealed[at] as { slot: number; time: number };
      if (slot > end) break;
      const isOn = (slot - start) % every === 0;
      if (isOn && time >= slot - MAX_SKEW_MS && time <= slot + schedule.graceSeconds * 1000)
        there.add((slot - start) / every);
    }
    return there;
  };
}
