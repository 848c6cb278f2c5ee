// Finds where a scope's chain stands, by its objects' names alone.
import { segmentsPrefix } from "../evidence-schema/keys/object-key.ts";
import { segmentObjects } from "../ledger/read/segment-objects.ts";
import type { Ledger } from "../ledger/read/ledger.ts";

/** The key of the last object of a chain, "" for a chain without objects. It differs once anybody has appended. */
export async function headOf(ledger: Ledger, scope: string): Promise<string> {
  return segmentObjects(await ledger.store.list(segmentsPrefix(scope))).at(-1)?.key ?? "";
}
