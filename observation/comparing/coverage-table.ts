// Writes down how complete each unit's answer was: incompleteness is recorded here, once, and nowhere else.
import type { Coverage, CoverageRow, Source } from "../../evidence-schema/record/record.ts";
import { NOT_PLANNED } from "../../evidence-schema/state/applicable-coverage.ts";
import type { Item } from "../reading/intake.ts";
import type { Settled } from "./settle.ts";

/** Entries that stay or come, with the unit they lie in after this segment. */
export type Lying = Iterable<{ readonly key: string; readonly unit: string }>;

/**
 * Makes one coverage record per source, and a record of source `none` for units with entries that nothing was asked for.
 * `again`: keys that a unit listed and that have to be named all the same.
 */
export function coverageTable(
  settled: Settled,
  sources: readonly Source[],
  after: Lying,
  run: boolean,
  again: readonly Item[],
): Coverage[] {
  const keysByUnit = new Map<string, string[]>();
  for (const { key, unit } of after) {
    const keys = keysByUnit.get(unit);
    if (keys === undefined) keysByUnit.set(unit, [key]);
    else keys.push(key);
  }
  const rows = new Map<string, CoverageRow[]>(sources.map(({ source }) => [source, []]));
  const orphans: CoverageRow[] = [];
  const observed = observedByUnit(settled);
  for (const reading of settled.units.values()) {
    const { unit, complete, dataTime, listed, expected, problem, pages, first, last, server } = reading;
    const row: CoverageRow = {
      unit,
      complete,
      dataTime,
      listed,
      observed: observed.get(unit) ?? 0,
      ...(expected === undefined ? {} : { expected }),
      problem,
      pages,
      first,
      last,
      server,
      ...(complete
        ? {}
        : seenOrUnseen(keysByUnit.get(unit) ?? [], (key) => settled.listedBy.get(key)?.includes(unit) === true)),
    };
    (rows.get(reading.source) ?? orphans).push(row);
  }
  if (run) for (const unit of keysByUnit.keys()) if (!settled.units.has(unit)) orphans.push(unplanned(unit));
  const records = sources.map(({ source }) => ({
    source,
    units: sortedRows(rows.get(source) ?? []),
    asked: askedOf(settled, source, again),
  }));
  return orphans.length === 0
    ? records
    : [...records, { source: "none", units: sortedRows(orphans), asked: { seen: [], notFound: [], failed: [] } }];
}

const unplanned = (unit: string): CoverageRow => ({
  unit,
  complete: false,
  dataTime: null,
  listed: 0,
  observed: 0,
  problem: NOT_PLANNED,
  unseen: "all",
  pages: 0,
  first: null,
  last: null,
  server: null,
});

function observedByUnit(settled: Settled): Map<string, number> {
  const observed = new Map<string, number>();
  for (const [key, units] of settled.listedBy) {
    if (settled.unread.has(key)) continue;
    for (const unit of units) observed.set(unit, (observed.get(unit) ?? 0) + 1);
  }
  return observed;
}

// A denied unit of 50,000 known keys must not write 50,000 names.
function seenOrUnseen(
  known: readonly string[],
  wasSeen: (key: string) => boolean,
): Pick<CoverageRow, "seen" | "unseen"> {
  const seen = known.filter(wasSeen);
  if (seen.length === 0) return { unseen: "all" };
  const unseen = known.filter((key) => !wasSeen(key));
  return seen.length < unseen.length ? { seen: seen.sort() } : { unseen: unseen.sort() };
}

const byName =
  <T>(name: (item: T) => string) =>
  (a: T, b: T): number =>
    name(a) < name(b) ? -1 : 1;
const sortedRows = (rows: readonly CoverageRow[]): CoverageRow[] => [...rows].sort(byName(({ unit }) => unit));

function askedOf(settled: Settled, source: string, again: readonly Item[]): Coverage["asked"] {
  const named = [...settled.named.values()].filter((answer) => answer.source === source).sort(byName(({ key }) => key));
  const unread = [...settled.unread.values()].filter((answer) => answer.source === source);
  const plain = ({
    key,
    unit,
    dataTime,
  }: {
    key: string;
    unit: string;
    dataTime: string;
  }): { key: string; unit: string; dataTime: string } => ({ key, unit, dataTime });
  return {
    seen: [...named.filter(({ is }) => is === "item"), ...again.filter((item) => item.source === source)]
      .map(plain)
      .sort(byName(({ key }) => key)),
    notFound: named.filter(({ is }) => is === "not-found").map(plain),
    failed: [
      ...named.flatMap((answer) => (answer.is === "failed" ? [{ ...plain(answer), problem: answer.problem }] : [])),
      ...unread.map((answer) => ({ ...plain(answer), problem: answer.problem })),
    ].sort(byName(({ key }) => key)),
  };
}
