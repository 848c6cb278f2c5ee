// Finds the entries that leave the state, and why. A failed or partial read ends nothing.
import type { Departure } from "../../evidence-schema/record/record.ts";
import type { State } from "../../evidence-schema/state/state.ts";
import type { Settled } from "./settle.ts";

/** Departures, sorted by key. */
export function departures(state: State, settled: Settled): Departure[] {
  const departed: Departure[] = [];
  for (const { key, incarnation, unit } of state.entries.values()) {
    const answer = settled.items.get(key);
    const named = settled.named.get(key);
    if (answer !== undefined) {
      if (answer.incarnation !== incarnation) departed.push({ key, incarnation, reason: "replaced" });
    } else if (named !== undefined) {
      if (named.is === "not-found") departed.push({ key, incarnation, reason: "not-found" });
    } else if (!settled.unread.has(key) && !settled.listedBy.has(key) && settled.units.get(unit)?.complete === true) {
      departed.push({ key, incarnation, reason: "gone" });
    }
  }
  return departed.sort((a, b) => (a.key < b.key ? -1 : 1));
}
