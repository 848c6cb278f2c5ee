// Defines the port to whatever signs checkpoints: a key file here, KMS in a deployment.
import type { Trust } from "../../evidence-schema/log/trust.ts";

/** Keys of a log that somebody trusts. */
export type TrustedKeys = Pick<Trust, "logs" | "untils">;

export interface Signer {
  /** Name in signature lines: the log's origin. */
  readonly name: string;
  /** C2SP verifier key (`name+id+base64`): what goes into the trust file. */
  readonly verifierKey: string;
  /** Keys whose notes the signer builds on, its own among them: a log may change keys. Left out: its own alone. */
  readonly trusted?: TrustedKeys;
  /** Signature over a note's text, raw Ed25519 (64 bytes) or ECDSA DER. Rejects if it can't be had; nothing was signed then. */
  sign(text: string): Promise<Buffer>;
}
