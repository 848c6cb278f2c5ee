// Reads one scope live: units by the source that brings them, those of a lower rank first, until the deadline.
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";
import { unitOf, type Problem, type Source as SourceRecord } from "../../evidence-schema/record/record.ts";
import type { Item, PlannedUnit, ReadRequest, ScopeReading, UnitReading } from "../port.ts";
import { principalOf } from "../principal.ts";
import { unreadUnit } from "../unread-unit.ts";
import type { RegionRead } from "./region-read.ts";
import type { Budget } from "./budget.ts";
import { CallFailed } from "./call.ts";
import { untilDeadline } from "./deadline.ts";
import { readUnits, type OpenRegion, type Reading } from "./read-units.ts";
import type { LaneSource } from "./source.ts";

/** A scope that can be reached: who reads it, and what its sources ask with. */
export type Connection<A extends RegionRead> = {
  /** The identity that reads, as the cloud names it. */
  readonly principal: string;
  readonly open: OpenRegion<A>;
  /** Rows of coverage for what the cloud has and nothing plans, such as a region that is turned on. */
  readonly unplanned: () => Promise<readonly UnitReading[]>;
};

/** A scope as a cloud's collector knows it. Nothing is called before `connect`. */
export type LiveScope<A extends RegionRead> = {
  readonly budget: Budget;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** The source that reads `type`; null where none does. */
  readonly sourceOf: (type: string) => LaneSource<A> | null;
  /** The problem of a type that no source reads. */
  readonly noSource: Problem;
  /** The region that is asked for what a scope has once. */
  readonly firstRegion: string;
  /** Rejects with CallFailed where the scope can't be reached, with NoCredentials where nobody can ask. */
  readonly connect: (signal: AbortSignal | null) => Promise<Connection<A>>;
};

/** How many readings (one source in one region) are under way at once; each service's budget comes on top. */
const AT_ONCE = 8;

/** Reads the units of `request`; `only`: the keys that are wanted, null for all. Rejects only without credentials. */
export async function readScope<A extends RegionRead>(
  scope: LiveScope<A>,
  request: ReadRequest,
  emit: (item: Item) => void,
  only: ReadonlySet<string> | null,
): Promise<ScopeReading> {
  const { budget, clock } = scope;
  const { signal, done } = untilDeadline(request.deadline, clock);
  try {
    const connection = await scope.connect(signal);
    const { readings, told } = await readAll(scope, connection, request, {
      emit,
      only,
      signal,
      isLast: request.isLast === true,
    });
    return { ...told, ...sourcesOf(readings, connection.principal, request), named: [], calls: budget.byService() };
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    if (signal?.aborted === true) return { ...nothingRead(request, error.problem), units: [], left: request.units };
    return { ...nothingRead(request, error.problem), calls: budget.byService() };
  } finally {
    done();
  }
}

/** The reading of a scope of which nothing was answered. */
export function nothingRead(request: ReadRequest, problem: Problem): ScopeReading {
  const units = request.units.map(({ type, region }) => unreadUnit(unitOf(type, region), "none", problem));
  return { sources: [], queries: {}, units, named: [], calls: {} };
}

type Way = {
  readonly emit: (item: Item) => void;
  readonly only: ReadonlySet<string> | null;
  readonly signal: AbortSignal | null;
  readonly isLast: boolean;
};

async function readAll<A extends RegionRead>(
  scope: LiveScope<A>,
  { open, unplanned }: Connection<A>,
  request: ReadRequest,
  way: Way,
) {
  const { groups, unread } = group(scope, request.units);
  const readings: Reading[] = [];
  const left: PlannedUnit[] = [];
  // A reading by name asks only the regions that are planned.
  const elsewhere = way.only === null ? await unplanned() : [];
  for (const rank of [...new Set(groups.map((each) => each.rank))].toSorted((a, b) => a - b)) {
    const waiting = groups.filter((each) => each.rank === rank);
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
          const { laneSource, region, units } = next;
          const names = units.map(({ type, region: of }) => unitOf(type, of));
          const people = { person: request.person, remember: request.remember };
          const reading =
            way.signal?.aborted === true
              ? null
              : await readUnits({ laneSource, open, region, units: names, people, clock: scope.clock, ...way });
          if (reading === null) left.push(...units);
          else readings.push(reading);
        }
      }),
    );
  }
  return {
    readings,
    told: {
      units: [...readings.flatMap(({ units }) => units), ...unread, ...elsewhere],
      ...(left.length === 0 ? {} : { left }),
    },
  };
}

type Group<A> = {
  readonly laneSource: LaneSource<A>;
  readonly region: string;
  rank: number;
  readonly units: PlannedUnit[];
};

/** The units by the source and region that are asked for them. */
function group<A extends RegionRead>(
  { sourceOf, noSource, firstRegion }: LiveScope<A>,
  units: readonly PlannedUnit[],
): { readonly groups: readonly Group<A>[]; readonly unread: readonly UnitReading[] } {
  const groups = new Map<string, Group<A>>();
  const unread: UnitReading[] = [];
  for (const unit of units) {
    const laneSource = sourceOf(unit.type);
    if (laneSource === null) {
      unread.push(unreadUnit(unitOf(unit.type, unit.region), "none", noSource));
      continue;
    }
    const region = unit.region === "global" ? firstRegion : unit.region;
    const name = `${laneSource.source.name} ${region}`;
    const made = groups.get(name) ?? { laneSource, region, rank: 0, units: [] };
    groups.set(name, made);
    made.units.push(unit);
    // A unit that is joined to others of the group comes no earlier than they do: the latest rank of its units is the group's.
    made.rank = Math.max(made.rank, unit.rank ?? 0);
  }
  return { groups: [...groups.values()], unread };
}

function sourcesOf(readings: readonly Reading[], principal: string, request: ReadRequest) {
  const records = new Map<string, SourceRecord>();
  const queries: { [digest: string]: string } = {};
  for (const { sources, query } of readings) {
    const digest = sha256Hex(query);
    queries[digest] = query;
    for (const told of sources)
      records.set(told.source, { ...told, principal: principalOf(principal, request.person), query: digest });
  }
  const eventual = [...new Set(readings.flatMap((reading) => reading.eventual))];
  return { sources: [...records.values()], queries, ...(eventual.length === 0 ? {} : { eventual }) };
}
