// An open ledger: who it is, its documents, the newest seal, and its chains as far as they stand.
import { canonicalLine, type Json } from "../evidence-schema/canonical.ts";
import { Chain, readCanonical } from "../evidence-schema/chain.ts";
import { sha256Hex } from "../evidence-schema/digest.ts";
import {
  genesis as genesisSchema,
  seal as sealSchema,
  type Genesis,
  type Seal,
  type SealedScope,
} from "../evidence-schema/log-schema.ts";
import {
  documentKey,
  GENESIS_KEY,
  noteKey,
  parseObjectKey,
  sealKey,
  segmentsPrefix,
  type DocumentKind,
} from "../evidence-schema/object-key.ts";
import { Violation } from "../evidence-schema/violation.ts";
import { leftBehind, nextObject, objectsAfter, segmentObjects, type SegmentObject } from "./chain-layout.ts";
import { ChainReading, type LoadedChain, type StoredSegment } from "./chain-reading.ts";
import { earliestRecord } from "./earliest-record.ts";
import { gunzipMember } from "./gzip-member.ts";
import { oneLine } from "./one-line.ts";
import { putSame, StoreError, type Store } from "./store.ts";

export type { LoadedChain, StoredSegment } from "./chain-reading.ts";

/** Sealed evidence of a scope is not as it was sealed. One line; other scopes are not concerned. */
export class ChainError extends Error {
  override readonly name = "ChainError";
}

export type NewestSeal = { readonly index: number; readonly seal: Seal; readonly bytes: Buffer };

export class Ledger {
  readonly store: Store;
  readonly genesis: Genesis;
  /** Digest of genesis.json. */
  readonly id: string;

  private constructor(store: Store, genesis: Genesis, id: string) {
    this.store = store;
    this.genesis = genesis;
    this.id = id;
  }

  /** Opens a ledger that exists; never makes one. Rejects with StoreError in one line. */
  static async open(store: Store): Promise<Ledger> {
    const bytes = await store.get(GENESIS_KEY);
    if (bytes === null) throw new StoreError(`${store.place} holds no ledger (no ${GENESIS_KEY})`);
    const parsed = genesisSchema.safeParse(parseObject(GENESIS_KEY, bytes));
    if (!parsed.success)
      throw new StoreError(
        `${GENESIS_KEY}: ${parsed.error.issues[0]?.path.join(".")}: ${parsed.error.issues[0]?.message}`,
      );
    return new Ledger(store, parsed.data, sha256Hex(bytes));
  }

  /** Stores a document and gives its digest. */
  async putDocument(kind: DocumentKind, bytes: Buffer): Promise<string> {
    const digest = sha256Hex(bytes);
    await putSame(this.store, documentKey(kind, digest), bytes);
    return digest;
  }

  async document(kind: DocumentKind, digest: string): Promise<Json> {
    const key = documentKey(kind, digest);
    const bytes = await this.store.get(key);
    if (bytes === null) throw new StoreError(`${key} is missing`);
    if (sha256Hex(bytes) !== digest) throw new StoreError(`${key}: its bytes have another digest than its name`);
    return parseObject(key, bytes);
  }

  /** The newest leaf that has a note: what is sealed. Unsigned leaves after it are the sealer's to adopt. */
  async newestSeal(): Promise<NewestSeal | null> {
    const keys = await this.store.list("log/");
    const noted = keys.map(parseObjectKey).flatMap((key) => (key?.class === "note" ? [key.index] : []));
    const index = Math.max(-1, ...noted.slice(-1));
    return index < 0 ? null : this.readSeal(index);
  }

  async readSeal(index: number): Promise<NewestSeal> {
    const bytes = await this.store.get(sealKey(index));
    if (bytes === null) throw new StoreError(`${sealKey(index)} is missing, though ${noteKey(index)} is there`);
    return { index, seal: parseSeal(bytes, index), bytes };
  }

  /**
   * Whether a seal of `since` or later lists `run` of a scope. A run id derives from a slot or a batch of events, and no
   * segment of it is older than they are: so this finds what the tail of the chain, which begins at a full segment, can't.
   */
  async hasSealedRun(scope: string, run: string, since: string, newest: NewestSeal | null): Promise<boolean> {
    for await (const { seal } of this.#sealsSince(since, newest)) {
      const row = seal.scopes.find((each) => each.scope === scope);
      if (row?.segments.some((segment) => segment.run === run) === true) return true;
    }
    return false;
  }

  /** The seal of a slot's run, or null where it has none up to `newest`. */
  async sealOf(run: string, slot: string, newest: NewestSeal | null): Promise<NewestSeal | null> {
    for await (const each of this.#sealsSince(earliestRecord(slot), newest)) if (each.seal.run === run) return each;
    return null;
  }

  async *#sealsSince(since: string, newest: NewestSeal | null): AsyncGenerator<NewestSeal> {
    let at = newest;
    while (at !== null && at.seal.time >= since) {
      yield at;
      // Void leaves stand between a seal and the one before it.
      const before = at.index - 1 - at.seal.void.length;
      at = before < 0 ? null : await this.readSeal(before);
    }
  }

  /**
   * Reads a scope's chain from its latest sealed full segment on, checking everything that its successor builds on. What
   * stands after the last valid segment is told, not thrown; ChainError where sealed evidence is not as it was.
   */
  async loadChain(scope: string, newest: NewestSeal | null): Promise<LoadedChain> {
    const sealed = newest?.seal.scopes.find((each) => each.scope === scope);
    const objects = segmentObjects(await this.store.list(segmentsPrefix(scope)));
    const reading = new ChainReading(await this.#begin(scope, objects, sealed?.full ?? null));
    if (sealed !== undefined)
      while (reading.chain.head.seq < sealed.seq) await this.#readSealed(reading, objects, sealed);
    let violation = await this.#readUnsealed(reading, objects);
    // A segment that was read in half has spoiled the state: read again up to it.
    if (violation !== null) reading.chain = await this.#again(reading, objects, sealed?.full ?? null);
    const after = objectsAfter(objects, reading.chain.head);
    violation ??= new Violation("K4", "a segment of its chain", "an object that continues nothing");
    return { ...reading.loaded(), broken: after.length === 0 ? null : { objects: after, violation } };
  }

  async #readUnsealed(reading: ChainReading, objects: readonly SegmentObject[]): Promise<Violation | null> {
    try {
      for (;;) {
        const next = await nextObject(this.store, reading.chain, objects);
        if (next === null) return null;
        reading.unsealed.push(await this.#read(reading, objects, next));
      }
    } catch (error) {
      if (error instanceof Violation) return error;
      throw error;
    }
  }

  async #begin(
    scope: string,
    objects: readonly SegmentObject[],
    full: { gen: number; seq: number } | null,
  ): Promise<Chain> {
    if (full === null) return new Chain(this.id, scope);
    const first = objects.find(({ gen, firstSeq }) => gen === full.gen && firstSeq === full.seq);
    if (first === undefined) throw new ChainError(`${scope}: the latest full segment that was sealed is missing`);
    return new Chain(this.id, scope, {
      gen: full.gen,
      seq: full.seq - 1,
      head: await this.#headBefore(first.key),
      time: null,
    });
  }

  async #readSealed(
    reading: ChainReading,
    objects: readonly SegmentObject[],
    { scope, seq, head }: SealedScope,
  ): Promise<void> {
    const at = reading.chain.head;
    const next = objects.find((each) => each.gen === at.gen && each.firstSeq === at.seq + 1);
    if (next === undefined)
      throw new ChainError(`${scope}: the chain ends before the line that was sealed (seq ${seq})`);
    try {
      const read = await this.#read(reading, objects, next);
      if (read.last > seq || (read.last === seq && read.after !== head))
        throw new ChainError(`${next.key}: its last line is not the one that was sealed`);
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      throw new ChainError(`${next.key}: sealed evidence is not as it was: ${oneLine(error.message)}`, {
        cause: error,
      });
    }
  }

  async #read(
    reading: ChainReading,
    objects: readonly SegmentObject[],
    { key, gen, firstSeq }: SegmentObject,
  ): Promise<StoredSegment> {
    const { chain } = reading;
    const bytes = await this.#object(key);
    if (gen > chain.head.gen) await leftBehind(this.store, chain, objects, key, gen);
    const read = {
      ...chain.read(gen, firstSeq, gunzipMember(bytes)),
      key,
      object: sha256Hex(bytes),
      bytes: bytes.length,
    };
    reading.note(read);
    return read;
  }

  async #again(
    { chain, keys }: ChainReading,
    objects: readonly SegmentObject[],
    full: { gen: number; seq: number } | null,
  ): Promise<Chain> {
    const again = await this.#begin(chain.scope, objects, full);
    for (const { key, gen, firstSeq } of objects)
      if (keys.has(key)) again.read(gen, firstSeq, gunzipMember(await this.#object(key)));
    return again;
  }

  // The seal vouches for the full segment; what it follows is named in its own first line.
  async #headBefore(key: string): Promise<string> {
    try {
      const inflated = gunzipMember(await this.#object(key));
      return (readCanonical(inflated.subarray(0, inflated.indexOf(0x0a) + 1)) as { readonly prev: string }).prev;
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      throw new ChainError(`${key}: sealed evidence is not as it was: ${oneLine(error.message)}`, { cause: error });
    }
  }

  async #object(key: string): Promise<Buffer> {
    const bytes = await this.store.get(key);
    if (bytes === null) throw new StoreError(`${key} is missing`);
    return bytes;
  }
}

/** Reads a seal's bytes as leaf `index`; throws StoreError in one line. */
export function parseSeal(bytes: Buffer, index: number): Seal {
  const value = parseObject(sealKey(index), bytes);
  const parsed = sealSchema.safeParse(value);
  if (!parsed.success)
    throw new StoreError(
      `${sealKey(index)}: ${parsed.error.issues[0]?.path.join(".")}: ${parsed.error.issues[0]?.message}`,
    );
  return value as Seal;
}

function parseObject(key: string, bytes: Buffer): Json {
  try {
    return readCanonical(bytes);
  } catch (error) {
    throw new StoreError(`${key}: ${oneLine((error as Error).message)}`, { cause: error });
  }
}

/** Makes a ledger where there is none: the only way that one comes to be. Gives its id. */
export async function createLedger(store: Store, genesis: Genesis): Promise<string> {
  if (!(await foundLedger(store, genesis))) throw new StoreError(`${store.place} holds a ledger already`);
  return sha256Hex(genesisBytes(genesis));
}

/** The same, and false where there is one by now: of those that found it at once one does. */
export async function foundLedger(store: Store, genesis: Genesis): Promise<boolean> {
  return (await store.put(GENESIS_KEY, genesisBytes(genesis))) === "created";
}

const genesisBytes = (genesis: Genesis): Buffer => canonicalLine(genesisSchema.parse(genesis) as unknown as Json);
