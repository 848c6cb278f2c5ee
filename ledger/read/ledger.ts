// Opens a ledger: who it is, its documents, the newest seal, and its chains as far as they stand.
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import { Chain } from "../../evidence-schema/chain/chain.ts";
import type { Head } from "../../evidence-schema/chain/segment-place.ts";
import { sha256Hex, ZERO_DIGEST } from "../../evidence-schema/bytes/digest.ts";
import {
  genesis as genesisSchema,
  type EndLeaf,
  type Genesis,
  type KeyLeaf,
  type SealedScope,
} from "../../evidence-schema/log/log-schema.ts";
import {
  ACTS_SCOPE,
  documentKey,
  GENESIS_KEY,
  segmentKey,
  type DocumentKind,
} from "../../evidence-schema/keys/object-key.ts";
import type { Position } from "../../evidence-schema/record/record.ts";
import { readCanonical } from "../../evidence-schema/record/record-line.ts";
import { Violation } from "../../evidence-schema/violation.ts";
import { boundedGet } from "./bounded-get.ts";
import { ChainObjects, type ReadObject } from "./chain-objects.ts";
import { heldBy, type SegmentCache } from "./cache/segment-cache.ts";
import { ChainReading, type LoadedChain, type StoredSegment } from "./chain-reading.ts";
import { Disowned, NONE_DISOWNED } from "./disowned.ts";
import { gunzipMember } from "./gzip-member.ts";
import { fullOf, NO_LANDMARKS, type Landmarks } from "./listing/landmarks.ts";
import { leavesBack, notedLeaves, readLeaf, sealUpTo, type NewestSeal, type NotedLeaves } from "./log-tail.ts";
import { oneLine } from "./one-line.ts";
import { disownedBy, readActs } from "./read-acts.ts";
import { ReadDocuments } from "./read-documents.ts";
import { restartIn } from "./segment-opening.ts";
import { objectsToRead } from "./listing/list-segments.ts";
import { objectsAfter, type SegmentObject } from "./segment-objects.ts";
import { stored } from "./stored.ts";
import { StoreError, type ReadStore } from "../store.ts";

export type { LoadedChain, StoredSegment } from "./chain-reading.ts";
export { parseSeal, type NewestSeal } from "./log-tail.ts";

/** Sealed evidence of a scope is not as it was sealed. The message is a single line; other scopes are not concerned. */
export class ChainError extends Error {
  override readonly name = "ChainError";
}

type Known = { readonly landmarks: Landmarks; readonly cache: SegmentCache | null };

/** A ledger as it can be read. With a store that can be written to, the writers' functions take it too (`WritableLedger`). */
export class Ledger<S extends ReadStore = ReadStore> {
  readonly store: S;
  readonly genesis: Genesis;
  /** Digest of genesis.json. */
  readonly id: string;
  /** Documents that rules rest on, each read once. */
  readonly documents: ReadDocuments;
  /** Segments of chains beside the ledger; null where none are kept. */
  readonly cache: SegmentCache | null;
  /** The last answer of #disownedAt(), by the head of the acts that it is for. */
  #disowned: { readonly at: string; readonly known: Promise<Disowned> } | null = null;
  /** Moved on by notedLeaves() and newestSeal(). */
  #landmarks: Landmarks;

  private constructor(store: S, genesis: Genesis, id: string, { landmarks, cache }: Known) {
    this.store = store;
    this.genesis = genesis;
    this.id = id;
    this.#landmarks = landmarks;
    this.documents = new ReadDocuments(store);
    this.cache = cache;
  }

  /**
   * Opens a ledger that exists; never makes one. `landmarks`: where listings may begin; `cache`: where segments may lie beside
   * it. Rejects with StoreError in one line.
   */
  static async open<S extends ReadStore>(
    store: S,
    { landmarks = NO_LANDMARKS, cache = null }: { readonly [known in keyof Known]?: Known[known] | undefined } = {},
  ): Promise<Ledger<S>> {
    const bytes = await store.get(GENESIS_KEY);
    if (bytes === null)
      throw new StoreError(
        `${store.place} holds no ledger (no ${GENESIS_KEY}). Check --ledger, or create a ledger (tidemark start, in a deployment tidemark create-ledger)`,
      );
    const parsed = genesisSchema.safeParse(parseObject(GENESIS_KEY, bytes));
    if (!parsed.success)
      throw new StoreError(
        `${GENESIS_KEY}: ${parsed.error.issues[0]?.path.join(".")}: ${parsed.error.issues[0]?.message}`,
      );
    return new Ledger(store, parsed.data, sha256Hex(bytes), { landmarks, cache });
  }

  async document(kind: DocumentKind, digest: string): Promise<Json> {
    const key = documentKey(kind, digest);
    const bytes = await stored(this.store, key);
    if (sha256Hex(bytes) !== digest)
      throw new StoreError(`${key}: the SHA-256 of its bytes is not the one in its name. Run tidemark verify`);
    return parseObject(key, bytes);
  }

  /** The newest seal that has a note: what is sealed. Unsigned leaves after it are the sealer's to adopt. */
  async newestSeal(): Promise<NewestSeal | null> {
    const newest = await sealUpTo(this.store, (await this.notedLeaves()).newest);
    if (newest !== null) this.#landmarks = { ...this.#landmarks, full: fullOf(newest.seal) };
    return newest;
  }

  /** The newest leaf that has a note, and notes without a leaf after it. */
  async notedLeaves(): Promise<NotedLeaves> {
    const noted = await notedLeaves(this.store, this.#landmarks.noted);
    this.#landmarks = { ...this.#landmarks, noted: noted.newest };
    return noted;
  }

  /** The places that were seen by now: whoever opens the ledger next can list from there on. */
  get landmarks(): Landmarks {
    return this.#landmarks;
  }

  /** The newest signed leaf that changes the keys of the log, or null. It reads the log back to there. */
  async newestKeyChange(): Promise<KeyLeaf | null> {
    for await (const { leaf } of leavesBack(this.store, (await this.notedLeaves()).newest))
      if (leaf?.kind === "key") return leaf;
    return null;
  }

  /** The leaf that ends the ledger, once it is signed; null before. */
  async end(): Promise<EndLeaf | null> {
    const { newest } = await this.notedLeaves();
    const leaf = newest < 0 ? null : (await readLeaf(this.store, newest)).leaf;
    return leaf?.kind === "end" ? leaf : null;
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

  /** The seal of a run, looked for from `newest` back to `since`; null where there is no such seal. */
  async sealOf(run: string, since: string, newest: NewestSeal | null): Promise<NewestSeal | null> {
    for await (const each of this.#sealsSince(since, newest)) if (each.seal.run === run) return each;
    return null;
  }

  async *#sealsSince(since: string, newest: NewestSeal | null): AsyncGenerator<NewestSeal> {
    for await (const { index, leaf, bytes } of leavesBack(this.store, newest?.index ?? -1)) {
      if (leaf === null) continue;
      if (leaf.time < since) return;
      if (leaf.kind === "seal") yield { index, seal: leaf, bytes };
    }
  }

  /** The objects that sealed acts disown, as of a seal. */
  #disownedAt(newest: NewestSeal | null): Promise<Disowned> {
    const acts = newest?.seal.scopes.find(({ scope }) => scope === ACTS_SCOPE);
    if (acts === undefined || acts.seq === -1) return Promise.resolve(NONE_DISOWNED);
    if (this.#disowned?.at !== acts.head) {
      const known = readActs(this.store, this.id).then((read) => new Disowned(disownedBy(read, acts)));
      this.#disowned = { at: acts.head, known };
    }
    return this.#disowned.known;
  }

  /**
   * Reads a scope's chain from its latest sealed full segment on, checking everything that its successor builds on.
   * Objects after the last valid segment are reported, not thrown; ChainError where sealed evidence is not as it was.
   * `listed`: the objects to read (objectsToRead), where they were listed already.
   */
  async loadChain(scope: string, newest: NewestSeal | null, listed?: readonly SegmentObject[]): Promise<LoadedChain> {
    const sealed = newest?.seal.scopes.find((each) => each.scope === scope);
    const toRead = listed ?? (await objectsToRead(this.store, scope, sealed ?? null));
    const keys = toRead.map(({ key }) => key);
    const part = { scope, full: sealed?.full ?? null, end: sealed ?? NOWHERE };
    const { store, keep } = await heldBy(this.cache, this.store, part, toRead);
    const objects = new ChainObjects(store, keys, {
      documents: this.documents,
      disowned: () => this.#disownedAt(newest),
    });
    const reading = new ChainReading(await this.#begin(store, scope, sealed ?? null));
    if (sealed !== undefined)
      while (isBefore(reading.chain.head, sealed)) await this.#readSealed(reading, objects, sealed);
    await keep();
    let violation = await this.#readUnsealed(reading, objects);
    // A segment that was read in half has spoiled the state: read again up to it.
    if (violation !== null) reading.chain = await this.#again(reading, objects, sealed ?? null);
    const after = objectsAfter(objects.all, reading.chain.head);
    violation ??= new Violation("K4", "a segment of its chain", "an object that continues nothing");
    const isBroken = isInTheWay(after, reading.chain.head);
    const lastObject = keys.at(-1) ?? "";
    return { ...reading.loaded(), lastObject, broken: isBroken ? { objects: after, violation } : null };
  }

  async #readUnsealed(reading: ChainReading, objects: ChainObjects): Promise<Violation | null> {
    try {
      for (;;) {
        const next = await objects.next(reading.chain);
        if (next === null) return null;
        if (next.gen > reading.chain.head.gen) await objects.leftBehind(reading.chain, next);
        reading.unsealed.push(this.#note(reading, next, await objects.readUnsealed(reading.chain, next)));
      }
    } catch (error) {
      if (error instanceof Violation) return error;
      throw error;
    }
  }

  async #begin(store: ReadStore, scope: string, sealed: SealedScope | null): Promise<Chain> {
    const full = sealed?.full ?? null;
    // Acts have no full segments: they are read from the restart on that the seal vouches for. An object
    // that somebody puts into an earlier gen afterwards must not be in their way.
    if (full === null && sealed !== null && sealed.gen > 0) return this.#fromRestart(store, scope, sealed.gen);
    if (full === null) return new Chain(this.id, scope);
    return new Chain(this.id, scope, { ...(await this.#before(store, scope, full)), time: null });
  }

  async #fromRestart(store: ReadStore, scope: string, gen: number): Promise<Chain> {
    const key = segmentKey(scope, gen, 0);
    const bytes = await boundedGet(store, key);
    const restart = bytes === null ? null : restartIn(bytes);
    if (restart === null) throw new ChainError(`${key}: the sealed restart is missing`);
    return new Chain(this.id, scope, { gen: restart.gen, seq: restart.seq, head: restart.head, time: null });
  }

  async #readSealed(
    reading: ChainReading,
    objects: ChainObjects,
    { scope, gen, seq, head }: SealedScope,
  ): Promise<void> {
    const at = reading.chain.head;
    // A chain is begun at the seal's full segment, or at its restart: all that comes lies in the seal's own gen.
    const first = at.gen === gen ? at.seq + 1 : 0;
    const next = objects.all.find((each) => each.gen === gen && each.firstSeq === first) ?? null;
    if (next === null) throw new ChainError(`${scope}: the chain ends before the line that was sealed (seq ${seq})`);
    try {
      const read = this.#note(reading, next, await objects.read(reading.chain, next));
      if (read.last > seq || (read.last === seq && read.after !== head))
        throw new ChainError(`${next.key}: the last line differs from the sealed line`);
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      throw new ChainError(`${next.key}: sealed evidence breaks ${oneLine(error.message)}`, {
        cause: error,
      });
    }
  }

  #note(reading: ChainReading, object: SegmentObject, { read, bytes }: ReadObject): StoredSegment {
    const stored = { ...read, key: object.key, object: sha256Hex(bytes), bytes: bytes.length };
    reading.note(stored);
    return stored;
  }

  async #again({ chain, keys }: ChainReading, objects: ChainObjects, sealed: SealedScope | null): Promise<Chain> {
    const again = await this.#begin(objects.store, chain.scope, sealed);
    for (const object of objects.all) if (keys.has(object.key)) await objects.read(again, object);
    return again;
  }

  // The seal vouches for the full segment; what it follows is named in its own first line.
  async #before(store: ReadStore, scope: string, { gen, seq }: Position): Promise<Omit<Head, "time">> {
    const key = segmentKey(scope, gen, seq);
    try {
      const bytes = await boundedGet(store, key);
      if (bytes === null) throw new ChainError(`${scope}: the latest sealed full segment is missing`);
      const inflated = gunzipMember(bytes);
      const { prev } = readCanonical(inflated.subarray(0, inflated.indexOf(0x0a) + 1)) as { readonly prev: string };
      return { gen, seq: seq - 1, head: prev };
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      throw new ChainError(`${key}: sealed evidence breaks ${oneLine(error.message)}`, { cause: error });
    }
  }
}

const NOWHERE = { gen: 0, seq: -1, head: ZERO_DIGEST };

const isBefore = (head: Pick<Head, "gen" | "seq">, sealed: Pick<SealedScope, "gen" | "seq">): boolean =>
  head.gen < sealed.gen || (head.gen === sealed.gen && head.seq < sealed.seq);

// Nothing can be put at its next position, disowned or not. An object beyond it is stray, and costs the scope nothing: else
// whoever can write one object of a gen far above could stop a chain for ever.
const isInTheWay = (after: readonly SegmentObject[], head: Head): boolean =>
  after.some(({ gen, firstSeq }) => gen === head.gen && firstSeq === head.seq + 1);

function parseObject(key: string, bytes: Buffer): Json {
  try {
    return readCanonical(bytes);
  } catch (error) {
    throw new StoreError(`${key}: ${oneLine((error as Error).message)}`, { cause: error });
  }
}
