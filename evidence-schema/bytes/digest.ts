// Computes SHA-256 (FIPS 180-4) as the ledger writes it: 64 lower-case hexadecimal digits.
import { hash } from "node:crypto";

/** The digest that stands where there is no line before: `prev` at seq 0. */
export const ZERO_DIGEST = "0".repeat(64);

const DIGEST = /^[0-9a-f]{64}$/;

// crypto.hash is the one-shot call: on lines of about 1 kB it saves the hash object that createHash makes each time.

/** The 32 bytes of SHA-256 over `bytes`; a string is hashed as its UTF-8. */
export function sha256(bytes: Uint8Array | string): Buffer {
  return hash("sha256", bytes, "buffer");
}

/** SHA-256 over `bytes` as 64 lower-case hexadecimal digits; a string is hashed as its UTF-8. */
export function sha256Hex(bytes: Uint8Array | string): string {
  return hash("sha256", bytes, "hex");
}

/** The 32 bytes as text, one character each: costs half of a Buffer, and is small where one is kept for every resource. */
export function sha256Binary(bytes: Uint8Array | string): string {
  return hash("sha256", bytes, "binary");
}

/** Whether `text` is a digest in the one form the ledger writes: exactly 64 of 0-9 a-f. */
export function isDigest(text: string): boolean {
  return DIGEST.test(text);
}
