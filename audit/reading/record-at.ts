// Finds the record at a position of a chain: since when something is so, and where an auditor can see it.
import { canonicalize } from "../../evidence-schema/bytes/canonical.ts";
import { parseTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import { readCanonical } from "../../evidence-schema/record/record-line.ts";
import { segmentsPrefix } from "../../evidence-schema/keys/object-key.ts";
import type { DataTimes } from "../../evidence-schema/record/known-since.ts";
import type { ChainRecord, Position, Statement } from "../../evidence-schema/record/record.ts";
import type { State } from "../../evidence-schema/state/state.ts";
import { segmentObjects } from "../../ledger/read/segment-objects.ts";
import { storedLines } from "../../ledger/read/stored.ts";
import { StoreError, type ReadStore } from "../../ledger/store.ts";

export type Located = {
  readonly key: string;
  /** 1-based line in the inflated segment. */
  readonly line: number;
  readonly record: ChainRecord;
  /** The source's own data time of what the record says, null where the record has none. */
  readonly dataTime: string | null;
  /** The data times of what the record rests on, by the state as it is now: see `timesOf`. */
  readonly times: (now: State) => DataTimes;
};

/** A segment with its lines, each with its LF. */
export type LocatedSegment = {
  readonly key: string;
  readonly gen: number;
  readonly firstSeq: number;
  readonly lines: readonly Buffer[];
};

/** Reads records by position; a segment that was read stays in memory while this reader does. */
export class RecordReader {
  readonly #store: ReadStore;
  readonly #objects = new Map<string, ReturnType<typeof segmentObjects>>();
  readonly #segments = new Map<string, readonly Buffer[]>();
  readonly #told = new Map<string, DataTimes>();

  constructor(store: ReadStore) {
    this.#store = store;
  }

  async #listed(scope: string): Promise<ReturnType<typeof segmentObjects>> {
    let objects = this.#objects.get(scope);
    if (objects === undefined)
      this.#objects.set(scope, (objects = segmentObjects(await this.#store.list(segmentsPrefix(scope)))));
    return objects;
  }

  /**
   * As of when the last reading of all of some units before a record is complete, in milliseconds since 1970: the earliest of their
   * listings, less the lag of the sources. Null where none of the segments before, of which MOST_BACK are looked at, read them all.
   */
  async completeBefore(scope: string, { gen, seq }: Position, units: readonly string[]): Promise<number | null> {
    let looked = -1;
    for await (const { lines } of this.back(scope, { gen, seq })) {
      looked += 1;
      if (looked > MOST_BACK) return null;
      const complete = looked === 0 ? null : completeIn(lines, units);
      if (complete !== null) return complete;
    }
    return null;
  }

  /** The segments of a chain from the one with a record on backwards, without those that a restart left behind. */
  async *back(scope: string, from: Position): AsyncGenerator<LocatedSegment> {
    let end = from;
    for (const { key, gen, firstSeq } of (await this.#listed(scope)).toReversed()) {
      if (gen > end.gen || (gen === end.gen && firstSeq > end.seq)) continue;
      const lines = await this.#lines(key);
      yield { key, gen, firstSeq, lines };
      end = { gen, seq: firstSeq - 1 };
      if (firstSeq === 0 && gen > 0) end = restartOf(lines) ?? end;
    }
  }

  async at(scope: string, { gen, seq }: Position): Promise<Located> {
    const objects = await this.#listed(scope);
    const object = objects.filter((each) => each.gen === gen && each.firstSeq <= seq).at(-1);
    const lines = object === undefined ? [] : await this.#lines(object.key);
    const bytes = lines[seq - (object?.firstSeq ?? 0)];
    if (object === undefined || bytes === undefined)
      throw new StoreError(`${scope}: the record at gen ${gen}, seq ${seq} is missing. Run tidemark verify`);
    const record = readCanonical(bytes) as unknown as ChainRecord;
    const dataTime = (record.body["dataTime"] ?? null) as string | null;
    const times = (now: State): DataTimes => timesOf(this.#toldBy(object.key, lines), record.time, now);
    return { key: object.key, line: seq - object.firstSeq + 1, record, dataTime, times };
  }

  /** The data times that the records of a segment tell themselves. */
  #toldBy(object: string, lines: readonly Buffer[]): DataTimes {
    let told = this.#told.get(object);
    if (told === undefined) this.#told.set(object, (told = toldIn(lines)));
    return told;
  }

  async #lines(key: string): Promise<readonly Buffer[]> {
    let lines = this.#segments.get(key);
    if (lines === undefined) this.#segments.set(key, (lines = await storedLines(this.#store, key)));
    return lines;
  }
}

/** A day of hourly runs. */
export const MOST_BACK = 24;

/** The record that a restart goes on after. */
function restartOf([line]: readonly Buffer[]): Position | null {
  if (line === undefined) return null;
  const { type, body } = readCanonical(line) as unknown as Statement;
  return type === "run-opened" ? (body.restarts ?? null) : null;
}

function completeIn(lines: readonly Buffer[], units: readonly string[]): number | null {
  const lags = new Map<string, number>();
  const rows = new Map<string, { readonly complete: boolean; readonly asOf: number }>();
  for (const line of lines) {
    const isTold = line.includes('"type":"run-opened"') || line.includes('"type":"coverage"');
    if (!isTold) continue;
    const { type, body } = readCanonical(line) as unknown as Statement;
    if (type === "run-opened") for (const { source, lagSeconds } of body.sources) lags.set(source, lagSeconds * 1000);
    if (type !== "coverage") continue;
    for (const { unit, complete, dataTime } of body.units) {
      const asOf = dataTime === null ? 0 : parseTimestamp(dataTime) - (lags.get(body.source) ?? 0);
      rows.set(unit, { complete, asOf });
    }
  }
  const read = units.map((unit) => rows.get(unit));
  return read.every((row) => row?.complete === true) ? Math.min(...read.map((row) => row?.asOf ?? 0)) : null;
}

// Only the lines that can tell it are parsed: the text of a line has the name of what it tells of.
function toldIn(lines: readonly Buffer[]): DataTimes {
  const saying = (text: string): Statement[] =>
    lines.filter((line) => line.includes(text)).map((line) => readCanonical(line) as unknown as Statement);
  let units: Map<string, string | null> | null = null;
  const listings = (): Map<string, string | null> => {
    const found = new Map<string, string | null>();
    for (const { type, body } of saying('"type":"coverage"'))
      if (type === "coverage") for (const { unit, dataTime } of body.units) found.set(unit, dataTime);
    return found;
  };
  return {
    ofKey: (key) => {
      let since: string | null = null;
      for (const { type, body } of saying(`"key":${canonicalize(key)}`))
        if ((type === "observation" || type === "context") && body.key === key) ({ since } = body);
      return since;
    },
    ofUnit: (unit) => (units ??= listings()).get(unit) ?? null,
  };
}

/**
 * The data times as of a record. A resource that its segment does not speak of was read before: it has the time that the
 * state has now, unless it was read anew since. The listing of its unit is then the latest time that it can have had.
 */
function timesOf(told: DataTimes, time: string, now: State): DataTimes {
  const before = (key: string): string | null => {
    const entry = now.entries.get(key);
    if (entry === undefined) return null;
    return entry.since <= time ? entry.since : told.ofUnit(entry.unit);
  };
  return { ofKey: (key) => told.ofKey(key) ?? before(key), ofUnit: told.ofUnit };
}
