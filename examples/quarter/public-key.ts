// Makes the signing key and the salt of the example from words that everybody can read: they keep nothing secret.
import { createPrivateKey } from "node:crypto";
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";

/** The words whose SHA-256 is the seed of the Ed25519 key. Anybody can sign with this key, so its signatures prove nothing. */
export const KEY_WORDS = "tidemark example quarter: this key is public";
const SALT_WORDS = "tidemark example quarter: this salt is public";

/** RFC 8410: the bytes before the seed of an Ed25519 key in PKCS #8. */
const BEFORE_THE_SEED = "302e020100300506032b657004220420";

/** The signing key, as PKCS #8 in PEM. */
export function publicSigningKey(): string {
  const der = Buffer.from(`${BEFORE_THE_SEED}${sha256Hex(KEY_WORDS)}`, "hex");
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  return key.export({ type: "pkcs8", format: "pem" }) as string;
}

/** The salt of people's references: 32 bytes. */
export const publicSalt = (): Buffer => Buffer.from(sha256Hex(SALT_WORDS), "hex");
