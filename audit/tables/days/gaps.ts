// Reads from the tables when each unit of each scope was not read, by whatever cause, and when it was.
import { holdGaps, staleGaps, type Due, type Gap } from "../../period/holds.ts";
import type { Stretch } from "../../period/stretches.ts";
import { brokenIn } from "../broken.ts";
import { ms, type Row, type Rows } from "../rows.ts";

/** Times of the runs of a scope, and by unit the stretches in which its last reading no longer counts. */
export type ScopeGaps = {
  /** In order, milliseconds since 1970. */
  readonly runs: readonly number[];
  /** Stretches in which no run of the scope counts, in order. */
  readonly ofScope: readonly Gap[];
  /** Those in which the data of a unit is too old. */
  readonly ofUnit: ReadonlyMap<string, readonly Gap[]>;
};

const RUNS = `select scope, time, slot from segment where trigger_kind in ('slot', 'manual') order by scope, gen, first`;

/** By scope. A gap that goes on at the newest seal is among them. */
export function gapsByScope(rows: Rows, dues: readonly Due[]): ReadonlyMap<string, ScopeGaps> {
  const runs = grouped(rows.all(RUNS));
  const gaps = grouped(rows.all(`select * from gap order by scope, from_time`));
  const listings = grouped(rows.all(`select * from listing order by scope`));
  const broken = new Map(brokenIn(rows).map(({ scope, from }) => [scope, Date.parse(from)]));
  return new Map(
    [...new Set([...runs.keys(), ...broken.keys()])].map((scope) => {
      const times = (runs.get(scope) ?? []).map(({ time, slot }) => ({ time: ms(time) as number, slot: ms(slot) }));
      const all = (gaps.get(scope) ?? []).map(gapIn);
      const open = holdGaps(dues, times.slice(-1));
      const unread = [...all.flatMap(({ unit, gap }) => (unit === "" ? [gap] : [])), ...open];
      const ofScope = untilBroken(unread, broken.get(scope));
      const ofUnit = new Map<string, Gap[]>();
      const add = (unit: string, gap: Gap): void => {
        const known = ofUnit.get(unit);
        if (known === undefined) ofUnit.set(unit, [gap]);
        else known.push(gap);
      };
      for (const { unit, gap } of all) if (unit !== "") add(unit, gap);
      for (const row of listings.get(scope) ?? []) for (const gap of openStale(row)) add(String(row["unit"]), gap);
      return [scope, { runs: times.map(({ time }) => time), ofScope, ofUnit }];
    }),
  );
}

/** From where a scope is broken on nobody knows of a run. */
function untilBroken(gaps: readonly Gap[], broken: number | undefined): readonly Gap[] {
  if (broken === undefined) return gaps;
  const before = gaps.filter(({ from }) => from < broken).map((gap) => ({ ...gap, to: Math.min(gap.to, broken) }));
  return [...before, { from: broken, to: Infinity, cause: "broken" }];
}

function gapIn(row: Row): { readonly unit: string; readonly gap: Gap } {
  const [from, to] = [ms(row["from_time"]) as number, ms(row["to_time"]) as number];
  return { unit: String(row["unit"]), gap: { from, to, cause: row["cause"] as Gap["cause"] } };
}

function openStale(row: Row): Gap[] {
  const [time, asOf] = [ms(row["time"]), ms(row["as_of"])];
  const countsFor = row["counts_for_ms"];
  if (time === null || asOf === null || typeof countsFor !== "number") return [];
  return staleGaps([{ time, asOf, countsFor }]);
}

export function grouped(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const scope = String(row["scope"]);
    const group = groups.get(scope);
    if (group === undefined) groups.set(scope, [row]);
    else group.push(row);
  }
  return groups;
}

/** The gaps of an item that rests on some units, cut so that they do not overlap: the first cause that holds is told. */
export function gapsOfUnits({ ofScope, ofUnit }: ScopeGaps, units: readonly string[]): Gap[] {
  const all = [...ofScope, ...units.flatMap((unit) => ofUnit.get(unit) ?? [])].toSorted((a, b) => a.from - b.from);
  const result: Gap[] = [];
  for (const gap of all) {
    const from = Math.max(gap.from, result.at(-1)?.to ?? -Infinity);
    if (from < gap.to) result.push({ ...gap, from });
  }
  return result;
}

/** Whether a run was made in [from, to). */
export function hasRunIn(runs: readonly number[], { from, to }: Stretch): boolean {
  let [low, high] = [0, runs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((runs[middle] as number) < from) low = middle + 1;
    else high = middle;
  }
  const next = runs[low];
  return next !== undefined && next < to;
}
