// Reads the segments of a chain before they are asked for, since a store that is far away answers many requests at a time.
import { segmentObjects, type SegmentObject } from "../../ledger/read/segment-objects.ts";
import type { ReadStore } from "../../ledger/store.ts";
import { uncounted, type Uncounted } from "./metered-store.ts";

/** So many requests are under way at a time. */
const AHEAD = 32;

/** The objects of a span in order. An object counts as read once it is asked for, not before. */
export class ObjectsAhead {
  readonly #store: Uncounted;
  readonly #keys: readonly string[];
  readonly #places: ReadonlyMap<string, number>;
  // Both are changed by take() and #begin() alone: what was asked for and not taken, and the place up to which that is so.
  readonly #coming = new Map<string, Promise<Buffer | null>>();
  #begun = 0;

  /** `listed`: keys that the store has of the chain. `end`: the last line of the span; what comes after it is not read. */
  constructor(store: ReadStore, listed: readonly string[], end: { readonly gen: number; readonly seq: number }) {
    this.#store = uncounted(store);
    const isWithin = ({ gen, firstSeq }: SegmentObject): boolean =>
      gen < end.gen || (gen === end.gen && firstSeq <= end.seq);
    this.#keys = segmentObjects(listed)
      .filter(isWithin)
      .map(({ key }) => key);
    this.#places = new Map(this.#keys.map((key, place) => [key, place]));
  }

  /** The bytes of an object, listed or not; null where there is none. Rejects as the store does, for this object alone. */
  async take(key: string): Promise<Buffer | null> {
    const coming = this.#coming.get(key) ?? this.#store.get(key);
    const place = this.#places.get(key);
    if (place !== undefined) this.#begin(place + 1);
    const bytes = await coming;
    if (bytes !== null) this.#store.count(key, bytes);
    return bytes;
  }

  /** Asks for the objects from a place on. Nobody will ask for those before it: a restart has left them behind. */
  #begin(place: number): void {
    for (const key of this.#coming.keys()) if ((this.#places.get(key) as number) < place) this.#coming.delete(key);
    this.#begun = Math.max(this.#begun, place);
    for (const key of this.#keys.slice(this.#begun, place + AHEAD)) {
      const coming = this.#store.get(key);
      // Why an object can't be read is told to whoever takes it.
      coming.catch(() => {});
      this.#coming.set(key, coming);
      this.#begun += 1;
    }
  }
}
