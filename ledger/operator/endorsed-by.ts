// Signs the endorsement of a leaf that changes the log itself: a note by holders of its keys (FORMAT.md section 7, N6).
import { endorsement, type Endorsed } from "../../evidence-schema/log/log-keys.ts";
import { formatNote } from "../../evidence-schema/log/signed-note.ts";
import { parseVerifierKey } from "../../evidence-schema/log/verifier-key.ts";
import type { Signer } from "../signers/signer.ts";

/** The note of what a leaf says, signed by each holder. */
export async function endorsedBy(leaf: Endorsed, holders: readonly Signer[]): Promise<string> {
  const text = endorsement(leaf);
  const signatures = await Promise.all(
    holders.map(async (holder) => ({
      name: holder.name,
      keyId: parseVerifierKey(holder.verifierKey).keyId,
      signature: await holder.sign(text),
    })),
  );
  return formatNote(text, signatures).toString("utf8");
}
