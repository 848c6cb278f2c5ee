// Finds where a scope's chain stands, by its objects' names alone.
import { segmentsPrefix } from "../evidence-schema/keys/object-key.ts";
import { segmentsFrom } from "../ledger/read/listing/list-segments.ts";
import { segmentObjects } from "../ledger/read/segment-objects.ts";
import type { Ledger } from "../ledger/read/ledger.ts";

/**
 * The key of the last object of a chain, "" for a chain without objects. It differs once anybody has appended. The chain is
 * listed from its latest full segment on where that is known, and as a whole where nothing is there.
 */
export async function headOf({ store, landmarks }: Ledger, scope: string): Promise<string> {
  const full = landmarks.full[scope];
  if (full !== undefined) {
    const last = (await segmentsFrom(store, scope, full)).at(-1);
    if (last !== undefined) return last.key;
  }
  return segmentObjects(await store.list(segmentsPrefix(scope))).at(-1)?.key ?? "";
}
