// Names the slot that a run is for and the run of a slot, and refuses slots that the schedule does not have.
import { dueSlots } from "../../evidence-schema/log/due-slots.ts";
import type { Schedule } from "../../evidence-schema/documents/document-schema.ts";
import { formatTimestamp, MAX_SKEW_MS, parseTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import { isRunOfSlot } from "../../evidence-schema/record/record-shape.ts";
import type { Clock } from "../../ledger/write/append.ts";
import { ObservationError } from "../observation-error.ts";

/** The id of a slot's run: a function of the slot alone, so that a repeated run has the same id. */
export const runOfSlot = (slot: string): string => `slot-${slot}`;

/** The newest slot that was due at an instant, in milliseconds since 1970; null where none was yet. */
export function slotAt(schedule: Schedule, at: number): string | null {
  return dueSlots(schedule, at - (schedule.everySeconds ?? 0) * 1000, at).at(-1) ?? null;
}

/** The slot before. Data that are read for a slot must be younger than the slot before it: else nobody looked since. */
export function slotBefore(slot: string, { everySeconds }: Schedule): string {
  return formatTimestamp(Math.max(0, parseTimestamp(slot) - (everySeconds ?? 0) * 1000));
}

/** A leaf that names another run than its slot's would be signed, and be broken for ever (FORMAT.md R2, L9). */
export function refuseWrongRun(run: string, slot: string | null): void {
  if (isRunOfSlot(run, slot)) return;
  const expected = slot === null ? "an id that does not begin with slot-, since it is for no slot" : runOfSlot(slot);
  throw new ObservationError(`run ${run}: expected ${expected}. Nothing was written`);
}

/** Rejects future slots and slots that the schedule does not have: a run for one would count as a run that was due. */
export function refuseWrongSlot(slot: string | null, schedule: Schedule | null, clock: Clock): void {
  if (slot === null) return;
  const ms = parseTimestamp(slot);
  if (dueSlots(schedule, ms - 1, ms).length === 0) {
    const expected =
      schedule === null
        ? "a schedule in the config"
        : `a slot of the schedule (every ${schedule.everySeconds} s from ${schedule.from})`;
    throw new ObservationError(`slot ${slot} is not on the schedule, expected ${expected}. Nothing was written`);
  }
  if (ms <= clock.now() + MAX_SKEW_MS) return;
  throw new ObservationError(
    `slot ${slot} has not come, expected a slot up to ${formatTimestamp(clock.now())}. Nothing was written`,
  );
}
