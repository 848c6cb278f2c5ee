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
    throw new StoreError(
      `rotate-key: several keys are in force. Say which one to retire: --key with one of ${others.join(", ")}`,
    );
  const last = await ledger.newestKeyChange();
  if (only !== undefined) {
    if (last?.add === only)
      throw new StoreError(
        `rotate-key: the other key in force, ${only}, is newer than the key that signs here. Run the command where the newer key file is, or give --key ${only} to retire the newer key`,
      );
    return only;
  }
  if (last?.retire != null) return verifierKeyText(parseVerifierKey(last.retire));
  throw new StoreError(
    `rotate-key: ${signer.verifierKey} is the only key in force. Add the next key first: tidemark rotate-key --reason TEXT`,
  );
}
