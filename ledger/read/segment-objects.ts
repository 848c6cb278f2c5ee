// Finds the objects that may be segments of a scope's chain, by their names alone.
import type { Head } from "../../evidence-schema/chain/segment-place.ts";
import { parseObjectKey } from "../../evidence-schema/keys/object-key.ts";

export type SegmentObject = { readonly key: string; readonly gen: number; readonly firstSeq: number };

/** Segment keys of one scope, by gen and first seq. */
export function segmentObjects(keys: readonly string[]): SegmentObject[] {
  const objects = keys.flatMap((key) => {
    const parsed = parseObjectKey(key);
    return parsed?.class === "segment" ? [{ key, gen: parsed.gen, firstSeq: parsed.firstSeq }] : [];
  });
  return objects.sort((a, b) => a.gen - b.gen || a.firstSeq - b.firstSeq);
}

/** Objects that lie after a line of the chain, in order of position. */
export const objectsAfter = (
  objects: readonly SegmentObject[],
  { gen, seq }: Pick<Head, "gen" | "seq">,
): SegmentObject[] => objects.filter((each) => each.gen > gen || (each.gen === gen && each.firstSeq > seq));
