// Reads a span of a chain segment by segment, with all that a chain alone can show to be wrong checked on the way.
import { LF } from "../../evidence-schema/bytes/canonical.ts";
import { Chain } from "../../evidence-schema/chain/chain.ts";
import { readCanonical } from "../../evidence-schema/record/record-line.ts";
import { segmentKey, segmentsPrefix } from "../../evidence-schema/keys/object-key.ts";
import type { Listener } from "../../evidence-schema/chain/reading.ts";
import type { Coverage, RunOpened, Statement } from "../../evidence-schema/record/record.ts";
import type { State } from "../../evidence-schema/state/state.ts";
import { Violation } from "../../evidence-schema/violation.ts";
import { heldBy, type Held, type SegmentCache } from "../../ledger/read/cache/segment-cache.ts";
import { boundedGet } from "../../ledger/read/bounded-get.ts";
import { ChainObjects } from "../../ledger/read/chain-objects.ts";
import { Disowned } from "../../ledger/read/disowned.ts";
import { disownedBy, readActs } from "../../ledger/read/read-acts.ts";
import { objectsToRead } from "../../ledger/read/listing/list-segments.ts";
import { ReadDocuments } from "../../ledger/read/read-documents.ts";
import { segmentObjects, type SegmentObject } from "../../ledger/read/segment-objects.ts";
import { documentsOf } from "../../ledger/read/segment-opening.ts";
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";
import { gunzipMember } from "../../ledger/read/gzip-member.ts";
import { ChainError } from "../../ledger/read/ledger.ts";
import { oneLine } from "../../ledger/read/one-line.ts";
import type { ReadStore } from "../../ledger/store.ts";
import { cutSegment, isLargeFull } from "./cut-segment.ts";
import type { SealedLog } from "./sealed-log.ts";
import type { Span } from "./sealed-span.ts";

/** A record of a segment and its 1-based line. `Statement` lacks the types that version 1 does not know. */
export type ReadStatement = { readonly statement: Statement; readonly line: number };

export type ReadSegment = {
  readonly key: string;
  readonly gen: number;
  /** Time of its records. */
  readonly time: string;
  /** The time from which it counts: that of its records, or of its data where a question is asked by that. */
  readonly counts: string;
  readonly run: string;
  readonly opened: RunOpened;
  /** The first of the span: what it restates is what is known. */
  readonly isFirst: boolean;
  /** In order; in segments after the first without what they restate. */
  readonly records: readonly ReadStatement[];
  /** SHA-256 of its last line. */
  readonly head: string;
  /** After the segment. The next one changes it. */
  readonly state: State;
};

export const coverageOf = (records: readonly ReadStatement[]): Coverage[] =>
  records.flatMap(({ statement }) => (statement.type === "coverage" ? [statement.body] : []));

/**
 * The parts of a ledger that questions need: its objects, its id and its seals. With `documents`, what follows from them is
 * checked too, from the latest full segment of a span on: as where a chain is loaded to be written on.
 */
export type Evidence = {
  readonly store: ReadStore;
  readonly ledger: string;
  readonly log: SealedLog;
  readonly documents?: ReadDocuments;
  /** Segments of chains beside the ledger. */
  readonly cache?: SegmentCache | null;
};

/**
 * Yields the segments of a span in order. Links, canonical form, state roots and the sealed end are checked; signatures and
 * what other scopes say are not. `until`, given a segment before it is read, says that the answer ends before it. In full
 * segments after the first, restatements are passed over where their bytes are those that a seal lists: the state root has to
 * come out all the same. The restatements of a large one are not even inflated, so nobody looks at the checksum over them.
 * Throws ChainError, one line, at the first thing that is not as it was sealed.
 */
export async function* readSpan(
  evidence: Evidence,
  span: Span,
  until: (lines: Buffer) => boolean = () => false,
): AsyncGenerator<ReadSegment> {
  const { end } = span;
  const reading = new SpanReading(evidence, span);
  while (!reading.isDone()) {
    const segment = await reading.next(until);
    if (segment === null) return;
    yield segment;
  }
  const { head } = reading.chain;
  if (head.gen !== end.gen || head.seq !== end.seq || head.head !== end.head)
    throw new ChainError(`${span.scope}: the line at gen ${end.gen}, seq ${end.seq} differs from the sealed line`);
  await reading.done();
}

const EVERY_ACT = { gen: Number.MAX_SAFE_INTEGER, seq: 0 };

class SpanReading {
  readonly #evidence: Evidence;
  readonly #span: Span;
  /** Made by #hold() before the first object is read. */
  #held: Held | null = null;
  /** Listed by #keys() before the first object is read. */
  #keysThere: readonly string[] | null = null;
  /** Made by #listed(), once a name alone does not say which object comes next. */
  #objects: ChainObjects | null = null;
  /** Made by the constructor or the first next(); each next() reads it on by one segment. */
  #chain: Chain | null = null;

  constructor(evidence: Evidence, span: Span) {
    this.#evidence = evidence;
    this.#span = span;
    if (span.begin === null) this.#chain = new Chain(evidence.ledger, span.scope);
  }

  get chain(): Chain {
    return this.#chain as Chain;
  }

  isDone(): boolean {
    const { gen, seq } = this.#span.end;
    const head = this.#chain?.head;
    return seq === -1 || (head !== undefined && (head.gen > gen || (head.gen === gen && head.seq >= seq)));
  }

  async next(until: (lines: Buffer) => boolean): Promise<ReadSegment | null> {
    const { key, gen, firstSeq } = await this.#nextObject();
    const isFirst = this.#chain === null || this.#chain.head.seq === -1;
    try {
      const bytes = await boundedGet((await this.#hold()).store, key);
      if (bytes === null) throw new ChainError(`${key} is missing, but a seal lists the segment`);
      // Only bytes that a seal lists are cut: a damaged object is read as a whole, and refused.
      const mayCut = !isFirst && isLargeFull(bytes) && (await this.#isListed(key, bytes, gen, firstSeq));
      const cut = mayCut ? cutSegment(bytes, this.chain.state.entries.size) : null;
      const inflated = cut ?? gunzipMember(bytes);
      if (until(inflated)) return null;
      const chain = (this.#chain ??= this.#from(gen, firstSeq, inflated));
      if (gen > chain.head.gen) await (await this.#listed()).leftBehind(chain, { key, gen, firstSeq });
      const records: ReadStatement[] = [];
      const isAsListed = !isFirst && isFull(inflated);
      if (isAsListed && !mayCut && !(await this.#isListed(key, bytes, gen, firstSeq)))
        throw new ChainError(`${key}: the bytes differ from those that a seal lists`);
      const listener: Listener = (record, line) => {
        records.push({ statement: record as unknown as Statement, line });
      };
      const documents = await this.#documentsFor(gen, firstSeq, inflated);
      const { time, run, opened } = chain.read(gen, firstSeq, inflated, { listener, isAsListed, documents });
      const { state, head } = chain;
      const read = { key, gen, time, counts: time, run, opened: opened as RunOpened };
      return { ...read, isFirst, records, head: head.head, state };
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      const line = error.line === null ? "" : ` line ${error.line}`;
      throw new ChainError(`${key}${line}: sealed evidence breaks ${oneLine(error.message)}`, {
        cause: error,
      });
    }
  }

  async #documentsFor(gen: number, firstSeq: number, inflated: Buffer): Promise<ReadDocuments | null> {
    const { documents = null } = this.#evidence;
    const { full } = this.#span.end;
    const isAsked = full === null || gen > full.gen || (gen === full.gen && firstSeq >= full.seq);
    if (documents === null || !isAsked) return null;
    await documents.load(documentsOf(inflated));
    return documents;
  }

  /** Whether a seal lists the object with these bytes. */
  async #isListed(key: string, bytes: Buffer, gen: number, firstSeq: number): Promise<boolean> {
    const row = await this.#evidence.log.rowOf(this.#span.scope, key, { gen, seq: firstSeq });
    return row?.object === sha256Hex(bytes);
  }

  // The first line of a full segment names the line that the segment follows. The lines after the first line bind it.
  #from(gen: number, firstSeq: number, inflated: Buffer): Chain {
    const { ledger } = this.#evidence;
    const { prev } = readCanonical(inflated.subarray(0, inflated.indexOf(LF) + 1)) as { readonly prev: string };
    return new Chain(ledger, this.#span.scope, { gen, seq: firstSeq - 1, head: prev, time: null });
  }

  // A position names its object, but for the beginning of a higher gen.
  async #nextObject(): Promise<SegmentObject> {
    const { scope, begin, end } = this.#span;
    const head = this.#chain?.head ?? null;
    if (head === null) return named(scope, begin?.gen ?? 0, begin?.seq ?? 0);
    if (head.gen === end.gen) return named(scope, head.gen, head.seq + 1);
    const next = await (await this.#listed()).next(this.chain);
    if (next === null)
      throw new ChainError(`${scope}: the chain ends before gen ${end.gen}, but a seal lists that gen`);
    return next;
  }

  /** A single listing tells a store of versions where all objects are; else the store would look for each by itself. */
  async #hold(): Promise<Held> {
    if (this.#held !== null) return this.#held;
    const { store, cache = null } = this.#evidence;
    const { scope, begin, end } = this.#span;
    const objects = segmentObjects(await this.#keys());
    return (this.#held = await heldBy(cache, store, { scope, full: begin, end }, objects));
  }

  /** The span was read to its end, and is right. */
  async done(): Promise<void> {
    await this.#held?.keep();
  }

  async #keys(): Promise<readonly string[]> {
    if (this.#keysThere !== null) return this.#keysThere;
    const { store } = this.#evidence;
    const { scope, begin } = this.#span;
    return (this.#keysThere =
      begin === null
        ? await store.list(segmentsPrefix(scope))
        : (await objectsToRead(store, scope, { gen: begin.gen, full: begin })).map(({ key }) => key));
  }

  async #listed(): Promise<ChainObjects> {
    const { store, ledger } = this.#evidence;
    return (this.#objects ??= new ChainObjects(store, await this.#keys(), {
      documents: new ReadDocuments(store),
      // Up to where a seal has the chain nothing that comes after it counts.
      disowned: async () => new Disowned(disownedBy(await readActs(store, ledger), EVERY_ACT)),
    }));
  }
}

// The reader does not believe a line about its own body: the line decides only how the segment is read.
const isFull = (inflated: Buffer): boolean => inflated.subarray(0, inflated.indexOf(LF)).includes('"extent":"full"');

const named = (scope: string, gen: number, firstSeq: number): SegmentObject => ({
  key: segmentKey(scope, gen, firstSeq),
  gen,
  firstSeq,
});
