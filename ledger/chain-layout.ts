// Which segment objects make a scope's chain, in which order, and which were left behind by a restart.
import { readCanonical } from "../evidence-schema/chain.ts";
import { parseObjectKey } from "../evidence-schema/object-key.ts";
import type { Restart } from "../evidence-schema/record.ts";
import { gunzipMember } from "./gzip-member.ts";
import { StoreError, type ReadStore } from "./store.ts";

export type SegmentObject = { readonly key: string; readonly gen: number; readonly firstSeq: number };

/** Segment objects of a scope in order of position, and what its restarts leave behind. */
export type ChainLayout = {
  readonly segments: readonly SegmentObject[];
  readonly left: readonly { readonly object: SegmentObject; readonly restart: SegmentObject }[];
};

const LF = 0x0a;

/** Segment keys of one scope, by gen and first seq. */
export function segmentObjects(keys: readonly string[]): SegmentObject[] {
  const objects = keys.flatMap((key) => {
    const parsed = parseObjectKey(key);
    return parsed?.class === "segment" ? [{ key, gen: parsed.gen, firstSeq: parsed.firstSeq }] : [];
  });
  return objects.sort((a, b) => a.gen - b.gen || a.firstSeq - b.firstSeq);
}

/**
 * Splits a scope's segment objects into its chain and what lies after the line that a later gen restarts from. A restart
 * that can't be read counts as part of the chain: reading it will say what is wrong with it.
 */
export async function chainLayout(store: ReadStore, objects: readonly SegmentObject[]): Promise<ChainLayout> {
  const left: { object: SegmentObject; restart: SegmentObject }[] = [];
  let segments = [...objects];
  for (const restart of objects.filter(({ gen, firstSeq }) => gen > 0 && firstSeq === 0)) {
    const from = await restartOf(store, restart.key);
    if (from === null) continue;
    const isLeft = ({ gen, firstSeq }: SegmentObject): boolean => gen < restart.gen && (gen > from.gen || (gen === from.gen && firstSeq > from.seq));
    for (const object of segments) if (isLeft(object)) left.push({ object, restart });
    segments = segments.filter((object) => !isLeft(object));
  }
  return { segments, left };
}

/** The `restarts` of the first line of a segment object, or null where it has none that can be read. */
export async function restartOf(store: ReadStore, key: string): Promise<Restart | null> {
  const bytes = await store.get(key);
  if (bytes === null) return null;
  try {
    const inflated = gunzipMember(bytes);
    const line = readCanonical(inflated.subarray(0, inflated.indexOf(LF) + 1)) as { readonly body?: { readonly restarts?: Restart } };
    const restarts = line.body?.restarts;
    return Number.isSafeInteger(restarts?.gen) && Number.isSafeInteger(restarts?.seq) ? (restarts as Restart) : null;
  } catch (error) {
    if (error instanceof StoreError) throw error;
    return null;
  }
}
