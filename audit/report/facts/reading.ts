// Says how the window was read: from which sources, as whom, by which software, how many units whole, and against which second counts.
import { touches, type Stretch } from "../../period/stretches.ts";
import { gapsByScope, gapsOfUnits } from "../../tables/days/gaps.ts";
import type { PolicyTimes } from "../../tables/policy/policy-times.ts";
import type { SecondCount } from "../../second-counts.ts";
import { instant, type Rows } from "../../tables/rows.ts";

export type ReadSource = {
  readonly source: string;
  readonly lane: string;
  readonly principals: readonly string[];
  readonly scopes: number;
  /** Digests of what was asked. */
  readonly queries: readonly string[];
};

/** By the last run of the window. `time`: that of its records. */
export type SecondCounted = SecondCount & { readonly scope: string; readonly time: string };

export type Reading = {
  readonly sources: readonly ReadSource[];
  /** Who sealed runs of the window, and with which software and code, each once. */
  readonly sealers: readonly { readonly principal: string; readonly software: string; readonly code: string }[];
  /** Units that were to be read in the window; those that were whole all the time; and the others by cause. */
  readonly units: {
    readonly due: number;
    readonly whole: number;
    readonly problems: readonly (readonly [string, number])[];
  };
  readonly secondCounts: readonly SecondCounted[];
  /** Digests of the `tests` documents in force in the window, in order. */
  readonly tests: readonly string[];
  /** Failures that began or ended in the window since other tests judged, or none did any more. */
  readonly judgedOtherwise: number;
};

const SOURCES = `select source, lane, json_group_array(distinct principal) as principals, count(distinct scope) as scopes,
  json_group_array(distinct query) filter (where query is not null) as queries from source
  where from_time < :to and (to_time is null or to_time > :from) group by source, lane order by source, lane`;
const SEALERS = `select principal, software, code from seal where time >= :from and time < :to
  group by principal, software, code order by min(leaf)`;
const UNITS = `select scope, unit, from_time, to_time, problem from unit where from_time < :to and (to_time is null or to_time > :from)`;
const COUNTS = `select scope, time, counted from (select *, row_number() over (partition by scope order by gen desc, first desc) as back
  from segment where time < :to and trigger_kind in ('slot', 'manual')) where back = 1 order by scope`;
const JUDGED = `select count(*) as n from failure where (began = 'judged otherwise' and from_time >= :from and from_time < :to)
  or (ended in ('judged otherwise', 'check withdrawn') and to_time >= :from and to_time < :to)`;

export function readingOf(rows: Rows, { asked, dues }: PolicyTimes, window: Stretch): Reading {
  const over = { from: instant(window.from), to: instant(window.to) };
  return {
    sources: rows.all(SOURCES, over).map((row) => ({
      source: String(row["source"]),
      lane: String(row["lane"]),
      principals: listed(row["principals"]),
      scopes: Number(row["scopes"]),
      queries: listed(row["queries"]),
    })),
    sealers: rows.all(SEALERS, over).map(({ principal, software, code }) => ({
      principal: String(principal),
      software: String(software),
      code: String(code),
    })),
    units: unitsIn(rows, dues, window),
    secondCounts: rows.all(COUNTS, { to: over.to }).flatMap(({ scope, time, counted }) =>
      (JSON.parse(String(counted)) as SecondCount[]).map((each) => ({
        scope: String(scope),
        ...each,
        time: String(time),
      })),
    ),
    tests: asked.flatMap((each) => (each.digest !== null && touches([each], window) ? [each.digest] : [])),
    judgedOtherwise: Number(rows.get(JUDGED, over)?.["n"]),
  };
}

/** A unit is not whole while a run that was due did not come, too: nobody read it then. */
function unitsIn(rows: Rows, dues: PolicyTimes["dues"], window: Stretch): Reading["units"] {
  const gaps = gapsByScope(rows, dues);
  const causes = new Map<string, Set<string>>();
  for (const row of rows.all(UNITS, { from: instant(window.from), to: instant(window.to) })) {
    const [scope, unit] = [String(row["scope"]), String(row["unit"])];
    const id = `${scope} ${unit}`;
    const of = causes.get(id) ?? new Set();
    causes.set(id, of);
    if (row["problem"] !== null) of.add(String(row["problem"]));
    const known = gaps.get(scope);
    for (const gap of known === undefined ? [] : gapsOfUnits(known, [unit]))
      if (touches([gap], window)) of.add(gap.cause);
  }
  const all = [...causes.values()];
  const problems = Map.groupBy(
    all.flatMap((of) => [...of]),
    (cause) => cause,
  );
  return {
    due: all.length,
    whole: all.filter((of) => of.size === 0).length,
    problems: [...problems].map(([cause, of]) => [cause, of.length] as const).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  };
}

const listed = (value: unknown): string[] => (JSON.parse(String(value)) as string[]).sort();
