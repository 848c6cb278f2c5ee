// Keeps the segments that every run reads again as one object beside the ledger, and proves them before they are read.
// See docs/adr/0019-segments-in-one-object.md.
import { segmentsPrefix } from "../../../evidence-schema/keys/object-key.ts";
import type { Head } from "../../../evidence-schema/chain/segment-place.ts";
import type { Position } from "../../../evidence-schema/record/record.ts";
import type { SegmentObject } from "../segment-objects.ts";
import type { ReadStore } from "../../store.ts";
import { AtHand } from "./at-hand.ts";
import { decodeCache, encodeCache, type CachedSegment } from "./cache-object.ts";
import { leadTo } from "./lead-to.ts";

/** Where one reader keeps caches of its own: unlocked, disposable, and first put is what stays. */
export interface CachePlace {
  /** Null where there is no such object. Rejects where it can't be read, or has more bytes than `most`. */
  get(key: string, most: number): Promise<Buffer | null>;
  put(key: string, bytes: Buffer): Promise<unknown>;
}

/** The oldest version of an object of the ledger as its store lists it, and its size in bytes; null where there is none. */
export type Look = (key: string) => Promise<{ readonly version: string; readonly size: number } | null>;

/** A part of a chain that a seal vouches for: from a full segment (null: none is known) to a sealed line. */
export type SealedPart = {
  readonly scope: string;
  readonly full: Position | null;
  readonly end: Pick<Head, "gen" | "seq" | "head">;
};

/** A store with a part of a chain at hand. `keep` is called once that part was read and found right. */
export type Held = { readonly store: ReadStore; readonly keep: () => Promise<void> };

/**
 * Segments by which a cache is longer than the one before. A put costs as much as 12.5 gets: with 5, a run pays for both
 * together the least.
 */
const STEP = 5;

/** Bytes of the longest object, and of all that a sealed part inflates to: a reader must not run out of memory. */
const MAX_OBJECT = 32 * 1024 * 1024;
const MAX_INFLATED = 256 * 1024 * 1024;

export class SegmentCache {
  readonly #place: CachePlace;
  readonly #look: Look;
  /** Caches by their fate, so that somebody who wonders whether they are used can see it. */
  readonly counts = { read: 0, absent: 0, refused: 0, written: 0, notWritten: 0 };

  /** `look`: of the ledger's store, after the segments were listed. */
  constructor(place: CachePlace, look: Look) {
    this.#place = place;
    this.#look = look;
  }

  /**
   * `store` with the segments of a sealed part that a cache has, as far as they are proven to say what the ledger's objects
   * say. `objects`: those that the store lists from the full segment on. A cache that is missing or wrong costs requests, and
   * changes no answer. Never rejects because of a cache.
   */
  async over(store: ReadStore, part: SealedPart, objects: readonly SegmentObject[]): Promise<Held> {
    const sealed = sealedOf(part, objects);
    const atHand = new AtHand(
      store,
      sealed.map(({ key }) => key),
    );
    const longest = Math.floor((sealed.length - 1) / STEP) * STEP;
    let isAbsent = false;
    for (const count of [longest, longest - STEP]) {
      if (count < STEP) break;
      const found = await this.#take(nameOf(part.scope, sealed, count), part, sealed, atHand);
      if (found === "read") break;
      if (count === longest) isAbsent = found === "absent";
    }
    const keep = isAbsent ? () => this.#keep(part.scope, sealed.slice(0, longest), sealed, atHand) : nothing;
    return { store: atHand, keep };
  }

  async #take(
    name: string,
    { end }: SealedPart,
    sealed: readonly SegmentObject[],
    atHand: AtHand,
  ): Promise<"read" | "absent" | "refused"> {
    let outcome: "read" | "absent" | "refused" = "refused";
    try {
      const object = await this.#place.get(name, MAX_OBJECT);
      const segments = object === null ? null : decodeCache(object);
      if (object === null) outcome = "absent";
      else if (segments !== null && (await this.#isProven(segments, end.head, sealed, atHand))) {
        for (const { key, bytes } of segments) atHand.take(key, bytes);
        outcome = "read";
      }
    } catch {
      // Where the ledger itself is wrong, reading it without the cache says so.
    }
    this.counts[outcome] += 1;
    return outcome;
  }

  async #isProven(
    cached: readonly CachedSegment[],
    head: string,
    sealed: readonly SegmentObject[],
    atHand: AtHand,
  ): Promise<boolean> {
    for (const [i, { key, version, bytes }] of cached.entries()) {
      const there = sealed[i]?.key === key ? await this.#look(key) : null;
      // A version never changes. Its size decides when the next full segment comes, and no digest of a line covers it.
      if (there?.version !== version || there.size !== bytes.length) return false;
    }
    const others = await Promise.all(sealed.slice(cached.length).map(({ key }) => atHand.get(key)));
    const whole: { firstSeq: number; bytes: Buffer }[] = [];
    for (const [i, { firstSeq }] of sealed.entries()) {
      const bytes = cached[i]?.bytes ?? others[i - cached.length] ?? null;
      if (bytes === null) return false;
      whole.push({ firstSeq, bytes });
    }
    return leadTo(head, whole, MAX_INFLATED);
  }

  async #keep(
    scope: string,
    objects: readonly SegmentObject[],
    sealed: readonly SegmentObject[],
    atHand: AtHand,
  ): Promise<void> {
    try {
      const segments: CachedSegment[] = [];
      for (const { key } of objects) {
        const [bytes, there] = [atHand.has(key), await this.#look(key)];
        if (bytes === null || there === null) return;
        segments.push({ key, version: there.version, bytes });
      }
      const object = encodeCache(segments);
      const inflated = segments.reduce((sum, { bytes }) => sum + bytes.readUInt32LE(bytes.length - 4), 0);
      // The segments up to the next full one have to fit too.
      if (object.length > MAX_OBJECT || inflated > MAX_INFLATED / 2) return;
      await this.#place.put(nameOf(scope, sealed, objects.length), object);
      this.counts.written += 1;
    } catch {
      this.counts.notWritten += 1;
    }
  }
}

/** The store with what the cache has; the store alone where there is no cache. */
export const heldBy = (
  cache: SegmentCache | null,
  store: ReadStore,
  part: SealedPart,
  objects: readonly SegmentObject[],
): Promise<Held> => cache?.over(store, part, objects) ?? Promise.resolve({ store, keep: nothing });

const nothing = (): Promise<void> => Promise.resolve();

/** The objects of a sealed part, where it begins with its full segment; none else. */
function sealedOf({ full, end }: SealedPart, objects: readonly SegmentObject[]): readonly SegmentObject[] {
  if (full === null || full.gen !== end.gen) return [];
  const sealed = objects.filter(({ gen, firstSeq }) => gen === end.gen && firstSeq >= full.seq && firstSeq <= end.seq);
  return sealed[0]?.firstSeq === full.seq ? sealed : [];
}

// By position: the digest of the line at which a cache ends is not known before it is read.
function nameOf(scope: string, sealed: readonly SegmentObject[], count: number): string {
  const [first, last] = [sealed[0] as SegmentObject, sealed[count - 1] as SegmentObject];
  return `${segmentsPrefix(scope)}gen=${first.gen}/${first.firstSeq}-${last.firstSeq}`;
}
