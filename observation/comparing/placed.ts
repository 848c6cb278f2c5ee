// Makes the entries as they will lie after a segment: the state's, with what was answered put over it.
import { jsonEqual } from "../../evidence-schema/bytes/equal.ts";
import type { Entry } from "../../evidence-schema/state/entry.ts";
import type { State } from "../../evidence-schema/state/state.ts";
import type { Item } from "../reading/intake.ts";
import type { Settled } from "./settle.ts";

/** By key, in order of the keys: records and joins need that order. `leaving`: keys that no entry has any more. */
export function placed(
  state: State,
  settled: Settled,
  { tests, leaving }: { readonly tests: string; readonly leaving: ReadonlySet<string> },
): Map<string, Entry> {
  const keys = new Set([...state.entries.keys(), ...settled.items.keys()]);
  const after = new Map<string, Entry>();
  for (const key of [...keys].sort()) {
    const item = settled.items.get(key);
    const before = state.entries.get(key);
    if (item !== undefined) after.set(key, entryOf(item, before, tests));
    else if (before !== undefined && !leaving.has(key)) after.set(key, before);
  }
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
