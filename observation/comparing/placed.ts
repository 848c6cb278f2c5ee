// Makes the entries as they will lie after a segment: the state's, with what was answered put over it.
import { jsonEqual } from "../../evidence-schema/bytes/equal.ts";
import type { Entry } from "../../evidence-schema/state/entry.ts";
import type { State } from "../../evidence-schema/state/state.ts";
import type { Item } from "../reading/intake.ts";
import type { Settled } from "./settle.ts";

/** The state is not touched. */
export function placed(state: State, settled: Settled, tests: string): Map<string, Entry> {
  const after = new Map(state.entries);
  for (const [key, item] of settled.items) after.set(key, entryOf(item, state.entries.get(key), tests));
  return after;
}

function entryOf(item: Item, before: Entry | undefined, tests: string): Entry {
  const { key, incarnation, unit, region, name, createdAt, labels, projection, dataTime, from = null } = item;
  const same = before !== undefined && before.incarnation === incarnation;
  const since = same && before.unit === unit && jsonEqual(before.projection, projection) ? before.since : dataTime;
  return {
    key,
    incarnation,
    unit,
    region,
    name,
    createdAt,
    labels,
    from,
    projection,
    findings: same ? before.findings : [],
    tests,
    since,
  };
}
