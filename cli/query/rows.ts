// Makes rows of the answer to a query: one for each interval of each result, the same for every format.
import type { Stale, Unobserved } from "../../audit/standing/stale-units.ts";
import type { PeriodAnswer } from "../../audit/timeline/period-answer.ts";
import { spellsOf, type Spell } from "../../audit/timeline/spells.ts";
import { splitUnit, type Outcome } from "../../evidence-schema/record/record.ts";
import type { Acting, ActingOf } from "./acting.ts";
import { nameOf, type Names } from "../../audit/resource-name.ts";

/** A spell as it counts at the moment that is asked about: data that was too old then is a cause that no record has. */
type CountingSpell = Omit<Spell, "problem"> & { readonly problem: Unobserved | null };

export type Row = {
  readonly scope: string;
  readonly resource: string;
  readonly name: string;
  readonly type: string;
  readonly region: string | null;
  readonly check: string;
  readonly interval: CountingSpell;
  readonly acting: Acting;
};

/** The checks and outcomes that are asked for; null: all of them. */
export type RowFilter = {
  readonly checks: ReadonlySet<string> | null;
  readonly outcomes: ReadonlySet<Outcome> | null;
};

/** Rows by check, scope, resource and time. `asOf`: only what holds at the end. `acting`: null where nothing is sealed. */
export async function rowsOf(
  answers: readonly PeriodAnswer[],
  names: Names,
  { checks, outcomes }: RowFilter,
  { asOf, until, acting }: { readonly asOf: boolean; readonly until: string; readonly acting: ActingOf | null },
): Promise<Row[]> {
  if (acting === null) return [];
  const rows: Row[] = [];
  for (const { scope, results, stale, times } of answers) {
    for (const result of results) {
      const { check, entry, intervals } = result;
      if (checks?.has(check) === false) continue;
      const wanted = withoutStale(spellsOf(intervals), stale.get(result), times[0]).filter(
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

/** The last spell is not observed from the instant on from which its data no longer counts, or has never counted. */
function withoutStale(
  spells: readonly Spell[],
  stale: Stale | undefined,
  first: string | undefined,
): readonly CountingSpell[] {
  const last = spells.at(-1);
  if (stale === undefined || last === undefined) return spells;
  const { problem, until } = stale;
  const began = last.from ?? first;
  const from = began === undefined || until > began ? until : last.from;
  const unread = { outcome: "indeterminate", because: problem.detail, problem, transition: null, gaps: [] } as const;
  return [...spells.slice(0, -1), { ...last, ...unread, from }];
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
