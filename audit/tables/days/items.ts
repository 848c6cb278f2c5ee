// Makes the items of a window by check: each result with its tiles, and how many results are alike in all that days ask.
import { isWithin } from "../../../controls/boundary.ts";
import { isDeterminate, type ReadingRun } from "../../period/reading.ts";
import { common, joined, type Stretch } from "../../period/stretches.ts";
import { tilesOf, type Tile } from "../../period/tiles.ts";
import type { Enrolment } from "../policy/enrolment.ts";
import { allDescriptions, placesOf, withinOf } from "../policy/laid-over.ts";
import type { PolicyTimes } from "../policy/policy-times.ts";
import { ms, type Row, type Rows } from "../rows.ts";
import { runsOf, type Listed } from "../write/items.ts";
import { gapsOfUnits, hasRunIn, type ScopeGaps } from "./gaps.ts";

/** An item by its resource. */
export type ItemName = { readonly scope: string; readonly key: string };

/** Results of a check that are alike: `scope` and `key` name one of them. */
export type AlikeItems = ItemName & {
  readonly check: string;
  readonly count: number;
  /** All of them, in order of scopes and keys, where they were asked for. */
  readonly names: readonly ItemName[] | null;
  readonly tiles: readonly Tile[];
  readonly within: readonly Stretch[];
  readonly isReadIn: (day: Stretch) => boolean;
};

/** The columns by which items are alike: most items are like others, and the rest of their rows is not read. */
const LIKENESS = `select scope, key, answer, problem, from_time, units from result where check_id = :check order by scope, key, n`;
const RESULTS = `select * from result where check_id = :check and scope = :scope and key = :key order by n`;
const FAILED = `select distinct scope, key from failure where check_id = :check`;

export type ItemsRequest = {
  readonly gaps: ReadonlyMap<string, ScopeGaps>;
  readonly enrolled: Enrolment;
  /** When a run was asked for a unit first, by scope and unit with a space between. */
  readonly plannedFrom: ReadonlyMap<string, number>;
  /** When a resource lay within the boundary, by its scope and key with a space between. */
  readonly within: (id: string) => readonly Stretch[];
  /** Whether each item is named: that takes memory for all of them. */
  readonly named: boolean;
};

/** When each resource lay within the boundary. Without rules all lie in one place, and no resource is looked at. */
export function withinBoundary(rows: Rows, policy: PolicyTimes): ItemsRequest["within"] {
  if (policy.boundary.every(({ document }) => document.rules.length === 0)) {
    const all = joined(policy.boundary.filter(({ document }) => isWithin(document.otherwise)));
    return () => all;
  }
  const described = allDescriptions(rows);
  return (id) => withinOf(placesOf(described.get(id) ?? [], policy));
}

/** Items that ever failed stand alone: their failures are their own. */
export function itemsOf(
  check: string,
  rows: Rows,
  { gaps, enrolled, plannedFrom, within: withinById, named }: ItemsRequest,
): AlikeItems[] {
  const alone = new Set(rows.all(FAILED, { check }).map(({ scope, key }) => `${String(scope)} ${String(key)}`));
  const alike = new Map<string, AlikeItems>();
  const names = new Map<string, ItemName[]>();
  for (const likeness of itemsIn(rows.all(LIKENESS, { check }))) {
    const [scope, key] = [String(likeness[0]?.["scope"]), String(likeness[0]?.["key"])];
    const id = `${scope} ${key}`;
    const [unit = ""] = JSON.parse(String(likeness[0]?.["units"])) as readonly string[];
    // Before its unit was planned nobody was to read it.
    const planned = [{ from: plannedFrom.get(`${scope} ${unit}`) ?? -Infinity, to: Infinity }];
    const within = common(common(withinById(id), enrolled(scope)), planned);
    const signature = alone.has(id) ? id : signatureOf(scope, likeness, within);
    const known = alike.get(signature);
    if (named) {
      const of = names.get(signature) ?? [];
      names.set(signature, of);
      of.push({ scope, key });
    }
    if (known !== undefined) {
      alike.set(signature, { ...known, count: known.count + 1 });
      continue;
    }
    const of = gaps.get(scope);
    const results = rows.all(RESULTS, { check, scope, key });
    const units = [...new Set(results.flatMap((row) => JSON.parse(String(row["units"])) as string[]))];
    const runs = fromFirstListing(runsOf(results, NOTHING_LISTED), firstWhole(rows, results[0] as Row));
    const tiles = tilesOf(runs, of === undefined ? [] : gapsOfUnits(of, units));
    const isReadIn = (day: Stretch): boolean => isRead(runs, of?.runs ?? [], day);
    alike.set(signature, { check, scope, key, count: 1, names: null, tiles, within, isReadIn });
  }
  return [...alike].map(([signature, of]) => ({ ...of, names: names.get(signature) ?? null }));
}

/** When a run was asked for each unit first. */
export function firstRows(rows: Rows): ItemsRequest["plannedFrom"] {
  const first = rows.all(`select scope, unit, min(from_time) as time from unit group by scope, unit`);
  return new Map(first.map(({ scope, unit, time }) => [`${String(scope)} ${String(unit)}`, ms(time) as number]));
}

/** Tiles ask when runs of readings began, and not how long the last one was good for. */
const NOTHING_LISTED: Listed = new Map();

const FIRST_WHOLE = `select min(from_time) as time from unit where scope = :scope and unit = :unit and problem is null`;

/** When the unit of an item was first read whole. */
function firstWhole(rows: Rows, { scope, units }: Row): number | null {
  const [unit] = JSON.parse(String(units)) as readonly string[];
  return ms(rows.get(FIRST_WHOLE, { scope: scope ?? null, unit: unit ?? null })?.["time"]);
}

/** An item that appeared later was not there in any listing of its unit before, and not in the last one alone. */
function fromFirstListing(runs: readonly ReadingRun[], listed: number | null): readonly ReadingRun[] {
  const [first, ...others] = runs;
  if (first?.answer !== "absent" || listed === null || listed >= first.first.time) return runs;
  return [{ ...first, first: { ...first.first, time: listed } }, ...others];
}

function* itemsIn(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let at = 0; at < rows.length;) {
    const { scope, key } = rows[at] as Row;
    let end = at;
    while (rows[end]?.["scope"] === scope && rows[end]?.["key"] === key) end += 1;
    yield rows.slice(at, end);
    at = end;
  }
}

function signatureOf(scope: string, results: readonly Row[], within: readonly Stretch[]): string {
  const told = results.map((row) => [row["answer"], row["problem"], row["from_time"], row["units"]]);
  return JSON.stringify([scope, told, within.map(({ from, to }) => [from, to])]);
}

/** A listing without the resource says how it stood too: it was not there. */
function isRead(runs: readonly ReadingRun[], times: readonly number[], { from, to }: Stretch): boolean {
  return runs.some((run, at) => {
    const until = runs[at + 1]?.first.time ?? Infinity;
    const isKnown = isDeterminate(run) || run.answer === "absent";
    return isKnown && hasRunIn(times, { from: Math.max(from, run.first.time), to: Math.min(to, until) });
  });
}
