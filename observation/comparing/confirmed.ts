// Decides whether a subject was read after the units whose absence a finding rests on (DESIGN section 4, absence).
import type { Source } from "../../evidence-schema/record/record.ts";
import { lessLag, type State } from "../../evidence-schema/state/state.ts";
import type { Settled } from "./settle.ts";

/**
 * A subject is confirmed against a unit if it was asked by name in this segment, as of no earlier than the unit's data
 * time (answers by name are the last of a segment); if both come from one source that was read at one instant; or if its own
 * source was, as of no earlier than that.
 */
export function confirmed(
  settled: Settled,
  before: State["coverage"],
  sources: readonly Source[],
): (key: string, units: readonly string[]) => boolean {
  const sourceOf = new Map(sources.map((source) => [source.source, source]));
  return (key, units) => {
    const named = settled.named.get(key);
    const item = settled.items.get(key);
    if (item === undefined) return false;
    return units.every((unit) => {
      const reading = settled.units.get(unit);
      const dataTime = reading?.dataTime ?? before.row(unit)?.dataTime ?? null;
      if (named?.is !== "item") {
        const source = sourceOf.get(item.source);
        if (source?.atomic !== true) return false;
        const own = settled.units.get(item.unit)?.dataTime ?? null;
        const isLater = own !== null && dataTime !== null && lessLag(own, source.lagSeconds) >= dataTime;
        return isLater || reading?.source === item.source;
      }
      // The answers of a single source are in order, whatever its lag. Against another source, an answer counts as of its
      // data time less the lag: the answer is certainly true then.
      const lag = reading?.source === named.source ? 0 : (sourceOf.get(named.source)?.lagSeconds ?? 0);
      return dataTime !== null && lessLag(named.dataTime, lag) >= dataTime;
    });
  };
}
