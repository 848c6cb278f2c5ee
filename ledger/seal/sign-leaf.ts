// Signs a leaf: the checkpoint of the tree that ends with it, as a C2SP note beside it (FORMAT.md section 8).
import { formatCheckpoint } from "../../evidence-schema/log/checkpoint.ts";
import { rootOfFrontier } from "../../evidence-schema/log/merkle.ts";
import { noteKey } from "../../evidence-schema/keys/object-key.ts";
import type { LogKeys } from "../../evidence-schema/log/log-keys.ts";
import { formatNote, NoteError, parseNote, verifyNote } from "../../evidence-schema/log/signed-note.ts";
import { parseVerifierKey, type VerifierKey } from "../../evidence-schema/log/verifier-key.ts";
import type { Signer } from "../signers/signer.ts";
import { StoreError } from "../store.ts";
import type { WritableLedger } from "../write/writable-ledger.ts";

/** A leaf, the tree that ends with it, and the keys in force. */
export type LeafToSign = { readonly index: number; readonly frontier: readonly Buffer[]; readonly keys: LogKeys };

/**
 * Signs the checkpoint of the tree that ends with leaf `index`, and gives its root. A note over the same text by any key
 * in force that is there already is success.
 */
export async function signLeaf(
  ledger: WritableLedger,
  signer: Signer,
  { index, frontier, keys }: LeafToSign,
): Promise<string> {
  const root = rootOfFrontier(frontier);
  const text = formatCheckpoint({ origin: ledger.genesis.origin, size: index + 1, root });
  const key = parseVerifierKey(signer.verifierKey);
  const note = formatNote(text, [{ name: signer.name, keyId: key.keyId, signature: await signer.sign(text) }]);
  if ((await ledger.store.put(noteKey(index), note)) === "exists") {
    const there = (await ledger.store.get(noteKey(index))) as Buffer;
    if (!isNoteOf(there, text, keys.inForce(index)))
      throw new StoreError(
        `${noteKey(index)} exists, but no key of the log signed it over size ${index + 1} and root ${root.toString("hex")}. Nothing was sealed. Run tidemark verify`,
      );
  }
  return root.toString("hex");
}

function isNoteOf(bytes: Buffer, text: string, keys: readonly VerifierKey[]): boolean {
  try {
    const note = parseNote(bytes);
    return note.text === text && verifyNote(note, keys).verified.length > 0;
  } catch (error) {
    if (error instanceof NoteError) return false;
    throw error;
  }
}
