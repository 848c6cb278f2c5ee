// Finds where a window begins: its first seal, and the seal before it,
// to which its frontier is tied (FORMAT.md section 10).
import { isKnownKind, readSealBefore } from "../../../evidence-schema/log/check-leaf.ts";
import { sha256Hex } from "../../../evidence-schema/bytes/digest.ts";
import type { Seal } from "../../../evidence-schema/log/log-schema.ts";
import { appendLeaf, frontierLength, leafHash } from "../../../evidence-schema/log/merkle.ts";
import { sealKey } from "../../../evidence-schema/keys/object-key.ts";
import { isTimestamp } from "../../../evidence-schema/bytes/timestamp.ts";
import { Violation } from "../../../evidence-schema/violation.ts";
import { boundedGet } from "../../read/bounded-get.ts";
import type { ReadStore } from "../../store.ts";
import { looseLeaf } from "../../read/unsigned-leaf.ts";
import type { Leaves } from "./leaves.ts";

/** The seal before a window's first, and what its tree leads to. */
export type Anchor = {
  readonly index: number;
  /** Null where it has not the form of a seal. */
  readonly seal: Seal | null;
  /** Why it has not. */
  readonly broken: Violation | null;
  readonly time: string;
  /**
   * Frontier of the leaves before the first seal, made from the anchor's frontier, the anchor, and every leaf between. Null:
   * it can't be made.
   */
  readonly frontier: readonly Buffer[] | null;
  /** Digests of leaves between the anchor and the first seal. */
  readonly between: ReadonlyMap<number, string>;
  /** The anchor and leaves between that lack a note and that no leaf names void. */
  readonly unsigned: readonly number[];
};

export type Start = {
  /** The first leaf that is read as one. */
  readonly index: number;
  /** Null where the window begins with the ledger's first seal, or where the seal before is not there. */
  readonly anchor: Anchor | null;
  /** Whether the window begins with the first seal of the ledger; its leaves are then read from the first on. */
  readonly isFirst: boolean;
};

type Loose = { readonly kind: unknown; readonly time: string | null; readonly voids: readonly number[] };

/** Looks for the first seal of a window. The leaves that it reads are not verified and prove nothing: the walk that follows verifies them. */
export class WindowSearch {
  readonly #store: ReadStore;
  readonly #leaves: Leaves;
  readonly #ledger: string;
  /** Leaves that were read loosely, by index: filled by #loose(), so that no leaf is read twice. */
  readonly #read = new Map<number, Loose>();

  constructor(store: ReadStore, leaves: Leaves, ledger: string) {
    this.#ledger = ledger;
    this.#store = store;
    this.#leaves = leaves;
  }

  async start(from: string): Promise<Start> {
    const indexes = [...this.#leaves.seals].sort((a, b) => a - b);
    const guess = await this.#halve(indexes, from);
    const start = await this.#startAt(guess, from);
    // Times that were altered lead halving astray: then every leaf is looked at.
    return start ?? ((await this.#startAt(await this.#one(indexes, from), from, true)) as Start);
  }

  // Times of seals never fall, so that halving finds the first that counts, unless somebody altered one.
  async #halve(indexes: readonly number[], from: string): Promise<number | null> {
    let [low, high] = [0, indexes.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const seal = await this.#sealFrom(indexes, middle, high);
      if (seal !== null && (await this.#counts(indexes[seal] as number, from)) === false) low = seal + 1;
      else high = middle;
    }
    for (let at = low; at < indexes.length; at += 1)
      if ((await this.#counts(indexes[at] as number, from)) === true) return indexes[at] as number;
    return this.#newest(indexes);
  }

  // Void leaves and those of other kinds have no say: the next seal before `high` has.
  async #sealFrom(indexes: readonly number[], at: number, high: number): Promise<number | null> {
    for (let next = at; next < high; next += 1)
      if ((await this.#counts(indexes[next] as number, "")) !== null) return next;
    return null;
  }

  async #one(indexes: readonly number[], from: string): Promise<number | null> {
    for (const index of indexes) if ((await this.#counts(index, from)) === true) return index;
    return this.#newest(indexes);
  }

  async #newest(indexes: readonly number[]): Promise<number | null> {
    for (let at = indexes.length - 1; at >= 0; at -= 1)
      if ((await this.#counts(indexes[at] as number, "")) !== null) return indexes[at] as number;
    return null;
  }

  /** Whether a leaf is a seal with its note and a time >= `from`; null where it is no such seal at all. */
  async #counts(index: number, from: string): Promise<boolean | null> {
    if (!this.#leaves.notes.has(index)) return null;
    const { kind, time } = await this.#loose(index);
    return kind === "seal" && time !== null ? time >= from : null;
  }

  /** Null where the seal before does not lie before the window, unless that is the best there is. */
  async #startAt(first: number | null, from: string, isLast = false): Promise<Start | null> {
    if (first === null || first === 0) return { index: 0, anchor: null, isFirst: true };
    const before = await this.#sealBefore(first);
    if (before === null) {
      const isFirst = this.#leaves.hasAll(0, first);
      return { index: isFirst ? 0 : first, anchor: null, isFirst };
    }
    const { time } = await this.#loose(before);
    if (!isLast && (time === null || time >= from)) return null;
    return { index: first, anchor: await this.#anchor(before, first), isFirst: false };
  }

  async #sealBefore(first: number): Promise<number | null> {
    for (let index = first - 1; index >= 0; index -= 1) {
      // Beyond a leaf that is not there nobody can say which seal comes before.
      if (!this.#leaves.seals.has(index)) return null;
      if ((await this.#loose(index)).kind === "seal" && !(await this.#isVoid(index))) return index;
    }
    return null;
  }

  /** Whether it has no note, and the next leaf of a known kind with a note names it void. */
  async #isVoid(index: number): Promise<boolean> {
    if (this.#leaves.notes.has(index)) return false;
    for (let next = index + 1; next <= this.#leaves.last; next += 1) {
      if (!this.#leaves.notes.has(next)) continue;
      const { kind, voids } = await this.#loose(next);
      if (isKnownKind(kind)) return voids.includes(index);
    }
    return false;
  }

  async #anchor(index: number, first: number): Promise<Anchor> {
    const between = new Map<number, string>();
    const unsigned: number[] = [];
    for (let at = first - 1; at >= index; at -= 1)
      if (!this.#leaves.notes.has(at) && !(await this.#isVoid(at))) unsigned.push(at);
    let frontier: Buffer[] | null = await this.#frontierOf(index);
    for (let at = index; at < first; at += 1) {
      const bytes = (await this.#bytes(at)) ?? Buffer.alloc(0);
      if (at > index) between.set(at, sha256Hex(bytes));
      if (frontier !== null) frontier = appendLeaf(frontier, at, leafHash(bytes));
    }
    return {
      index,
      ...(await this.#seal(index)),
      time: (await this.#loose(index)).time ?? "",
      frontier,
      between,
      unsigned,
    };
  }

  async #seal(index: number): Promise<Pick<Anchor, "seal" | "broken">> {
    const bytes = (await this.#bytes(index)) ?? Buffer.alloc(0);
    try {
      return { seal: readSealBefore(bytes, { ledger: this.#ledger, index }), broken: null };
    } catch (error) {
      if (error instanceof Violation) return { seal: null, broken: error };
      throw error;
    }
  }

  async #frontierOf(index: number): Promise<Buffer[] | null> {
    try {
      return frontierIn(looseLeaf(index, (await this.#bytes(index)) ?? Buffer.alloc(0)), index);
    } catch (error) {
      if (error instanceof Violation) return null;
      throw error;
    }
  }

  async #loose(index: number): Promise<Loose> {
    let loose = this.#read.get(index);
    if (loose === undefined) this.#read.set(index, (loose = readLoosely(index, await this.#bytes(index))));
    return loose;
  }

  async #bytes(index: number): Promise<Buffer | null> {
    try {
      return await boundedGet(this.#store, sealKey(index));
    } catch (error) {
      if (error instanceof Violation) return null;
      throw error;
    }
  }
}

function readLoosely(index: number, bytes: Buffer | null): Loose {
  try {
    const { kind, time, void: named } = looseLeaf(index, bytes ?? Buffer.alloc(0));
    const voids = Array.isArray(named) ? named.map((each) => (each as { index?: unknown } | null)?.index) : [];
    return {
      kind,
      time: typeof time === "string" && isTimestamp(time) ? time : null,
      voids: voids.filter((each) => typeof each === "number"),
    };
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    return { kind: null, time: null, voids: [] };
  }
}

/** The frontier that a leaf, read loosely, names; null where it can't be the frontier of `index` leaves. */
export function frontierIn({ frontier }: { readonly [member: string]: unknown }, index: number): Buffer[] | null {
  const hashes = Array.isArray(frontier) ? (frontier as unknown[]) : [];
  const well =
    Array.isArray(frontier) &&
    hashes.length === frontierLength(index) &&
    hashes.every((each) => typeof each === "string" && /^[0-9a-f]{64}$/.test(each));
  return well ? hashes.map((each) => Buffer.from(each as string, "hex")) : null;
}
