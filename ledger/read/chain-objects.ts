// Reads the objects of a scope's chain in their order: what comes next, what continues it, what a restart leaves behind.
import type { Chain, SegmentRead } from "../../evidence-schema/chain/chain.ts";
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";
import { jsonEqual } from "../../evidence-schema/bytes/equal.ts";
import { ACTS_SCOPE, attachmentKey } from "../../evidence-schema/keys/object-key.ts";
import type { Listener } from "../../evidence-schema/chain/reading.ts";
import type { ChainRecord } from "../../evidence-schema/record/record.ts";
import { require, show, Violation } from "../../evidence-schema/violation.ts";
import { boundedGet } from "./bounded-get.ts";
import type { Disowned } from "./disowned.ts";
import { gunzipMember } from "./gzip-member.ts";
import type { ReadDocuments } from "./read-documents.ts";
import { documentsOf, restartIn, restartOf } from "./segment-opening.ts";
import { objectsAfter, segmentObjects, type SegmentObject } from "./segment-objects.ts";
import type { ReadStore } from "../store.ts";

/** A segment as it was read from the store. */
export type ReadObject = { readonly read: SegmentRead; readonly bytes: Buffer };

/** The objects that a restart leaves behind, and why. */
export type LeftBehind = { readonly left: readonly SegmentObject[]; readonly reason: string };

export type ChainObjectsOptions = {
  readonly documents: ReadDocuments;
  /** Asked only where it may decide something. */
  readonly disowned: () => Promise<Disowned>;
  /** As in Reading: for readers who verify. */
  readonly keepsText?: boolean;
};

export class ChainObjects {
  /** Where the objects are read from. */
  readonly store: ReadStore;
  readonly #documents: ReadDocuments;
  readonly #disowned: () => Promise<Disowned>;
  readonly #keepsText: boolean;
  readonly all: readonly SegmentObject[];
  /** Objects never change: each is hashed once, however many restarts would leave it behind. */
  readonly #digests = new Map<string, string>();

  /** `keys`: of all segment objects of the scope. */
  constructor(
    store: ReadStore,
    keys: readonly string[],
    { documents, disowned, keepsText = false }: ChainObjectsOptions,
  ) {
    this.store = store;
    this.#documents = documents;
    this.#disowned = disowned;
    this.#keepsText = keepsText;
    this.all = segmentObjects(keys);
  }

  /**
   * The object to read after the chain's head: the one at its next position, or a restart at the beginning of a higher
   * gen. Where there is more than one, the first that is a valid continuation; where none is, the first, so that reading
   * it says what is wrong. Null where nothing stands at such a position. A disowned object has no position.
   */
  async next(chain: Chain): Promise<SegmentObject | null> {
    const { head } = chain;
    const candidates: SegmentObject[] = [];
    for (const each of objectsAfter(this.all, head)) {
      const fits = each.gen === head.gen ? each.firstSeq === head.seq + 1 : each.firstSeq === 0;
      if (fits && !(await this.isDisowned(each.key))) candidates.push(each);
    }
    if (candidates.length < 2) return candidates[0] ?? null;
    // Where state is not proven, what a restart says of an object that it leaves behind is taken over (C7).
    const left = chain.proven ? new Set() : await this.#abandonedBy(candidates);
    for (const candidate of candidates)
      if (!left.has(candidate.key) && (await this.continues(chain, candidate))) return candidate;
    return candidates[0] ?? null;
  }

  /** Keys that the restarts among `objects` name as abandoned; whether they are right is for C7. */
  async #abandonedBy(objects: readonly SegmentObject[]): Promise<ReadonlySet<string>> {
    const restarts = await Promise.all(objects.map(({ key }) => restartOf(this.store, key)));
    return new Set(restarts.flatMap((restart) => (restart?.abandoned ?? []).map(({ key }) => key)));
  }

  /**
   * The object after the head that can be read as it stands. The objects that a restart should have named are not compared: somebody may
   * have put it there since. Null where there is none.
   */
  async readable(chain: Chain): Promise<SegmentObject | null> {
    for (const each of objectsAfter(this.all, chain.head)) {
      if (each.gen === chain.head.gen ? each.firstSeq !== chain.head.seq + 1 : each.firstSeq !== 0) continue;
      try {
        await this.readUnsealed(chain.fork(), each);
        return each;
      } catch (error) {
        if (!(error instanceof Violation)) throw error;
      }
    }
    return null;
  }

  /** Reads an object that a seal lists, as the next segment. Where it rejects with Violation, the chain is spoiled. */
  read(chain: Chain, object: SegmentObject, listener?: Listener): Promise<ReadObject> {
    return this.#read(chain, object, { isSealed: true, listener });
  }

  /** Reads an object that no seal lists yet: a valid continuation has all documents that it names in the ledger. */
  readUnsealed(chain: Chain, object: SegmentObject, listener?: Listener): Promise<ReadObject> {
    return this.#read(chain, object, { isSealed: false, listener });
  }

  async #read(
    chain: Chain,
    { key, gen, firstSeq }: SegmentObject,
    { isSealed, listener }: { readonly isSealed: boolean; readonly listener: Listener | undefined },
  ): Promise<ReadObject> {
    const bytes = await boundedGet(this.store, key);
    require(bytes !== null, "L5", "the segment that a seal lists", () => "no such object");
    const inflated = gunzipMember(bytes);
    const named = documentsOf(inflated);
    if (!isSealed) await this.#documents.require(named);
    await this.#documents.load(named);
    const attached: string[] = [];
    const listen: Listener = (record, line) => {
      listener?.(record, line);
      const digest = attachedBy(record);
      if (digest !== null) attached.push(digest);
    };
    const listening = chain.scope === ACTS_SCOPE ? listen : listener;
    const read = chain.read(gen, firstSeq, inflated, {
      documents: this.#documents,
      keepsText: this.#keepsText,
      ...(listening === undefined ? {} : { listener: listening }),
    });
    if (!isSealed) for (const digest of attached) await this.#requireAttachment(digest);
    return { read, bytes };
  }

  async #requireAttachment(digest: string): Promise<void> {
    const bytes = await boundedGet(this.store, attachmentKey(digest));
    require(bytes !== null && sha256Hex(bytes) === digest, "K6", () => `attachment ${digest}`, () =>
      bytes === null ? "no such object" : sha256Hex(bytes));
  }

  /** Whether the object is a valid continuation of the chain. */
  async continues(chain: Chain, object: SegmentObject): Promise<boolean> {
    return !(await this.isDisowned(object.key)) && this.wouldContinue(chain, object);
  }

  /** Whether the object would continue the chain if nothing were disowned; tried on a copy of the chain. */
  async wouldContinue(chain: Chain, object: SegmentObject): Promise<boolean> {
    try {
      if (object.gen > chain.head.gen) await this.leftBehind(chain, object);
      await this.readUnsealed(chain.fork(), object);
      return true;
    } catch (error) {
      if (error instanceof Violation) return false;
      throw error;
    }
  }

  /**
   * The objects that the restart in `key` leaves behind, with its reason. Throws Violation of C7 unless the restart names all
   * of these objects, and the first of them is no valid continuation of the chain.
   */
  async leftBehind(chain: Chain, { key, gen }: SegmentObject): Promise<LeftBehind> {
    const bytes = await boundedGet(this.store, key);
    const restart = bytes === null ? null : restartIn(bytes);
    if (restart === null) return { left: [], reason: "" }; // reading the segment says what is wrong with it
    const { head } = chain;
    const left = objectsAfter(this.all, head).filter((each) => each.gen < gen);
    const found = restart.abandoned.map(({ key: name, object }) => ({ key: name, object }));
    const named = new Set(found.map(({ key: name }) => name));
    const expected: { key: string; object: string }[] = [];
    for (const { key: name } of left)
      // The restart could not name an object that was put there later and is disowned.
      if (named.has(name) || !(await this.isDisowned(name)))
        expected.push({ key: name, object: await this.digestOf(name) });
    expected.sort((a, b) => (a.key < b.key ? -1 : 1));
    require(jsonEqual(found, expected), "C7", () => `abandoned ${show(expected)}`, () => show(found));
    for (let between = head.gen + 1; between < gen; between += 1) {
      const isNamed = left.some((each) => each.gen === between && named.has(each.key));
      require(isNamed, "C7", () => `an abandoned object in gen ${between}`, () => "none");
    }
    const first = left.find((each) => named.has(each.key));
    const valid = chain.proven && first !== undefined && (await this.continues(chain, first));
    require(!valid, "C7", "an abandoned object that is no valid continuation", () =>
      `a valid continuation in ${first?.key}`);
    return { left: left.filter((each) => named.has(each.key)), reason: restart.reason };
  }

  async isDisowned(key: string): Promise<boolean> {
    const disowned = await this.#disowned();
    return disowned.has(key) && disowned.holds(key, await this.digestOf(key));
  }

  async digestOf(key: string): Promise<string> {
    let digest = this.#digests.get(key);
    if (digest === undefined) {
      digest = sha256Hex((await boundedGet(this.store, key)) ?? Buffer.alloc(0));
      this.#digests.set(key, digest);
    }
    return digest;
  }
}

/** The attachment that an act has in the ledger, or null. */
function attachedBy({ type, body }: ChainRecord): string | null {
  if (type !== "attachment" && type !== "population") return null;
  const { digest, place } = body as unknown as { readonly digest: string; readonly place: string };
  return place === "ledger" ? digest : null;
}
