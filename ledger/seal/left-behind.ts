// Finds objects in a gen that a scope has left, which no restart names: somebody put them there since (FORMAT.md C7).
import { parseObjectKey, segmentsPrefix } from "../../evidence-schema/keys/object-key.ts";
import { boundedGet } from "../read/bounded-get.ts";
import type { Ledger } from "../read/ledger.ts";
import { leavesBack } from "../read/log-tail.ts";
import { restartIn } from "../read/segment-opening.ts";
import { segmentObjects } from "../read/segment-objects.ts";

/**
 * Keys of segment objects of a scope that lie in a gen below the one that was sealed last, that no seal lists and no restart
 * names. It reads the log back as far as it goes: for whoever looks into what somebody put there.
 */
export async function leftBehind(ledger: Ledger, scope: string): Promise<string[]> {
  const newest = await ledger.newestSeal();
  const sealed = newest?.seal.scopes.find((each) => each.scope === scope);
  if (newest === null || sealed === undefined || sealed.gen === 0) return [];
  const objects = segmentObjects(await ledger.store.list(segmentsPrefix(scope)));
  const owned = await listedOf(ledger, scope, newest.index);
  for (const { key, firstSeq } of objects) {
    const bytes = firstSeq === 0 ? await boundedGet(ledger.store, key) : null;
    for (const { key: named } of (bytes === null ? null : restartIn(bytes))?.abandoned ?? []) owned.add(named);
  }
  return objects.filter(({ key, gen }) => gen < sealed.gen && !owned.has(key)).map(({ key }) => key);
}

/** Every segment of a scope that a seal up to `index` lists. */
export async function listedOf({ store }: Ledger, scope: string, index: number): Promise<Set<string>> {
  const listed = new Set<string>();
  for await (const { leaf } of leavesBack(store, index)) {
    if (leaf?.kind !== "seal") continue;
    for (const { key } of leaf.scopes.find((each) => each.scope === scope)?.segments ?? []) listed.add(key);
  }
  return listed;
}

/** The scope of a segment object's key; null of any other key. */
export function scopeOf(key: string): string | null {
  const parsed = parseObjectKey(key);
  return parsed?.class === "segment" ? parsed.scope : null;
}
