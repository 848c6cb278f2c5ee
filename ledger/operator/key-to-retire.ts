// Decides which key a rotation retires: the one that is in force beside the one that signs.
import { parseVerifierKey, verifierKeyText } from "../../evidence-schema/log/verifier-key.ts";
import type { Ledger } from "../read/ledger.ts";
import type { Signer } from "../signers/signer.ts";
import { StoreError } from "../store.ts";

/**
 * The verifier key to be retired, of the `others` that are in force beside the signer's. The last one that was retired, where
 * there is no other: what came after it may not have been done. Rejects with StoreError where it has to be said which.
 */
export async function keyToRetire(ledger: Ledger, signer: Signer, others: readonly string[]): Promise<string> {
  const [only, ...more] = others;
  if (only !== undefined && more.length > 0)
    throw new StoreError(`rotate-key: found several keys in force, expected --key with one of ${others.join(", ")}`);
  const last = await ledger.newestKeyChange();
  if (only !== undefined) {
    if (last?.add === only)
      throw new StoreError(
        `rotate-key: found ${only} in force beside the key that signs here, and added after it: expected the newer key here (its key file), or --key to retire that one all the same`,
      );
    return only;
  }
  if (last?.retire != null) return verifierKeyText(parseVerifierKey(last.retire));
  throw new StoreError(
    `rotate-key: found ${signer.verifierKey} alone in force, expected the next key to be added first: tidemark rotate-key --reason TEXT`,
  );
}
