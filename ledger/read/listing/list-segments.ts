// Lists the segment objects of a scope from a position of its chain on: what lies before costs nothing.
import { segmentKey, segmentsPrefix } from "../../../evidence-schema/keys/object-key.ts";
import type { SealedScope } from "../../../evidence-schema/log/log-schema.ts";
import type { Position } from "../../../evidence-schema/record/record.ts";
import { objectsAfter, segmentObjects, type SegmentObject } from "../segment-objects.ts";
import type { ReadStore } from "../../store.ts";

/**
 * The segment objects of a scope whose first line is at `place` or after it, in order of position. The objects before add no
 * page. Rejects with StoreError.
 */
export async function segmentsFrom(store: ReadStore, scope: string, place: Position): Promise<SegmentObject[]> {
  const { gen, seq } = place;
  const prefix = segmentsPrefix(scope);
  const key = segmentKey(scope, gen, seq);
  const before = { gen, seq: seq - 1 };
  // The key without its ending comes right before it.
  const after = key.slice(0, -ENDING.length);
  // By name too every higher gen comes after gen 0 and after gen 1. But gen=10 comes before gen=2.
  if (gen <= 1) return objectsAfter(segmentObjects(await store.list(prefix, after)), before);
  const keys = await store.list(key.slice(0, key.lastIndexOf("/") + 1), after);
  for (const folder of await store.folders(prefix))
    if (Number(GEN_FOLDER.exec(folder)?.[1] ?? -1) > gen) keys.push(...(await store.list(folder)));
  return objectsAfter(segmentObjects(keys), before);
}

const ENDING = ".ndjson.gz";
const GEN_FOLDER = /\/gen=(\d+)\/$/;

/**
 * The objects from which a chain is read that a seal has in `sealed`, in order of position: from its latest full segment
 * on, or from the restart that opened its gen. All of them where a seal has neither. Rejects with StoreError.
 */
export async function objectsToRead(
  store: ReadStore,
  scope: string,
  sealed: Pick<SealedScope, "gen" | "full"> | null,
): Promise<SegmentObject[]> {
  const begin = sealed?.full ?? (sealed !== null && sealed.gen > 0 ? { gen: sealed.gen, seq: 0 } : null);
  if (begin === null) return segmentObjects(await store.list(segmentsPrefix(scope)));
  // Its name is known, and whoever reads the chain finds out whether the object is there.
  const first = { key: segmentKey(scope, begin.gen, begin.seq), gen: begin.gen, firstSeq: begin.seq };
  return [first, ...objectsAfter(await segmentsFrom(store, scope, begin), begin)];
}
