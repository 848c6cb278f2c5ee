// Defines a ledger that can be written to, and stores the documents that its records name.
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";
import { documentKey, type DocumentKind } from "../../evidence-schema/keys/object-key.ts";
import type { Ledger } from "../read/ledger.ts";
import { putSame, type Store } from "../store.ts";

/** An open ledger whose store can be written to. */
export type WritableLedger = Ledger<Store>;

/** Stores a document and gives its digest. An equal one that is there already is success. */
export async function putDocument({ store }: WritableLedger, kind: DocumentKind, bytes: Buffer): Promise<string> {
  const digest = sha256Hex(bytes);
  await putSame(store, documentKey(kind, digest), bytes);
  return digest;
}
