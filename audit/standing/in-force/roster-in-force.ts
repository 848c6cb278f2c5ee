// Reads who was watched when a seal was made, where, and what was left out on purpose, from the document that it names.
import { readRoster, type RosterDocument } from "../../../evidence-schema/documents/document-schema.ts";
import type { Ledger, NewestSeal } from "../../../ledger/read/ledger.ts";

/** Null where the seal names none. Rejects with StoreError where the document is missing or has another digest. */
export async function rosterInForce(
  ledger: Ledger,
  { seal }: Pick<NewestSeal, "seal">,
): Promise<RosterDocument | null> {
  const { roster = null } = seal.documents;
  return roster === null ? null : readRoster(await ledger.document("roster", roster));
}
