// Writes bytes as hex and base64, reads them back, and takes SHA-256 of what comes whole or piece by piece.
import { sha256 } from "@noble/hashes/sha2.js";

/** A browser's types ask for bytes that no other thread can change. */
export type Bytes = Uint8Array<ArrayBuffer>;

export const ZEROS = "0".repeat(64);

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** Lower-case hex. */
export function hexOf(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += HEX[byte];
  return text;
}

/** The bytes of hex digits; null where the text is none. */
export function fromHex(text: unknown): Bytes | null {
  if (typeof text !== "string" || !/^(?:[0-9a-f]{2})*$/.test(text)) return null;
  return Uint8Array.from({ length: text.length / 2 }, (_, at) => Number.parseInt(text.slice(at * 2, at * 2 + 2), 16));
}

export const isDigest = (value: unknown): value is string => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);

export function base64Of(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** The bytes of base64 in its one canonical form; null where the text is not in it. */
export function fromBase64(text: string): Bytes | null {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null;
  try {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    return base64Of(bytes) === text ? bytes : null;
  } catch {
    return null;
  }
}

/** SHA-256 at once: the quickest for what is as short as a line. */
export const quickDigest = (bytes: Uint8Array): Uint8Array => sha256(bytes);

/** SHA-256 by the browser: the quickest for whole objects. Hex. */
export const digestOf = async (bytes: Bytes): Promise<string> =>
  hexOf(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));

/** Shorter bytes are kept together for the browser's own SHA-256, which takes no pieces. */
const KEPT = 4 * 1024 * 1024;

/** SHA-256 of pieces in their order. */
export class Digest {
  readonly #hash = sha256.create();
  #kept: Uint8Array[] = [];
  #length = 0;

  add(piece: Uint8Array): void {
    this.#length += piece.length;
    if (this.#length <= KEPT) this.#kept.push(piece);
    else this.#flush(piece);
  }

  #flush(piece: Uint8Array): void {
    for (const each of this.#kept) this.#hash.update(each);
    this.#kept = [];
    this.#hash.update(piece);
  }

  /** Hex. Nothing can be added after it. */
  async end(): Promise<string> {
    return this.#length <= KEPT ? digestOf(joined(this.#kept)) : hexOf(this.#hash.digest());
  }
}

export function joined(pieces: readonly Uint8Array[]): Bytes {
  const [only] = pieces;
  if (only !== undefined && pieces.length === 1) return only as Bytes;
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
