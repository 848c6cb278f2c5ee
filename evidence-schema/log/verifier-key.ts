// Reads and writes verifier keys (C2SP signed-note): `<name>+<hex key id>+<base64 of type and public key>`.
import { createPublicKey, type KeyObject } from "node:crypto";
import { decodeBase64 } from "../bytes/base64.ts";
import { sha256 } from "../bytes/digest.ts";

/** Type byte of Ed25519 over the note's text; its public key is 32 bytes. */
export const ED25519 = 0x01;
/** Type byte of ECDSA P-256 with SHA-256 over the note's text, ASN.1 signatures; its public key is SPKI DER. */
export const ECDSA_P256 = 0x02;
/** Type byte of a witness's timestamped Ed25519 cosignature (C2SP tlog-cosignature v1); its public key is 32 bytes. */
export const COSIGNATURE = 0x04;
/** Type byte of an ML-DSA-44 cosignature (C2SP tlog-cosignature); its public key is 1,312 bytes (FIPS 204). */
export const ML_DSA_44 = 0x06;
/** The signature types that are verified; ML-DSA-44 follows when every supported reader can. */
export type SignatureType = typeof ED25519 | typeof ECDSA_P256 | typeof COSIGNATURE;

/** A key that may have signed a note. Name and `keyId` (4 bytes) together say which signature line is its own. */
export interface VerifierKey {
  readonly name: string;
  readonly keyId: Buffer;
  readonly type: SignatureType;
  readonly publicKey: KeyObject;
}

/** A text is not a verifier key of a known type. The message says what was found and what was expected. */
export class VerifierKeyError extends Error {
  override readonly name = "VerifierKeyError";
}

/** A verifier key of a type that this version knows and can't verify: its signatures count for nothing. */
export class UnverifiableKey extends VerifierKeyError {
  readonly key: { readonly name: string; readonly type: number; readonly text: string };

  constructor(key: UnverifiableKey["key"]) {
    super(`key ${key.name}: found type ${hex(key.type)}, expected a type that this version can verify`);
    this.key = key;
  }
}

const hex = (type: number): string => `0x${type.toString(16).padStart(2, "0")}`;

/** Whether `name` may name a key: not empty, no Unicode space, no plus, no control character. */
export function isKeyName(name: string): boolean {
  return name !== "" && name.isWellFormed() && !/[\p{White_Space}+\p{Cc}]/u.test(name);
}

/**
 * The 4 bytes that stand for a key in a signature line: the start of SHA-256 over name, LF, type and public key;
 * for ECDSA, of SHA-256 over the SPKI alone, as the witnesses' software has it.
 */
export function keyIdOf(name: string, type: SignatureType | typeof ML_DSA_44, publicKey: Uint8Array): Buffer {
  const named =
    type === ECDSA_P256 ? publicKey : Buffer.concat([Buffer.from(`${name}\n`), Buffer.from([type]), publicKey]);
  return sha256(named).subarray(0, 4);
}

/** The text of a key; `publicKey` is 32 bytes, or SPKI DER for ECDSA. Throws VerifierKeyError where it is no such key. */
export function formatVerifierKey(name: string, type: SignatureType, publicKey: Uint8Array): string {
  const material = Buffer.concat([Buffer.from([type]), publicKey]);
  const text = `${name}+${keyIdOf(name, type, publicKey).toString("hex")}+${material.toString("base64")}`;
  parseVerifierKey(text);
  return text;
}

/** A key as the text that a trust file and a key leaf have for it. */
export const verifierKeyText = (key: VerifierKey): string => formatVerifierKey(key.name, key.type, publicKeyBytes(key));

/**
 * The key that `text` stands for. Throws VerifierKeyError on an unknown type, a wrong key id or an unreadable key;
 * UnverifiableKey on a right key of a type that can't be verified.
 */
export function parseVerifierKey(text: string): VerifierKey {
  // The base64 may hold pluses of its own: only the first two separate.
  const [, name = "", id = "", base64 = ""] = /^([^+]*)\+([0-9a-f]{8})\+(.*)$/.exec(text) ?? [];
  if (!isKeyName(name))
    throw new VerifierKeyError(`found ${JSON.stringify(text)}, expected <name>+<8 hex digits>+<base64>`);
  const material = readMaterial(base64);
  const type = readType(material[0]);
  const bytes = material.subarray(1);
  const keyId = keyIdOf(name, type, bytes);
  if (keyId.toString("hex") !== id)
    throw new VerifierKeyError(`key ${name}: found key id ${id}, expected ${keyId.toString("hex")}`);
  if (type === ML_DSA_44) {
    if (bytes.length !== 1312)
      throw new VerifierKeyError(`key ${name}: found ${bytes.length} bytes, expected an ML-DSA-44 key of 1,312`);
    throw new UnverifiableKey({ name, type, text });
  }
  return { name, keyId, type, publicKey: type === ECDSA_P256 ? readP256(name, bytes) : readEd25519(name, bytes) };
}

/** The public key as it stands in a verifier key: 32 bytes, or SPKI DER for ECDSA. */
export function publicKeyBytes(key: VerifierKey): Buffer {
  const der = key.publicKey.export({ type: "spki", format: "der" });
  return key.type === ECDSA_P256 ? der : der.subarray(SPKI_ED25519.length);
}

// RFC 8410: the SPKI of an Ed25519 key is this and then its 32 bytes.
const SPKI_ED25519 = Buffer.from("302a300506032b6570032100", "hex");

function readMaterial(base64: string): Buffer {
  try {
    return decodeBase64(base64);
  } catch (cause) {
    throw new VerifierKeyError("the key is not in canonical base64", { cause });
  }
}

function readType(type: number | undefined): SignatureType | typeof ML_DSA_44 {
  if (type === ED25519 || type === ECDSA_P256 || type === COSIGNATURE || type === ML_DSA_44) return type;
  const found = type === undefined ? "nothing" : hex(type);
  throw new VerifierKeyError(
    `found signature type ${found}, expected 0x01 (Ed25519), 0x02 (ECDSA), 0x04 or 0x06 (cosignatures)`,
  );
}

function readEd25519(name: string, bytes: Buffer): KeyObject {
  if (bytes.length !== 32)
    throw new VerifierKeyError(`key ${name}: found ${bytes.length} bytes, expected an Ed25519 key of 32`);
  return createPublicKey({ key: Buffer.concat([SPKI_ED25519, bytes]), format: "der", type: "spki" });
}

function readP256(name: string, der: Buffer): KeyObject {
  let key: KeyObject | null = null;
  try {
    key = createPublicKey({ key: der, format: "der", type: "spki" });
  } catch {
    // Reported below.
  }
  // The comparison refuses bytes after the key, which the parser skips and the key id would cover.
  if (
    key?.asymmetricKeyDetails?.namedCurve !== "prime256v1" ||
    !key.export({ type: "spki", format: "der" }).equals(der)
  ) {
    throw new VerifierKeyError(`key ${name} is not an ECDSA P-256 key, expected SPKI DER of P-256`);
  }
  return key;
}
