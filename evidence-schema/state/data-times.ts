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

/** The units that a result rests on: its own, those of the resources that it used, and those in which it found none. */
export const unitsUsed = (
  { unit }: Pick<Entry, "unit">,
  { relied }: Pick<Finding, "relied">,
  entries: State["entries"],
): readonly string[] => [unit, ...relied.keys.map((key) => entries.get(key)?.unit ?? ""), ...relied.units];

/**
 * As of when a result was read last: the earliest data time among the listings of the units that it rests on. Null where one of them has no data time: its age is not known.
 */
export function lastRead(
  entry: Pick<Entry, "unit">,
  { relied }: Pick<Finding, "relied">,
  { entries, coverage }: Pick<State, "entries" | "coverage">,
): string | null {
  const times = unitsUsed(entry, { relied }, entries).map((unit) => coverage.row(unit)?.dataTime ?? null);
  return times.reduce((oldest, time) => (oldest === null || time === null ? null : time < oldest ? time : oldest));
}
