// Lists the segment objects of all scopes: of a scope that was sealed those from which its chain is read, of another all.
import type { SealedScope } from "../../evidence-schema/log/log-schema.ts";
import { segmentsPrefix } from "../../evidence-schema/keys/object-key.ts";
import { objectsToRead } from "../read/listing/list-segments.ts";
import { segmentsByScope, type SegmentObject } from "../read/segment-objects.ts";
import type { ReadStore } from "../store.ts";

/**
 * By scope, in order of position. `before`: the scopes of the newest seal. Every object after the head that the seal has
 * of a scope is among them, and every object of a scope that it does not have. Objects below a head are left to the
 * verifiers: nothing that is sealed next rests on them. Rejects with StoreError.
 */
export async function listScopes(
  store: ReadStore,
  before: readonly SealedScope[],
): Promise<Map<string, readonly SegmentObject[]>> {
  const rows = new Map(before.map((row) => [segmentsPrefix(row.scope), row]));
  const scopes = new Map<string, readonly SegmentObject[]>();
  for (const provider of await store.folders("records/"))
    for (const folder of await store.folders(provider)) {
      const row = rows.get(folder);
      if (row !== undefined) scopes.set(row.scope, await objectsToRead(store, row.scope, row));
      else for (const [scope, objects] of segmentsByScope(await store.list(folder))) scopes.set(scope, objects);
    }
  return scopes;
}
