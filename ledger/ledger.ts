// An open ledger: who it is, its documents, the newest seal, and its chains as far as they stand.
import { canonicalLine, type Json } from "../evidence-schema/canonical.ts";
import { Chain, readCanonical, type SegmentRead } from "../evidence-schema/chain.ts";
import { sha256Hex } from "../evidence-schema/digest.ts";
import { genesis as genesisSchema, seal as sealSchema, type Genesis, type Seal } from "../evidence-schema/log-schema.ts";
import { documentKey, GENESIS_KEY, noteKey, parseObjectKey, sealKey, segmentsPrefix, type DocumentKind } from "../evidence-schema/object-key.ts";
import type { Coverage } from "../evidence-schema/record.ts";
import { Violation } from "../evidence-schema/violation.ts";
import { chainLayout, segmentObjects, type SegmentObject } from "./chain-layout.ts";
import { gunzipMember } from "./gzip-member.ts";
import { putSame, StoreError, type Store } from "./store.ts";

/** A segment as it was read back from the store. */
export type StoredSegment = SegmentRead & { readonly key: string; readonly object: string; readonly bytes: number };

/** A scope's chain up to its last valid segment. */
export type LoadedChain = {
  readonly chain: Chain;
  /** Segments after the newest sealed line, in order. */
  readonly unsealed: readonly StoredSegment[];
  /** Bytes of the latest full segment object, and of all deltas after it. */
  readonly size: { full: number; deltas: number };
  /** Time of the latest full segment, null if there is none. */
  readonly fullTime: string | null;
  /** Coverage records of the last segment. */
  readonly coverage: readonly Coverage[];
  /** What stands after the last valid segment and is none; null if nothing does. */
  readonly broken: { readonly objects: readonly SegmentObject[]; readonly violation: Violation } | null;
};

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
    const parsed = genesisSchema.safeParse(readCanonical(bytes));
    if (!parsed.success) throw new StoreError(`${GENESIS_KEY}: ${parsed.error.issues[0]?.path.join(".")}: ${parsed.error.issues[0]?.message}`);
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
    return readCanonical(bytes);
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

  /** Reads a scope's chain from its latest sealed full segment on, checking everything that its successor builds on. */
  async loadChain(scope: string, newest: NewestSeal | null): Promise<LoadedChain> {
    const sealed = newest?.seal.scopes.find((each) => each.scope === scope);
    const layout = await chainLayout(this.store, segmentObjects(await this.store.list(segmentsPrefix(scope))));
    const from = sealed?.full ?? null;
    const segments = layout.segments.filter(({ gen, firstSeq }) => from === null || gen > from.gen || (gen === from.gen && firstSeq >= from.seq));
    const chain = from === null ? new Chain(this.id, scope) : new Chain(this.id, scope, { gen: from.gen, seq: from.seq - 1, head: await this.#headBefore(segments, scope), time: null });
    const unsealed: StoredSegment[] = [];
    const size = { full: 0, deltas: 0 };
    let broken: LoadedChain["broken"] = null;
    let fullTime: string | null = null;
    let coverage: readonly Coverage[] = [];
    let reached = sealed === undefined || sealed.seq === -1;
    for (const [i, { key, gen, firstSeq }] of segments.entries()) {
      const bytes = await this.#object(key);
      let read: SegmentRead;
      try {
        read = chain.read(gen, firstSeq, gunzipMember(bytes));
      } catch (error) {
        if (!(error instanceof Violation)) throw error;
        if (!reached) throw new StoreError(`${key}: sealed evidence is not as it was: ${error.message}`, { cause: error });
        // The chain object is spoiled by the half-read segment: read again up to here.
        broken = { objects: segments.slice(i), violation: error };
        break;
      }
      coverage = read.coverage;
      if (read.opened?.extent === "full") {
        Object.assign(size, { full: bytes.length, deltas: 0 });
        fullTime = read.time;
      } else size.deltas += bytes.length;
      if (reached) unsealed.push({ ...read, key, object: sha256Hex(bytes), bytes: bytes.length });
      else if (sealed !== undefined && read.gen === sealed.gen && read.last === sealed.seq) {
        if (read.after !== sealed.head) throw new StoreError(`${key}: its last line is not the one that was sealed`);
        reached = true;
      }
    }
    if (!reached) throw new StoreError(`${scope}: the chain ends before the line that was sealed (seq ${sealed?.seq})`);
    if (broken !== null) return { ...(await this.#reload(chain, segments, broken, from)), unsealed, size, fullTime, coverage, broken };
    return { chain, unsealed, size, fullTime, coverage, broken };
  }

  async #reload(spoiled: Chain, segments: readonly SegmentObject[], broken: NonNullable<LoadedChain["broken"]>, from: { gen: number; seq: number } | null): Promise<{ chain: Chain }> {
    const scope = spoiled.scope;
    const chain = from === null ? new Chain(this.id, scope) : new Chain(this.id, scope, { gen: from.gen, seq: from.seq - 1, head: await this.#headBefore(segments, scope), time: null });
    for (const { key, gen, firstSeq } of segments.slice(0, segments.length - broken.objects.length)) chain.read(gen, firstSeq, gunzipMember(await this.#object(key)));
    return { chain };
  }

  // The seal vouches for the full segment; what it follows is named in its own first line.
  async #headBefore(segments: readonly SegmentObject[], scope: string): Promise<string> {
    const first = segments[0];
    if (first === undefined) throw new StoreError(`${scope}: the latest full segment that was sealed is missing`);
    const inflated = gunzipMember(await this.#object(first.key));
    return (readCanonical(inflated.subarray(0, inflated.indexOf(0x0a) + 1)) as { readonly prev: string }).prev;
  }

  async #object(key: string): Promise<Buffer> {
    const bytes = await this.store.get(key);
    if (bytes === null) throw new StoreError(`${key} is missing`);
    return bytes;
  }
}

/** Reads a seal's bytes as leaf `index`; throws StoreError in one line. */
export function parseSeal(bytes: Buffer, index: number): Seal {
  let value: Json;
  try {
    value = readCanonical(bytes);
  } catch (error) {
    throw new StoreError(`${sealKey(index)}: ${(error as Error).message}`, { cause: error });
  }
  const parsed = sealSchema.safeParse(value);
  if (!parsed.success) throw new StoreError(`${sealKey(index)}: ${parsed.error.issues[0]?.path.join(".")}: ${parsed.error.issues[0]?.message}`);
  return value as Seal;
}

/** Makes a ledger where there is none: the only way that one comes to be. Gives its id. */
export async function createLedger(store: Store, genesis: Genesis): Promise<string> {
  const bytes = canonicalLine(genesisSchema.parse(genesis) as unknown as Json);
  if ((await store.put(GENESIS_KEY, bytes)) === "exists") throw new StoreError(`${store.place} holds a ledger already`);
  return sha256Hex(bytes);
}
