// Lists what nobody read, as items of the controls that it concerns: units, scopes, regions, and all before the first seal.
import { parseScope } from "../../../evidence-schema/keys/object-key.ts";
import { splitUnit } from "../../../evidence-schema/record/record.ts";
import { NOT_PLANNED } from "../../../evidence-schema/state/applicable-coverage.ts";
import type { GapCause } from "../../period/holds.ts";
import { common, joined, type Stretch } from "../../period/stretches.ts";
import type { AskedCheck } from "../../standing/asked-checks.ts";
import { REGION } from "../../standing/not-planned.ts";
import type { Enrolment } from "../policy/enrolment.ts";
import { ms, type Row, type Rows } from "../rows.ts";
import { grouped, hasRunIn, type ScopeGaps } from "./gaps.ts";

/** A unit, scope, region or parent whose results nobody knows in some stretches of time. */
export type Unread = {
  readonly name: string;
  readonly stretches: readonly (Stretch & { readonly cause: GapCause })[];
  readonly isReadIn: (day: Stretch) => boolean;
  /** Whether a check asks something that lies there. */
  readonly concerns: (check: AskedCheck) => boolean;
};

const never = (): boolean => false;

/** It was read on the day on which its first record was written. */
const readFrom =
  (first: number) =>
  ({ from, to }: Stretch): boolean =>
    first >= from && first < to;

export function unreadIn(rows: Rows, gaps: ReadonlyMap<string, ScopeGaps>, enrolled: Enrolment): Unread[] {
  return [
    beforeFirstSeal(rows),
    ...withoutRun(gaps, enrolled),
    ...unreadUnits(rows, gaps, enrolled),
    ...notEnrolled(rows),
    ...notYetRead(rows, gaps),
  ];
}

function beforeFirstSeal(rows: Rows): Unread {
  const first = ms(rows.get(`select min(time) as time from segment`)?.["time"]) ?? Infinity;
  const stretches = [{ from: -Infinity, to: first, cause: "not-captured" as const }];
  return { name: "all before the first record", stretches, isReadIn: readFrom(first), concerns: () => true };
}

const whileEnrolled = (gaps: Unread["stretches"], enrolled: readonly Stretch[]): Unread["stretches"] =>
  gaps.flatMap((gap) => common([gap], enrolled).map((stretch) => ({ ...stretch, cause: gap.cause })));

/** Scopes in which a run was due and did not come, or can't be read any more: nobody knows of anything in them. */
function withoutRun(gaps: ReadonlyMap<string, ScopeGaps>, enrolled: Enrolment): Unread[] {
  return [...gaps].flatMap(([scope, { runs, ofScope }]) => {
    const stretches = whileEnrolled(ofScope, enrolled(scope));
    if (stretches.length === 0) return [];
    return [
      { name: scope, stretches, isReadIn: (day) => hasRunIn(runs, day), concerns: asksOf(parseScope(scope).provider) },
    ];
  });
}

const asksOf =
  (provider: string) =>
  ({ types }: AskedCheck): boolean =>
    [...types].some((type) => type.startsWith(`${provider} `));

const UNITS = `select unit.*, listing.whole_time from unit
  left join listing on listing.scope = unit.scope and listing.unit = unit.unit order by unit.scope, unit.unit, unit.from_time`;

function unreadUnits(rows: Rows, gaps: ReadonlyMap<string, ScopeGaps>, enrolled: Enrolment): Unread[] {
  const unread: Unread[] = [];
  for (const [scope, ofScope] of grouped(rows.all(UNITS))) {
    const { provider } = parseScope(scope);
    const byUnit = Map.groupBy(ofScope, (row) => String(row["unit"]));
    for (const [unit, of] of byUnit) {
      const { type, region } = splitUnit(unit);
      const isRegion = type === REGION;
      const known = gaps.get(scope);
      const problems = of.flatMap((row) => problemIn(row, isRegion));
      const stretches = whileEnrolled([...problems, ...(known?.ofUnit.get(unit) ?? [])], enrolled(scope));
      if (stretches.length === 0) continue;
      const whole = joined(of.flatMap((row) => (row["problem"] === null ? [stretchOf(row)] : [])));
      unread.push({
        name: isRegion ? `${scope} ${region}` : `${scope} ${unit}`,
        stretches,
        isReadIn: (day) =>
          known !== undefined &&
          whole.some(({ from, to }) =>
            hasRunIn(known.runs, { from: Math.max(from, day.from), to: Math.min(to, day.to) }),
          ),
        concerns: isRegion ? ({ regional }) => regional.has(provider) : ({ types }) => types.has(`${provider} ${type}`),
      });
    }
  }
  return unread;
}

const stretchOf = (row: Row): Stretch => ({
  from: ms(row["from_time"]) as number,
  to: ms(row["to_time"]) ?? Infinity,
});

/**
 * A unit that was never read whole and is asked for no more has nothing that could be missed. No run reads a region that a row tells of;
 * once no row does, it is left out on purpose or turned off, or the regions could be listed again.
 */
function problemIn(row: Row, isRegion: boolean): Unread["stretches"] {
  const cause = row["problem"];
  const isAskedNoMore = cause === "not-planned" && (!isRegion || row["detail"] === NOT_PLANNED.detail);
  if (cause === null || (isAskedNoMore && row["whole_time"] === null)) return [];
  return [{ ...stretchOf(row), cause: cause as GapCause }];
}

const CAUSES: ReadonlyMap<string, GapCause> = new Map([
  ["found", "not-planned"],
  ["unlisted", "denied"],
]);

/** Scopes that were found and are not enrolled, and parents whose scopes could not be listed. */
function notEnrolled(rows: Rows): Unread[] {
  return rows.all(`select * from roster where is_kind in ('found', 'unlisted') order by name, from_time`).map((row) => {
    const name = String(row["name"]);
    const provider = name.slice(0, name.indexOf("/") === -1 ? undefined : name.indexOf("/"));
    const cause = CAUSES.get(String(row["is_kind"])) ?? "not-planned";
    return {
      name,
      stretches: [{ ...stretchOf(row), cause }],
      isReadIn: never,
      concerns: asksOf(provider),
    };
  });
}

/** Scopes between their enrolment and their first record. */
function notYetRead(rows: Rows, gaps: ReadonlyMap<string, ScopeGaps>): Unread[] {
  return rows.all(`select * from roster where is_kind = 'enrolled' order by name, from_time`).flatMap((row) => {
    const scope = String(row["name"]);
    const { from, to } = stretchOf(row);
    const first = gaps.get(scope)?.runs.find((time) => time >= from) ?? Infinity;
    const wasRead = gaps.get(scope)?.runs.some((time) => time <= from) === true;
    const broken = gaps.get(scope)?.ofScope.find(({ cause }) => cause === "broken")?.from ?? Infinity;
    const end = Math.min(first, broken, to);
    if (wasRead || from >= end) return [];
    const provider = parseScope(scope).provider;
    return [
      {
        name: scope,
        stretches: [{ from, to: end, cause: "not-captured" as const }],
        isReadIn: readFrom(first),
        concerns: asksOf(provider),
      },
    ];
  });
}
