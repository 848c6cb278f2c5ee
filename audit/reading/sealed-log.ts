// Finds the seals of a log by time and by how far a chain had come, reading no more seals than a binary search needs.
import { readCanonical } from "../../evidence-schema/record/record-line.ts";
import { ZERO_DIGEST } from "../../evidence-schema/bytes/digest.ts";
import type { Seal, SealedScope, SegmentRow } from "../../evidence-schema/log/log-schema.ts";
import { noteKey, parseObjectKey, sealKey } from "../../evidence-schema/keys/object-key.ts";
import type { Position } from "../../evidence-schema/record/record.ts";
import { Violation } from "../../evidence-schema/violation.ts";
import { ChainError, parseSeal } from "../../ledger/read/ledger.ts";
import { oneLine } from "../../ledger/read/one-line.ts";
import { StoreError, type ReadStore } from "../../ledger/store.ts";

/** Where a chain stood: its last line, and the first one of its latest full segment. */
export type Stand = Pick<SealedScope, "gen" | "seq" | "head" | "full">;

/** Leaves that are listed at first before a known one: more than a day of hourly runs. */
const FIRST_STEP = 64;

/** The log is not as it was written: no scope can be told. */
export class LogError extends ChainError {}

const NOWHERE: Stand = { gen: 0, seq: -1, head: ZERO_DIGEST, full: null };

/**
 * Leaves that have a note, by place from 0 on: what has none seals nothing. A leaf of a kind that is not known seals nothing
 * either: what holds at its place is what the seal before it says. Signatures are not looked at: that is verifying.
 */
export class SealedLog {
  readonly #store: ReadStore;
  /** The place of the first of the indexes that are listed. */
  readonly #base: number;
  readonly #indexes: readonly number[];
  /** The last of the indexes before, as many as were asked for: #earlierAt() lists them. */
  #earlier: readonly number[] = [];
  #listedFrom: number;
  readonly #leaves = new Map<number, Seal | null>();

  private constructor(store: ReadStore, indexes: readonly number[], base: number) {
    this.#store = store;
    this.#indexes = indexes;
    this.#base = base;
    this.#listedFrom = indexes[0] ?? 0;
  }

  /** `known`: a place, and the index of its leaf. The log is listed from there on, and as a whole where it has no note there. */
  static async open(
    store: ReadStore,
    known: { readonly place: number; readonly index: number } | null = null,
  ): Promise<SealedLog> {
    if (known !== null) {
      // Its note comes after its leaf.
      const since = notesAmong(await store.list("log/", sealKey(known.index)));
      if (since[0] === known.index) return new SealedLog(store, since, known.place);
    }
    return new SealedLog(store, notesAmong(await store.list("log/")), 0);
  }

  get size(): number {
    return this.#base + this.#indexes.length;
  }

  /** The seal at a place, or the last one before it; null if there is none. Rejects with LogError where it can't be read. */
  async at(place: number): Promise<Seal | null> {
    for (let at = place; at >= 0; at -= 1) {
      const index = at < this.#base ? await this.#earlierAt(at) : this.indexAt(at);
      if (index === null) return null;
      let leaf = this.#leaves.get(index);
      if (leaf === undefined) this.#leaves.set(index, (leaf = await this.#read(index)));
      if (leaf !== null) return leaf;
    }
    return null;
  }

  /** Index of the leaf at a place from the known one on. */
  indexAt(place: number): number {
    return this.#indexes[place - this.#base] as number;
  }

  // Looked for backwards, in steps that double: most questions are about the last day.
  async #earlierAt(place: number): Promise<number | null> {
    const first = this.#indexes[0] as number;
    for (let step = FIRST_STEP; this.#earlier.length < this.#base - place && this.#listedFrom > 0; step *= 2) {
      this.#listedFrom = Math.max(0, first - step);
      const after = this.#listedFrom === 0 ? "" : sealKey(this.#listedFrom);
      this.#earlier = notesAmong(await this.#store.list("log/", after)).filter((index) => index < first);
    }
    return this.#earlier.at(place - this.#base) ?? null;
  }

  newest(): Promise<Seal | null> {
    return this.at(this.size - 1);
  }

  /** The place of the last seal whose time counts; -1 without one. `counts` holds up to some instant: times never fall. */
  async last(counts: (time: string) => boolean): Promise<number> {
    const isLater = async (place: number): Promise<boolean> => {
      const seal = await this.at(place);
      return seal !== null && !counts(seal.time);
    };
    return (await this.#first(0, isLater)) - 1;
  }

  /** Where a chain stands at a place; nowhere at -1. */
  async stand(place: number, scope: string): Promise<Stand> {
    return (await this.#row(place, scope)) ?? NOWHERE;
  }

  /** The segments of a scope that the seal at a place lists. */
  async segments(place: number, scope: string): Promise<readonly SegmentRow[]> {
    return (await this.#row(place, scope))?.segments ?? [];
  }

  async #row(place: number, scope: string): Promise<SealedScope | undefined> {
    return (await this.at(place))?.scopes.find((each) => each.scope === scope);
  }

  /** The place of the first seal after `place` in which the chain stands elsewhere; null if it stays where it is. */
  async nextMove(place: number, scope: string, { gen, seq }: Stand): Promise<number | null> {
    const moved = async (at: number): Promise<boolean> => {
      const stand = await this.stand(at, scope);
      return stand.gen !== gen || stand.seq !== seq;
    };
    if (place + 1 >= this.size || !(await moved(this.size - 1))) return null;
    // Most scopes move with every seal.
    return (await moved(place + 1)) ? place + 1 : this.#first(place + 1, moved);
  }

  /** The row of a segment in the seal that lists it; null if no seal does. `first`: the position of its first line. */
  async rowOf(scope: string, key: string, first: Position): Promise<SegmentRow | null> {
    const place = await this.#reaches(scope, first);
    if (place === this.size) return null;
    return (await this.segments(place, scope)).find((each) => each.key === key) ?? null;
  }

  /** The time of the segment with a line of a chain, as the seal says it that lists the segment; null where none does. */
  async timeOf(scope: string, line: Position): Promise<string | null> {
    const place = await this.#reaches(scope, line);
    const rows = place === this.size ? [] : await this.segments(place, scope);
    return rows.find(({ last }) => last >= line.seq)?.time ?? rows.at(-1)?.time ?? null;
  }

  /** A leaf that was read stays in memory, unless it is forgotten. */
  forget(place: number): void {
    this.#leaves.delete(this.indexAt(place));
  }

  /** Whether a seal has a line of a chain, and the last seal that has not; null where the first has it already. */
  async sealing(scope: string, line: Position): Promise<{ readonly isSealed: boolean; readonly before: Seal | null }> {
    const place = await this.#reaches(scope, line);
    return { isSealed: place < this.size, before: await this.at(place - 1) };
  }

  /** The first place at which a chain has come as far as a position; the log's size where it never has. */
  #reaches(scope: string, position: Position): Promise<number> {
    return this.#first(0, async (at) => {
      const { gen, seq } = await this.stand(at, scope);
      return gen > position.gen || (gen === position.gen && seq >= position.seq);
    });
  }

  // A run asks about the newest leaves: steps back from the end that double, and a binary search within the last of them.
  async #first(from: number, holds: (place: number) => Promise<boolean>): Promise<number> {
    let [low, high] = [from, this.size];
    for (let step = 1; low < high; step *= 2) {
      const place = Math.max(low, high - step);
      if (await holds(place)) high = place;
      else {
        low = place + 1;
        break;
      }
    }
    while (low < high) {
      const middle = (low + high) >> 1;
      if (await holds(middle)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  async #read(index: number): Promise<Seal | null> {
    const bytes = await this.#store.get(sealKey(index));
    if (bytes === null) throw new LogError(`${sealKey(index)} is missing, but its note ${noteKey(index)} is there`);
    try {
      return isSeal(bytes) ? parseSeal(bytes, index) : null;
    } catch (error) {
      if (!(error instanceof StoreError || error instanceof Violation)) throw error;
      const said = oneLine(error.message);
      throw new LogError(said.startsWith(sealKey(index)) ? said : `${sealKey(index)}: ${said}`, { cause: error });
    }
  }
}

function notesAmong(keys: readonly string[]): number[] {
  const noted = keys.map(parseObjectKey).flatMap((key) => (key?.class === "note" ? [key.index] : []));
  return noted.sort((a, b) => a - b);
}

function isSeal(bytes: Buffer): boolean {
  const leaf = readCanonical(bytes) as { readonly kind?: unknown } | null;
  return typeof leaf?.kind !== "string" || leaf.kind === "seal";
}
