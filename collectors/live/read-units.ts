// Reads one source in one region: gives its items, and how complete each unit came out.
import { formatTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import { splitUnit, type Problem } from "../../evidence-schema/record/record.ts";
import type { Provenance } from "../answer.ts";
import type { Item, People, UnitReading } from "../port.ts";
import { TOO_LONG } from "../unread-unit.ts";
import { UnitIntake, type Listing } from "../unit-intake.ts";
import type { RegionRead, RegionReadOptions } from "./region-read.ts";
import { CallFailed, NoCredentials, type CallAnswer } from "./call.ts";
import type { LaneSource, UnitSource } from "./source.ts";

export type Reading = {
  /** The sources that the units name: several where some units are told later than others. */
  readonly sources: readonly UnitSource[];
  readonly query: string;
  /** Names of sources whose answers may be late without saying how late. */
  readonly eventual: readonly string[];
  readonly units: readonly UnitReading[];
};

/**
 * Makes what a source asks with. Every answer has to be told to `heard`, and whether it is a page of a listing. `close`
 * lets go of what was opened for it.
 */
export type OpenRegion<A extends RegionRead> = (
  options: RegionReadOptions,
  units: readonly string[],
  heard: (isListing: boolean) => (answer: CallAnswer) => void,
) => { readonly reads: A; readonly close: () => void };

const unforeseen = (source: string, error: unknown): Problem => ({
  code: "unexpected-shape",
  detail: `source ${source} stopped with an unexpected error (${error instanceof Error ? error.name : "unknown"})`,
});

const NOTHING_LISTED: Listing = { keys: new Set(), problem: null, unread: null, expected: null };
const NOTHING_ASKED: Problem = { code: "no-answer", detail: "the source of this type made no call" };

type Way<A extends RegionRead> = {
  readonly laneSource: LaneSource<A>;
  readonly open: OpenRegion<A>;
  readonly region: string;
  /** Names of the units that are read. */
  readonly units: readonly string[];
  readonly people: People;
  readonly emit: (item: Item) => void;
  readonly only: ReadonlySet<string> | null;
  readonly clock: () => number;
  readonly signal: AbortSignal | null;
  /** Items that were read by the deadline count, since nothing goes on after it. */
  readonly isLast: boolean;
};

/**
 * Reads the units; null where the deadline came before their end. Items that were emitted by then count for nothing: the units
 * have no reading. Where `isLast`, they count, and the units are incomplete. Rejects only without credentials.
 */
export async function readUnits<A extends RegionRead>(way: Way<A>): Promise<Reading | null> {
  const { laneSource, region, units, people, emit, only, clock, signal, isLast } = way;
  const record = laneSource.record(region, only !== null);
  // A listing is true as of the time it begins: what comes after that it may lack.
  const telling: Provenance = { source: record.source, dataTime: formatTimestamp(clock()) };
  const intake = new UnitIntake(telling, units, emit);
  const pages: CallAnswer[] = [];
  let answers = 0;
  let isSettled = false;
  let dataTime = telling.dataTime;
  const lagging = new Map<string, UnitSource>();
  const unitSource = (unit: string): UnitSource => lagging.get(unit) ?? record;
  const heard =
    (isListing: boolean) =>
    (answer: CallAnswer): void => {
      answers += 1;
      if (isListing) pages.push(answer);
    };
  const options: RegionReadOptions = {
    region,
    people,
    only,
    intake,
    now: () => formatTimestamp(clock()),
    asOf: (of) => (dataTime = of),
    settle: () => (isSettled = true),
    isOver: () => isOver(signal),
    sourceOf: (unit) => unitSource(unit).source,
    setLag(of, { name, lagSeconds, by }) {
      // A source has one lag, so that units with another one are told by a source of their own; unless it is that of all.
      const isOfAll = by === undefined && units.every((unit) => of.includes(unit));
      const source = isOfAll ? record.source : `${record.source}-${name}`;
      for (const unit of of) lagging.set(unit, { ...record, ...by, source, lagSeconds });
    },
  };
  const { reads, close } = way.open(options, units, heard);
  try {
    await laneSource.source.read(reads);
  } catch (error) {
    if (error instanceof NoCredentials) throw error;
    if (isOver(signal)) {
      if (!isLast) return null;
      intake.spoilAll(TOO_LONG);
    }
    // An answer that nobody foresaw, or a fault of ours, hides these units and no others: the run is sealed with it.
    intake.spoilAll(error instanceof CallFailed ? error.problem : unforeseen(laneSource.source.name, error));
  } finally {
    close();
  }
  if (isOver(signal) && !isLast) return null;
  const ends = { first: pages[0]?.requestId ?? null, last: pages.at(-1)?.requestId ?? null };
  return {
    sources: [...new Map(units.map((unit) => [unitSource(unit).source, unitSource(unit)])).values()],
    eventual: laneSource.isEventual === true && only === null ? [record.source] : [],
    query: laneSource.query(units.map((unit) => splitUnit(unit).type)),
    units: units.map((unit) => {
      const { keys, problem: told, unread, expected } = intake.listing(unit) ?? NOTHING_LISTED;
      const problem = told ?? (answers === 0 && !isSettled ? (unread ?? NOTHING_ASKED) : null);
      return {
        unit,
        source: unitSource(unit).source,
        complete: problem === null,
        dataTime: answers === 0 && !isSettled ? null : dataTime,
        listed: keys.size,
        ...(expected === null ? {} : { expected }),
        problem,
        pages: pages.length,
        ...ends,
        server: pages.at(-1)?.server ?? null,
      };
    }),
  };
}

/** Whether the deadline has come. */
const isOver = (signal: AbortSignal | null): boolean => signal?.aborted === true;
