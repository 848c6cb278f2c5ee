// Reads, writes and verifies signed notes (C2SP signed-note): text, a blank line, and one line for each signature.
import { verify } from "node:crypto";
import { decodeBase64 } from "../bytes/base64.ts";
import { COSIGNATURE, ECDSA_P256, isKeyName, type VerifierKey } from "./verifier-key.ts";

/** A signature line. `keyId` is 4 bytes; `signature` is the rest of the blob, at least one byte. */
export interface NoteSignature {
  readonly name: string;
  readonly keyId: Buffer;
  readonly signature: Buffer;
}

/** A note taken apart; nothing in it is verified. `text` is the body and includes its final LF. */
export interface Note {
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** A note is malformed, or the signature of a known key is wrong. */
export class NoteError extends Error {
  override readonly name = "NoteError";
}

// The most signature lines a note may have; the specification asks readers to take at least as many.
const MAX_SIGNATURES = 16;

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The parts of the note `bytes`. Throws NoteError unless they are a note in exactly the form of the specification. */
export function parseNote(bytes: Buffer): Note {
  const whole = decode(bytes);
  if (/(?!\n)\p{Cc}/u.test(whole))
    throw new NoteError("found a control character, expected no control character but LF");
  // The last blank line separates: the text may hold others.
  const blank = whole.lastIndexOf("\n\n");
  if (blank === -1 || !whole.endsWith("\n"))
    throw new NoteError("the blank line or the LF at the end is missing, expected text, a blank line and signatures");
  const lines = whole
    .slice(blank + 2)
    .split("\n")
    .slice(0, -1);
  if (lines.length < 1 || lines.length > MAX_SIGNATURES)
    throw new NoteError(`found ${lines.length} signatures, expected 1 to ${MAX_SIGNATURES}`);
  return { text: whole.slice(0, blank + 1), signatures: lines.map(readSignature) };
}

/** The bytes that `parseNote` reads as `body` and `signatures`. Throws NoteError where no bytes are read so. */
export function formatNote(body: string, signatures: readonly NoteSignature[]): Buffer {
  const lines = signatures.map(
    ({ name, keyId, signature }) => `— ${name} ${Buffer.concat([keyId, signature]).toString("base64")}\n`,
  );
  const bytes = Buffer.from(`${body}\n${lines.join("")}`);
  // The last blank line ends the body, so a body without LF or with lone surrogates would be read as another body.
  if (parseNote(bytes).text !== body)
    throw new NoteError("the text would be read differently, expected a text that ends in LF");
  return bytes;
}

/**
 * The keys among `keys` that signed `note`, each once. Signatures of other keys are ignored, even where name or key id
 * (not both) is that of a known key. Throws NoteError where a known key's signature is wrong: the whole note is then refused.
 * An empty result means that nobody known signed: the caller must not use the text.
 */
export function verifyNote(note: Note, keys: readonly VerifierKey[]): { readonly verified: readonly VerifierKey[] } {
  const verified = new Set<VerifierKey>();
  for (const line of note.signatures) {
    for (const key of keys) {
      if (key.name !== line.name || !key.keyId.equals(line.keyId)) continue;
      verifySignature(note.text, line.signature, key);
      verified.add(key);
    }
  }
  return { verified: [...verified] };
}

/** The bytes a witness signs for a v1 cosignature of `body` at `time`, in whole seconds since 1970. */
export function cosignatureMessage(body: string, time: number | bigint): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${time}\n${body}`);
}

/**
 * The time, in seconds since 1970, at which the witness `key` says it saw `body` (C2SP tlog-cosignature v1).
 * `signature` is 8 bytes of big-endian time and 64 of Ed25519. Throws NoteError where it does not verify.
 */
export function verifyCosignature(body: string, signature: Buffer, key: VerifierKey): number {
  if (key.type !== COSIGNATURE)
    throw new NoteError(`key ${key.name}: found type 0x0${key.type}, expected a cosignature key (0x04)`);
  if (signature.length !== 72)
    throw new NoteError(`key ${key.name}: found a cosignature of ${signature.length} bytes, expected 72`);
  const time = signature.readBigUInt64BE(0);
  // Past 2^53 seconds the number that is returned would not be the one that was signed.
  if (time > BigInt(Number.MAX_SAFE_INTEGER))
    throw new NoteError(`key ${key.name}: found time ${time}, expected at most 2^53-1`);
  if (!verify(null, cosignatureMessage(body, time), key.publicKey, signature.subarray(8))) throw wrongSignature(key);
  return Number(time);
}

function verifySignature(text: string, signature: Buffer, key: VerifierKey): void {
  if (key.type === COSIGNATURE) {
    verifyCosignature(text, signature, key);
  } else if (!verify(key.type === ECDSA_P256 ? "sha256" : null, Buffer.from(text), key.publicKey, signature)) {
    throw wrongSignature(key);
  }
}

function wrongSignature(key: VerifierKey): NoteError {
  return new NoteError(
    `key ${key.name}+${key.keyId.toString("hex")}: the signature does not verify, expected a signature over the note's text`,
  );
}

function decode(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw new NoteError("the note is not UTF-8, expected UTF-8 text", { cause });
  }
}

function readSignature(line: string): NoteSignature {
  const [dash, name = "", base64 = "", ...rest] = line.split(" ");
  if (dash !== "—" || !isKeyName(name) || rest.length > 0)
    throw new NoteError(`found ${JSON.stringify(line)}, expected "— <name> <base64>"`);
  const blob = readBlob(line, base64);
  return { name, keyId: blob.subarray(0, 4), signature: blob.subarray(4) };
}

function readBlob(line: string, base64: string): Buffer {
  try {
    const blob = decodeBase64(base64);
    if (blob.length > 4) return blob;
  } catch {
    // Reported below, with the same words as a blob that is too short.
  }
  throw new NoteError(`found ${JSON.stringify(line)}, expected the base64 of a key id and a signature`);
}
