// Finds the leaf from which checkpoints that somebody kept can be compared (FORMAT.md section 10).
import { noteKey, sealKey } from "../../../evidence-schema/keys/object-key.ts";
import { Violation } from "../../../evidence-schema/violation.ts";
import { looseLeaf } from "../../../ledger/read/unsigned-leaf.ts";
import type { ReadStore } from "../../../ledger/store.ts";

/** Leaves of these kinds name the tree before them. */
const KINDS: ReadonlySet<unknown> = new Set(["seal", "key", "end"]);

/**
 * The index of the first leaf that has to be there. `sizes`: of the trees that were kept. `first`: the first leaf that is there anyway.
 * Rejects with StoreError.
 */
export async function keptFrom(store: ReadStore, sizes: readonly number[], first: number): Promise<number> {
  let from = first;
  for (const size of sizes) if (size > 0) from = Math.min(from, await baseOf(store, Math.min(size, from)));
  return from;
}

/** The last leaf of a known kind with a note whose index is not above `size`, else the first of all. */
async function baseOf(store: ReadStore, size: number): Promise<number> {
  for (let index = size; index > 0; index -= 1) if (await namesItsTree(store, index)) return index;
  return 0;
}

async function namesItsTree(store: ReadStore, index: number): Promise<boolean> {
  const [bytes, note] = [await store.get(sealKey(index)), await store.get(noteKey(index))];
  if (bytes === null || note === null) return false;
  try {
    return KINDS.has(looseLeaf(index, bytes)["kind"]);
  } catch (error) {
    if (error instanceof Violation) return false;
    throw error;
  }
}
