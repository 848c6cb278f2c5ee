// Finds the objects that may be segments of a scope's chain, by their names alone.
import type { Head } from "../../evidence-schema/chain/segment-place.ts";
import { parseObjectKey } from "../../evidence-schema/keys/object-key.ts";

export type SegmentObject = { readonly key: string; readonly gen: number; readonly firstSeq: number };

/** Segment keys of one scope, by gen and first seq. */
export const segmentObjects = (keys: readonly string[]): SegmentObject[] => [...segmentsByScope(keys).values()].flat();

/** Segment keys of all scopes, by scope; of each by gen and first seq. Keys of other objects are left out. */
export function segmentsByScope(keys: readonly string[]): Map<string, SegmentObject[]> {
  const scopes = new Map<string, SegmentObject[]>();
  for (const key of keys) {
    const parsed = parseObjectKey(key);
    if (parsed?.class !== "segment") continue;
    const { scope, gen, firstSeq } = parsed;
    const of = scopes.get(scope);
    if (of === undefined) scopes.set(scope, [{ key, gen, firstSeq }]);
    else of.push({ key, gen, firstSeq });
  }
  for (const objects of scopes.values()) objects.sort((a, b) => a.gen - b.gen || a.firstSeq - b.firstSeq);
  return scopes;
}

/** Objects that lie after a line of the chain, in order of position. */
export const objectsAfter = (
  objects: readonly SegmentObject[],
  { gen, seq }: Pick<Head, "gen" | "seq">,
): SegmentObject[] => objects.filter((each) => each.gen > gen || (each.gen === gen && each.firstSeq > seq));
