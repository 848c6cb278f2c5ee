// Makes rows of the answer to a query: one for each interval of each result, the same for every format.
import type { ScopeAnswer } from "../../audit/timeline/results-over.ts";
import { spellsOf, type Spell } from "../../audit/timeline/spells.ts";
import { splitUnit, type Outcome } from "../../evidence-schema/record/record.ts";
import type { Acting, ActingOf } from "./acting.ts";
import { nameOf, type Names } from "../../audit/resource-name.ts";

export type Row = {
  readonly scope: string;
  readonly resource: string;
  readonly name: string;
  readonly type: string;
  readonly region: string | null;
  readonly check: string;
  readonly interval: Spell;
  readonly acting: Acting;
};

/** The checks and outcomes that are asked for; null: all of them. */
export type RowFilter = {
  readonly checks: ReadonlySet<string> | null;
  readonly outcomes: ReadonlySet<Outcome> | null;
};

/** Rows by check, scope, resource and time. `asOf`: only what holds at the end. `acting`: null where nothing is sealed. */
export async function rowsOf(
  answers: readonly ScopeAnswer[],
  names: Names,
  { checks, outcomes }: RowFilter,
  { asOf, until, acting }: { readonly asOf: boolean; readonly until: string; readonly acting: ActingOf | null },
): Promise<Row[]> {
  if (acting === null) return [];
  const rows: Row[] = [];
  for (const { scope, results } of answers) {
    for (const { check, entry, intervals } of results) {
      if (checks?.has(check) === false) continue;
      const wanted = spellsOf(intervals).filter(
        ({ to, outcome }) => !(asOf && to !== null) && outcomes?.has(outcome) !== false,
      );
      if (wanted.length === 0) continue;
      const name = entry.name ?? (await nameOf(names, entry.key));
      const resource = { scope, resource: entry.key, name, type: splitUnit(entry.unit).type, region: entry.region };
      for (const interval of wanted)
        rows.push({ ...resource, check, interval, acting: acting(scope, entry, check, interval, until) });
    }
  }
  // Each scope's rows are in order of resources, and stay so.
  return rows.sort((a, b) => compare(a.check, b.check) || compare(a.scope, b.scope));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
