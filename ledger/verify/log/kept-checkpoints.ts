// Compares checkpoints that somebody kept with the log (FORMAT.md N5, W10).
import { isKnownKind } from "../../../evidence-schema/log/check-leaf.ts";
import { EMPTY_ROOT, appendLeaf, leafHash, rootOfFrontier } from "../../../evidence-schema/log/merkle.ts";
import { sealKey } from "../../../evidence-schema/keys/object-key.ts";
import type { KeptCheckpoint } from "../../../evidence-schema/log/trust.ts";
import { Violation } from "../../../evidence-schema/violation.ts";
import { boundedGet } from "../../read/bounded-get.ts";
import type { ReadStore } from "../../store.ts";
import { looseLeaf } from "../../read/unsigned-leaf.ts";
import type { Leaves } from "./leaves.ts";
import { violationOf, type ReportedViolation } from "../report.ts";
import { frontierIn } from "./window.ts";

/** Trees of the log that verified: the first and the last that were read, by their frontiers. */
export type ReadTrees = {
  readonly first: { readonly size: number; readonly frontier: readonly Buffer[] };
  readonly last: { readonly size: number; readonly frontier: readonly Buffer[] };
};

/** Where no leaf has a note the tree of no leaves is the last one that is known. */
const NO_TREES: ReadTrees = { first: { size: 0, frontier: [] }, last: { size: 0, frontier: [] } };

export class KeptCheckpoints {
  readonly #kept: readonly KeptCheckpoint[];
  readonly #bySize = new Map<number, KeptCheckpoint[]>();
  /** Added to by #compare() alone: each kept checkpoint is compared once. */
  readonly #compared = new Set<KeptCheckpoint>();
  readonly breaches: ReportedViolation[] = [];

  constructor(kept: readonly KeptCheckpoint[]) {
    this.#kept = kept;
    for (const each of kept) this.#bySize.set(each.size, [...(this.#bySize.get(each.size) ?? []), each]);
  }

  /** A tree of the log, as it was walked: its note need not have been read yet. */
  pass(size: number, frontier: readonly Buffer[]): void {
    for (const kept of this.#bySize.get(size) ?? [])
      this.#compare(kept, size === 0 ? EMPTY_ROOT : rootOfFrontier(frontier));
  }

  #compare(kept: KeptCheckpoint, root: Buffer): void {
    if (this.#compared.has(kept)) return;
    this.#compared.add(kept);
    if (kept.root.equals(root)) return;
    const [expected, found] = [kept.root.toString("hex"), root.toString("hex")];
    this.breaches.push(violationOf("N5", "log/", `the kept root ${expected} of the tree of size ${kept.size}`, found));
  }

  /** Those that no tree of the walk had: before a window, after it, or beyond the log. */
  async rest(store: ReadStore, leaves: Leaves, trees: ReadTrees | null): Promise<void> {
    for (const kept of this.#kept) {
      if (this.#compared.has(kept)) continue;
      if (kept.size > leaves.last + 1) {
        this.breaches.push(
          violationOf("W10", "log/", `a log of at least ${kept.size} leaves, as it was kept`, `${leaves.last + 1}`),
        );
        continue;
      }
      const root = await rootAt(store, leaves, kept.size, trees ?? NO_TREES);
      const what = `the leaves that compare the kept tree of size ${kept.size}`;
      if (root === "gone") this.breaches.push(violationOf("W10", "log/", what, "not all there"));
      else if (root === "astray") this.breaches.push(violationOf("N5", "log/", what, "they lead to another tree"));
      else this.#compare(kept, root);
    }
  }
}

/** Why the leaves that are there prove nothing: one is not there, or they lead to another tree than the signed one. */
type Unproven = "gone" | "astray";

/** The root of the tree of `size` leaves, proven by leaves between it and a tree that verified. */
async function rootAt(
  store: ReadStore,
  leaves: Leaves,
  size: number,
  { first, last }: ReadTrees,
): Promise<Buffer | Unproven> {
  if (size === 0) return EMPTY_ROOT;
  if (size > last.size) {
    const after = await fold(store, last.frontier, last.size, size);
    return after === null ? "gone" : rootOfFrontier(after);
  }
  if (size >= first.size) return "gone";
  const base = await baseOf(store, leaves, size);
  if (base === null) return "gone";
  const tree = base.frontier === null ? null : await fold(store, base.frontier, base.index, size);
  const led = tree === null ? null : await fold(store, tree, size, first.size);
  if (!leaves.hasAll(base.index, first.size)) return "gone";
  if (tree === null || led === null || !rootOfFrontier(led).equals(rootOfFrontier(first.frontier))) return "astray";
  return rootOfFrontier(tree);
}

/** The last leaf that can say which tree of at most `size` leaves it follows; null beyond a leaf that is not there. */
async function baseOf(
  store: ReadStore,
  leaves: Leaves,
  size: number,
): Promise<{ readonly index: number; readonly frontier: readonly Buffer[] | null } | null> {
  for (let index = size; index > 0; index -= 1) {
    if (!leaves.seals.has(index)) return null;
    const leaf = leaves.notes.has(index) ? looseOrNone(index, await bytesOf(store, index)) : {};
    if (isKnownKind(leaf["kind"])) return { index, frontier: frontierIn(leaf, index) };
  }
  return { index: 0, frontier: [] };
}

async function fold(store: ReadStore, from: readonly Buffer[], size: number, to: number): Promise<Buffer[] | null> {
  let frontier = [...from];
  for (let index = size; index < to; index += 1) {
    const bytes = await bytesOf(store, index);
    if (bytes === null) return null;
    frontier = appendLeaf(frontier, index, leafHash(bytes));
  }
  return frontier;
}

async function bytesOf(store: ReadStore, index: number): Promise<Buffer | null> {
  try {
    return await boundedGet(store, sealKey(index));
  } catch (error) {
    if (error instanceof Violation) return null;
    throw error;
  }
}

function looseOrNone(index: number, bytes: Buffer | null): { readonly [member: string]: unknown } {
  try {
    return bytes === null ? {} : looseLeaf(index, bytes);
  } catch (error) {
    if (error instanceof Violation) return {};
    throw error;
  }
}
