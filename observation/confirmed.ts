// Whether a subject was read after the units whose absence a finding rests on (DESIGN section 4, absence).
import type { State } from "../evidence-schema/state.ts";
import type { Settled } from "./settle.ts";

/**
 * A subject is confirmed against a unit if it was asked by name in this segment, as of no earlier than the unit's data
 * time (answers by name are the last of a segment), or if both come from one source that was read at one instant.
 */
export function confirmed(settled: Settled, before: State["coverage"], atomic: ReadonlySet<string>): (key: string, units: readonly string[]) => boolean {
  return (key, units) => {
    const named = settled.named.get(key);
    const item = settled.items.get(key);
    if (item === undefined) return false;
    return units.every((unit) => {
      const reading = settled.units.get(unit);
      const dataTime = reading?.dataTime ?? before.row(unit)?.dataTime ?? null;
      if (named?.is === "item") return dataTime !== null && named.dataTime >= dataTime;
      return reading !== undefined && reading.source === item.source && atomic.has(item.source);
    });
  };
}
