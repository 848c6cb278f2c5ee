// Finds the data times of resources and listings in the state after the segment that uses them.
import type { DataTimes } from "../record/known-since.ts";
import type { Finding } from "../record/record.ts";
import type { Entry } from "./entry.ts";
import type { State } from "./state.ts";

/** A resource has the data time at which its configuration was first read, a unit that of its last listing. */
export const dataTimesIn = ({ entries, coverage }: Pick<State, "entries" | "coverage">): DataTimes => ({
  ofKey: (key) => entries.get(key)?.since ?? null,
  ofUnit: (unit) => coverage.row(unit)?.dataTime ?? null,
});

/** As of when a resource that is judged anew was read: its configuration is the same, and its unit was listed again. */
export const readingTime = (entry: Pick<Entry, "unit"> | undefined, times: DataTimes): string | null =>
  entry === undefined ? null : times.ofUnit(entry.unit);

/**
 * As of when a result was read last: the earliest data time among the listings that it rests on, those of its own unit, of the
 * resources that it used and of the units in which it found none. Null where one of them has no data time: its age is not known.
 */
export function lastRead(
  entry: Pick<Entry, "unit">,
  { relied }: Pick<Finding, "relied">,
  { entries, coverage }: Pick<State, "entries" | "coverage">,
): string | null {
  const units = [entry.unit, ...relied.keys.map((key) => entries.get(key)?.unit ?? ""), ...relied.units];
  const times = units.map((unit) => coverage.row(unit)?.dataTime ?? null);
  return times.reduce((oldest, time) => (oldest === null || time === null ? null : time < oldest ? time : oldest));
}
