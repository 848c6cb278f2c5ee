// Decides as of when a finding is known to be so.
import type { Finding } from "./record.ts";

/** Data times of what findings rest on: of a resource as it is recorded, and of the listing of a unit. Null where there is none. */
export type DataTimes = {
  readonly ofKey: (key: string) => string | null;
  readonly ofUnit: (unit: string) => string | null;
};

/**
 * Since when a finding is known to be so: the latest data time among what it used. `own` is the data time of its resource,
 * null where it has none. A slot is no such time: nobody had read anything by then. Null where nothing has a data time; the
 * time of the record is then all that is known.
 */
export function knownSince({ relied }: Pick<Finding, "relied">, own: string | null, times: DataTimes): string | null {
  const used = [own, ...relied.keys.map(times.ofKey), ...relied.units.map(times.ofUnit)];
  return used.reduce((latest, time) => (time !== null && (latest === null || time > latest) ? time : latest), null);
}
