// Keeps what reading a scope's chain gives: its state, and what the next segment must know of the segments before.
import type { Chain, SegmentRead } from "../../evidence-schema/chain/chain.ts";
import type { Coverage, DocumentDigests } from "../../evidence-schema/record/record.ts";
import type { Violation } from "../../evidence-schema/violation.ts";
import type { SegmentObject } from "./segment-objects.ts";

/** A segment as it was read back from the store. */
export type StoredSegment = SegmentRead & { readonly key: string; readonly object: string; readonly bytes: number };

/** A scope's chain up to its last valid segment. */
export type LoadedChain = {
  readonly chain: Chain;
  /** Segments after the newest sealed line, in order. */
  readonly unsealed: readonly StoredSegment[];
  /** Bytes of the latest full segment object, and of all deltas after it. */
  readonly size: { readonly full: number; readonly deltas: number };
  /** Time of the latest full segment, null if there is none. */
  readonly fullTime: string | null;
  /** Coverage records of the last segment. */
  readonly coverage: readonly Coverage[];
  /** The last valid segment, and the documents it was made under; null if there is none. */
  readonly last: StoredSegment | null;
  readonly documents: DocumentDigests | null;
  /** The key of the last object of the chain by position, valid or not; "" where there is none. */
  readonly lastObject: string;
  /** The objects after the last valid segment that are no valid segments, and why; null if there are no such objects. */
  readonly broken: { readonly objects: readonly SegmentObject[]; readonly violation: Violation } | null;
};

export class ChainReading {
  /** Read on by the ledger, which puts another in its place where a broken segment has spoiled it. */
  chain: Chain;
  /** Keys of the segments read, and those of them that no seal lists. */
  readonly keys = new Set<string>();
  readonly unsealed: StoredSegment[] = [];
  // All three are changed by note() alone, once a segment.
  readonly #size = { full: 0, deltas: 0 };
  #fullTime: string | null = null;
  #last: StoredSegment | null = null;

  constructor(chain: Chain) {
    this.chain = chain;
  }

  note(read: StoredSegment): void {
    this.keys.add(read.key);
    this.#last = read;
    if (read.opened?.extent === "full") {
      Object.assign(this.#size, { full: read.bytes, deltas: 0 });
      this.#fullTime = read.time;
    } else this.#size.deltas += read.bytes;
  }

  loaded(): Omit<LoadedChain, "broken" | "lastObject"> {
    const last = this.#last;
    return {
      chain: this.chain,
      unsealed: this.unsealed,
      size: this.#size,
      fullTime: this.#fullTime,
      coverage: last?.coverage ?? [],
      last,
      documents: last?.opened?.documents ?? null,
    };
  }
}
