// Signers of a test's ledger: what a trust file says of them, and one whose process ends before it signs.
import { parseVerifierKey } from "../../../evidence-schema/log/verifier-key.ts";
import type { Trust } from "../../../evidence-schema/log/trust.ts";
import type { Signer } from "../../../ledger/signers/signer.ts";

/** The log keys of a trust file that trusts these signers. */
export const logsOf = (signers: readonly Pick<Signer, "verifierKey">[]): Trust["logs"] =>
  signers.map(({ verifierKey }) => ({ key: parseVerifierKey(verifierKey), url: null }));

/** The signer as a process has it that is killed before it signs: what it appended stays without a note. */
export const killedBeforeSigning = (signer: Signer): Signer => ({
  ...signer,
  sign: () => Promise.reject(new Error("killed")),
});
