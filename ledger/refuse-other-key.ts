// A log is signed by one key: another one is found out before anything is written for it to sign.
import { noteKey } from "../evidence-schema/object-key.ts";
import { parseNote, verifyNote } from "../evidence-schema/signed-note.ts";
import { parseVerifierKey } from "../evidence-schema/verifier-key.ts";
import type { Ledger, NewestSeal } from "./ledger.ts";
import { oneLine } from "./one-line.ts";
import type { Signer } from "./signer.ts";
import { StoreError } from "./store.ts";

/** Rejects with StoreError unless the signer's key signed the note of the newest seal. `place`: where the key is, for the message. */
export async function refuseOtherKey(ledger: Ledger, newest: NewestSeal, signer: Signer, place: string): Promise<void> {
  const key = noteKey(newest.index);
  const bytes = await ledger.store.get(key);
  if (bytes === null) throw new StoreError(`${key} is missing, though it was listed`);
  if (!isSignedBy(signer, key, bytes))
    throw new StoreError(`found a key in ${place} that did not sign ${key}, expected the log's: nothing was written`);
}

function isSignedBy({ verifierKey }: Signer, key: string, bytes: Buffer): boolean {
  try {
    return verifyNote(parseNote(bytes), [parseVerifierKey(verifierKey)]).verified.length > 0;
  } catch (error) {
    throw new StoreError(`${key} is no signed note (${oneLine((error as Error).message)}): nothing was written`, {
      cause: error,
    });
  }
}
