// Finds a key that is not the log's, or not in force, before anything is written for it to sign.
import { noteKey, sealKey } from "../../evidence-schema/keys/object-key.ts";
import { NoteError, parseNote, verifyNote } from "../../evidence-schema/log/signed-note.ts";
import { parseVerifierKey } from "../../evidence-schema/log/verifier-key.ts";
import { keysInForce, trustedBy } from "./keys-in-force.ts";
import type { Ledger } from "../read/ledger.ts";
import { oneLine } from "../read/one-line.ts";
import type { Signer } from "./signer.ts";
import { StoreError } from "../store.ts";

/**
 * Why a signer's key must not sign the next leaf, in one line; null where it may. `place`: where the key is. Rejects with
 * StoreError where the newest note is none.
 */
export async function whyNotInForce(ledger: Ledger, signer: Signer, place: string): Promise<string | null> {
  const { store } = ledger;
  const { newest: end } = await ledger.notedLeaves();
  if (end < 0) return null;
  const key = noteKey(end);
  const bytes = await store.get(key);
  if (bytes === null) throw new StoreError(`${key} was listed but cannot be read. Run tidemark verify`);
  const { logs } = trustedBy(signer);
  if (!isSignedByAny(key, bytes, logs))
    return signer.trusted === undefined
      ? `the key in ${place} did not sign ${key}. Put the key file of this log there`
      : `no key of the trust file signed ${key}. If the log has changed its keys, get the newer trust file from the person who changed them`;
  const keys = await keysInForce(store, signer, end, "own");
  if (keys.isInForce(parseVerifierKey(signer.verifierKey), end + 1)) return null;
  return `the key in ${place} is not in force after ${sealKey(end)}. Put the key file of a key there that the log has added and not retired`;
}

function isSignedByAny(name: string, bytes: Buffer, logs: ReturnType<typeof trustedBy>["logs"]): boolean {
  const keys = logs.map(({ key }) => key);
  try {
    return verifyNote(parseNote(bytes), keys).verified.length > 0;
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
    throw new StoreError(
      `${name} is not a signed note (${oneLine(error.message)}). Nothing was written. Run tidemark verify`,
      {
        cause: error,
      },
    );
  }
}
