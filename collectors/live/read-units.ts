/** One source read in one region: what it gave, and how complete each unit came out. */
import type { Problem, Source as SourceRecord } from "../../evidence-schema/record/record.ts";
import { splitUnit } from "../../evidence-schema/record/record.ts";
import { formatTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import type { Item, People, UnitReading } from "../port.ts";
import { UnitIntake, type Listing } from "../unit-intake.ts";
import { Asking } from "../aws/asking.ts";
import { CallFailed, NoCredentials } from "../aws/client/failure.ts";
import type { Telling } from "../aws/item/configuration-item.ts";
import type { LaneSource } from "../aws/lanes.ts";
import type { Session } from "../aws/client/session.ts";
import type { Answer, Watchable } from "../aws/client/watched-client.ts";

export type Reading = {
  readonly source: string;
  readonly record: Omit<SourceRecord, "principal" | "query">;
  readonly query: string;
  readonly units: readonly UnitReading[];
};

const unforeseen = (source: string, error: unknown): Problem => ({
  code: "unexpected-shape",
  detail: `source ${source} could not go on: ${error instanceof Error ? error.name : "unknown"}`,
});

const NOTHING_LISTED: Listing = { keys: new Set(), problem: null, expected: null };
const NOTHING_ASKED: Problem = { code: "no-answer", detail: "its source asked for nothing" };

type Way = {
  readonly source: LaneSource;
  readonly region: string;
  /** Names of the units that are read. */
  readonly units: readonly string[];
  readonly people: People;
  readonly emit: (item: Item) => void;
  readonly only: ReadonlySet<string> | null;
  readonly clock: () => number;
  readonly signal: AbortSignal | null;
};

/**
 * Reads the units; null where the deadline came before their end. What was emitted by then counts for nothing: the units
 * have no reading. Rejects only without credentials.
 */
export async function readUnits(session: Session, way: Way): Promise<Reading | null> {
  const { source, region, units, people, emit, only, clock, signal } = way;
  const record = source.record(region);
  // A listing is true as of the time it begins: what comes after that it may lack.
  const telling: Telling = { source: record.source, dataTime: formatTimestamp(clock()) };
  const intake = new UnitIntake(telling, units, emit);
  const pages: Answer[] = [];
  let answers = 0;
  let dataTime = telling.dataTime;
  const heard =
    (listing: boolean) =>
    (answer: Answer): void => {
      answers += 1;
      if (listing) pages.push(answer);
    };
  const clients: Watchable[] = [];
  const used = <C extends Watchable>(client: C): C => {
    clients.push(client);
    return client;
  };
  const asking = new Asking(
    {
      account: session.account.id,
      region,
      people,
      only,
      intake,
      now: () => formatTimestamp(clock()),
      asOf: (of) => (dataTime = of),
      regions: session.account.regions,
      client: (Client, of, listing) => used(session.client(Client, of, heard(listing))),
      aggregator: session.account.aggregator,
      clientAtHand: (Client, of, listing) => used(session.clientAtHand(Client, of, heard(listing))),
    },
    units,
  );
  try {
    await source.source.read(asking);
  } catch (error) {
    if (error instanceof NoCredentials) throw error;
    if (signal?.aborted === true) return null;
    // An answer that nobody foresaw, or a fault of ours, hides these units and no others: the run is sealed with it.
    intake.spoilAll(error instanceof CallFailed ? error.problem : unforeseen(source.source.name, error));
  } finally {
    for (const client of clients) client.destroy();
  }
  if (signal?.aborted === true) return null;
  const ends = { first: pages[0]?.requestId ?? null, last: pages.at(-1)?.requestId ?? null };
  return {
    source: record.source,
    record,
    query: source.query(units.map((unit) => splitUnit(unit).type)),
    units: units.map((unit) => {
      const { keys, problem: told, expected } = intake.listing(unit) ?? NOTHING_LISTED;
      const problem = told ?? (answers === 0 ? NOTHING_ASKED : null);
      return {
        unit,
        source: record.source,
        complete: problem === null,
        dataTime: answers === 0 ? null : dataTime,
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
