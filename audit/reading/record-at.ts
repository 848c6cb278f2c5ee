// Finds the record at a position of a chain: since when something is so, and where an auditor can see it.
import { readCanonical } from "../../evidence-schema/record/record-line.ts";
import { segmentsPrefix } from "../../evidence-schema/keys/object-key.ts";
import type { ChainRecord, Position } from "../../evidence-schema/record/record.ts";
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
  /** The instant as of which the run that wrote the record asked. */
  readonly asOf: string;
};

/** Reads records by position; a segment that was read stays in memory while this reader does. */
export class RecordReader {
  readonly #store: ReadStore;
  readonly #objects = new Map<string, ReturnType<typeof segmentObjects>>();
  readonly #segments = new Map<string, readonly Buffer[]>();

  constructor(store: ReadStore) {
    this.#store = store;
  }

  async at(scope: string, { gen, seq }: Position): Promise<Located> {
    let objects = this.#objects.get(scope);
    if (objects === undefined)
      this.#objects.set(scope, (objects = segmentObjects(await this.#store.list(segmentsPrefix(scope)))));
    const object = objects.filter((each) => each.gen === gen && each.firstSeq <= seq).at(-1);
    const lines = object === undefined ? [] : await this.#lines(object.key);
    const bytes = lines[seq - (object?.firstSeq ?? 0)];
    if (object === undefined || bytes === undefined)
      throw new StoreError(`${scope}: the record at gen ${gen}, seq ${seq} is missing. Run tidemark verify`);
    const record = readCanonical(bytes) as unknown as ChainRecord;
    const opened = readCanonical(lines[0] as Buffer) as unknown as ChainRecord;
    const dataTime = (record.body["dataTime"] ?? null) as string | null;
    return { key: object.key, line: seq - object.firstSeq + 1, record, dataTime, asOf: opened.body["asOf"] as string };
  }

  async #lines(key: string): Promise<readonly Buffer[]> {
    let lines = this.#segments.get(key);
    if (lines === undefined) this.#segments.set(key, (lines = await storedLines(this.#store, key)));
    return lines;
  }
}
