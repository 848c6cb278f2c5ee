// Counts the population of each scope over a window: what was there at its start, what appeared and departed, and what is there at its end.
import { isWithin } from "../../../controls/boundary.ts";
import type { RosterDocument } from "../../../evidence-schema/documents/document-schema.ts";
import type { Roster } from "../../../evidence-schema/log/log-schema.ts";
import { common, type Stretch } from "../../period/stretches.ts";
import { allDescriptions, placesOf } from "../../tables/policy/laid-over.ts";
import type { PolicyTimes } from "../../tables/policy/policy-times.ts";
import { instant, ms, type Row, type Rows } from "../../tables/rows.ts";

/** Resources of a scope. `atStart` + `appeared` - `departed` = `atEnd`, by our own records. */
export type Population = {
  readonly atStart: number;
  /** In the window; `baseline` of them are first seen by the first whole reading of their unit, so they may be older. */
  readonly appeared: number;
  readonly baseline: number;
  readonly departed: number;
  readonly atEnd: number;
  /** Resources at the end by place: those within the boundary, and those outside. */
  readonly within: number;
  readonly outside: number;
};

export type ScopePart = {
  readonly scope: string;
  /** As the roster names it; null where it has no name. */
  readonly name: string | null;
  readonly regions: readonly string[];
  readonly leftOut: RosterDocument["enrolled"][number]["leftOut"];
  /** When it was enrolled in the window. */
  readonly enrolled: readonly Stretch[];
  readonly runs: number;
  /** The slots of which a run read it. */
  readonly slots: number;
  /** Whether a run of the window read some unit of it whole. */
  readonly isRead: boolean;
  readonly population: Population;
};

/** Scopes that no run reads: `state` is excluded, found or unlisted. */
export type UnreadScope = Stretch & {
  readonly name: string;
  readonly state: string;
  readonly reason: string | null;
  readonly approver: string | null;
};

export type BoundaryPart = { readonly scopes: readonly ScopePart[]; readonly unread: readonly UnreadScope[] };

/** The roster as the last seal of the window names it. */
export type RosterAtEnd = { readonly document: RosterDocument | null; readonly roster: Roster | null };

const ROSTER = `select * from roster where from_time < :to and (to_time is null or to_time > :from) order by name, is_kind, from_time`;
const RUNS = `select scope, count(*) as n, count(distinct slot) as slots from segment where time >= :from and time < :to
  and trigger_kind in ('slot', 'manual') group by scope`;

const READ = `select distinct scope from segment where time >= :from and time < :to and trigger_kind in ('slot', 'manual')
  and exists (select 1 from unit where unit.scope = segment.scope and problem is null
    and from_time <= segment.time and (to_time is null or to_time > segment.time))`;
/** No run is made at an instant: by then the last one counts. */
const STANDS_READ = `select distinct scope from unit where problem is null and from_time < :to and (to_time is null or to_time > :from)`;

export function boundaryPart(
  rows: Rows,
  policy: PolicyTimes,
  window: Stretch & { readonly isInstant: boolean },
  atEnd: RosterAtEnd,
): BoundaryPart {
  const over = { from: instant(window.from), to: instant(window.to) };
  const roster = rows.all(ROSTER, over);
  const runs = new Map(rows.all(RUNS, over).map((row) => [String(row["scope"]), row]));
  const read = new Set(rows.all(window.isInstant ? STANDS_READ : READ, over).map(({ scope }) => String(scope)));
  const populations = populationsIn(rows, policy, window);
  const enrolled = Map.groupBy(
    roster.filter((row) => row["is_kind"] === "enrolled"),
    (row) => String(row["name"]),
  );
  return {
    scopes: [...enrolled].map(([scope, of]) => {
      const known = atEnd.document?.enrolled.find((each) => each.scope === scope);
      return {
        scope,
        name: known?.name ?? null,
        regions: known?.regions ?? [],
        leftOut: known?.leftOut ?? [],
        enrolled: of.flatMap((row) => common([stretchOf(row)], [window])),
        runs: Number(runs.get(scope)?.["n"] ?? 0),
        slots: Number(runs.get(scope)?.["slots"] ?? 0),
        isRead: read.has(scope),
        population: populations.get(scope) ?? NONE,
      };
    }),
    unread: roster
      .filter((row) => row["is_kind"] !== "enrolled")
      .flatMap((row) => {
        const name = String(row["name"]);
        const decided = atEnd.roster?.excluded.find(({ scope }) => scope === name);
        const said = { reason: decided?.reason ?? null, approver: decided?.approver ?? null };
        const isExcluded = row["is_kind"] === "excluded";
        return common([stretchOf(row)], [window]).map((part) => ({
          ...part,
          name,
          state: String(row["is_kind"]),
          ...(isExcluded ? said : { reason: null, approver: null }),
        }));
      }),
  };
}

const NONE: Population = { atStart: 0, appeared: 0, baseline: 0, departed: 0, atEnd: 0, within: 0, outside: 0 };

const stretchOf = (row: Row): Stretch => ({
  from: ms(row["from_time"]) as number,
  to: ms(row["to_time"]) ?? Infinity,
});

const RESOURCES = `select scope, key, incarnation, first_seen, baseline, departed from resource
  where first_seen < :to and (departed is null or departed >= :from)`;

function populationsIn(rows: Rows, policy: PolicyTimes, window: Stretch): ReadonlyMap<string, Population> {
  const over = { from: instant(window.from), to: instant(window.to) };
  const [from, to] = [over.from as string, over.to as string];
  const isThere = placedAt(rows, policy, window.to);
  const populations = new Map<string, { -readonly [member in keyof Population]: number }>();
  for (const row of rows.all(RESOURCES, over)) {
    const scope = String(row["scope"]);
    let of = populations.get(scope);
    if (of === undefined) populations.set(scope, (of = { ...NONE }));
    const [seen, departed] = [String(row["first_seen"]), row["departed"] as string | null];
    if (seen < from) of.atStart += 1;
    else {
      of.appeared += 1;
      of.baseline += Number(row["baseline"]);
    }
    if (departed !== null && departed < to) of.departed += 1;
    else {
      of.atEnd += 1;
      if (isThere(scope, String(row["key"]))) of.within += 1;
      else of.outside += 1;
    }
  }
  return populations;
}

/** Whether a resource lies within the boundary at an instant. */
function placedAt(rows: Rows, { boundary }: PolicyTimes, at: number): (scope: string, key: string) => boolean {
  const inForce = boundary.filter(({ from }) => from < at).slice(-1);
  const [only] = inForce;
  if (only === undefined || only.document.rules.length === 0) {
    const all = only === undefined || isWithin(only.document.otherwise);
    return () => all;
  }
  const described = allDescriptions(rows);
  return (scope, key) => {
    const place = placesOf((described.get(`${scope} ${key}`) ?? []).slice(-1), {
      boundary: [{ ...only, from: -Infinity, to: Infinity }],
    }).at(-1);
    return place === undefined ? isWithin(only.document.otherwise) : isWithin(place.place);
  };
}
