// Decides for how long a reading counts: until the next run was due and could have come, and no longer than its data is fresh.
import { slotSpan, slotTime } from "../../evidence-schema/log/due-slots.ts";
import type { Schedule } from "../../evidence-schema/documents/document-schema.ts";
import type { Problem } from "../../evidence-schema/record/record.ts";
import type { Stretch } from "./stretches.ts";

/**
 * Why nobody can say how an item stood: as records say, or as readers find. `no-run`: a run was due and not made. `late`: it was
 * made after its grace. `no-schedule`: nothing is due, and the last run is too long ago. `stale`: the data is too old. `broken`: the
 * evidence is not as it was sealed.
 */
export type GapCause = Problem["code"] | "no-run" | "late" | "no-schedule" | "stale" | "broken";

export type Gap = Stretch & { readonly cause: GapCause };

/** When runs are due from an instant on, and for how long a reading counts where none are. */
export type Due = {
  /** Milliseconds since 1970; the first is -Infinity. */
  readonly from: number;
  /** Null where no runs are due. */
  readonly schedule: Schedule | null;
  /** Milliseconds. */
  readonly staleAfter: number;
};

/** `dues`: in order of their begins. */
export const dueAt = (dues: readonly Due[], at: number): Due =>
  dues.findLast(({ from }) => from <= at) ?? (dues[0] as Due);

/** The end of what a reading made at `at` says by itself: the first slot that is due after it, with its grace. */
export function holdEnd(dues: readonly Due[], at: number): number {
  const inForce = dueAt(dues, at);
  for (const due of dues.slice(dues.indexOf(inForce))) {
    const { schedule, from } = due;
    const until = dues[dues.indexOf(due) + 1]?.from ?? Infinity;
    if (schedule === null || schedule.everySeconds === null) {
      // Only what is in force when it ends decides.
      const end = Math.max(at + due.staleAfter, from);
      if (end < until || until === Infinity) return end;
      continue;
    }
    const { first } = slotSpan(schedule, Math.max(at, from - 1), Infinity);
    const slot = slotTime(schedule, first);
    if (slot < until) return slot + schedule.graceSeconds * 1000;
  }
  return Infinity;
}

/** A run that read the item's scope: when it was recorded, and the slot that it was made for. Milliseconds since 1970. */
export type RunTime = { readonly time: number; readonly slot: number | null };

/** A run that was made a little early has made its slot's run: the next one that is due is that of the slot after. */
const readAt = ({ time, slot }: RunTime): number => Math.max(time, slot ?? time);

/** The stretches between runs, and after the last, in which the last run no longer counts. `runs`: in order of time. */
export function holdGaps(dues: readonly Due[], runs: readonly RunTime[]): Gap[] {
  const gaps: Gap[] = [];
  for (const [at, run] of runs.entries()) {
    const next = runs[at + 1];
    const from = holdEnd(dues, readAt(run));
    const to = next?.time ?? Infinity;
    if (from >= to) continue;
    const { schedule } = dueAt(dues, from);
    const isScheduled = schedule !== null && schedule.everySeconds !== null;
    const due = isScheduled ? from - schedule.graceSeconds * 1000 : null;
    const cause = !isScheduled ? "no-schedule" : next !== undefined && next.slot === due ? "late" : "no-run";
    gaps.push({ from, to, cause });
  }
  return gaps;
}

/** A listing of a unit that counts from its record on: as of when it is true, and for how long such data counts, in milliseconds. */
export type Listing = { readonly time: number; readonly asOf: number; readonly countsFor: number };

/** The stretches in which the data of a unit is too old to count, though runs were made. `listings`: in order of time. */
export function staleGaps(listings: readonly Listing[]): Gap[] {
  const gaps: Gap[] = [];
  for (const [at, { time, asOf, countsFor }] of listings.entries()) {
    const from = Math.max(time, asOf + countsFor);
    const to = listings[at + 1]?.time ?? Infinity;
    if (from < to) gaps.push({ from, to, cause: "stale" });
  }
  return gaps;
}
