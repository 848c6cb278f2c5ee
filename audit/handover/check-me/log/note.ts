// Reads signed notes and verifier keys (c2sp.org/signed-note), and verifies Ed25519 and ECDSA P-256 by the browser.
import { base64Of, type Bytes, fromBase64, fromHex, hexOf, quickDigest } from "../evidence/bytes.ts";

type Imported = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/** A key that may sign for a log. `text`: as it stands in a trust file. `id`: 8 hex digits. */
export type LogKey = {
  readonly name: string;
  readonly id: string;
  readonly text: string;
  readonly isP256: boolean;
  readonly key: Imported;
};

/** A note taken apart, nothing of it verified. `text` ends in LF. */
export type Note = { readonly text: string; readonly signatures: readonly Signature[] };
export type Signature = { readonly name: string; readonly id: string; readonly bytes: Bytes };

const MOST_SIGNATURES = 16;
const [ED25519, P256] = [1, 2];
/** Types of FORMAT.md section 8 that this page leaves aside. */
const OTHERS: readonly number[] = [4, 6];
const encoder = new TextEncoder();

const isKeyName = (name: string): boolean => name !== "" && !/[\p{White_Space}+\p{Cc}]/u.test(name);

/** The key that a text stands for; `unverifiable` where it is a right one of a type that is not checked here. */
export async function readKeyText(text: string): Promise<LogKey | "unreadable" | "unverifiable"> {
  const [, name = "", id = "", base64 = ""] = /^([^+]*)\+([0-9a-f]{8})\+(.*)$/.exec(text) ?? [];
  const material = fromBase64(base64);
  const type = material?.[0];
  if (!isKeyName(name) || material === null || type === undefined) return "unreadable";
  if (OTHERS.includes(type)) return "unverifiable";
  if (type !== ED25519 && type !== P256) return "unreadable";
  const isP256 = type === P256;
  const key = material.slice(1);
  const named = isP256 ? key : new Uint8Array([...encoder.encode(`${name}\n`), ...material]);
  if (hexOf(quickDigest(named).subarray(0, 4)) !== id) return "unreadable";
  try {
    const imported = isP256
      ? await crypto.subtle.importKey("spki", key, { name: "ECDSA", namedCurve: "P-256" }, true, ["verify"])
      : await crypto.subtle.importKey("raw", key, "Ed25519", true, ["verify"]);
    return { name, id, text, isP256, key: imported };
  } catch {
    return "unreadable";
  }
}

/** The note in `whole`; a text that says what is wrong where it is none (FORMAT.md N1). */
export function readNote(whole: string): Note | string {
  if (/(?!\n)\p{Cc}/u.test(whole)) return "the note has a control character";
  const blank = whole.lastIndexOf("\n\n");
  if (blank === -1 || !whole.endsWith("\n"))
    return "the note has no blank line before its signatures, or no LF at its end";
  const lines = whole
    .slice(blank + 2)
    .split("\n")
    .slice(0, -1);
  if (lines.length === 0 || lines.length > MOST_SIGNATURES)
    return `the note has ${lines.length} signatures, expected 1 to 16`;
  const signatures: Signature[] = [];
  for (const line of lines) {
    const [dash, name = "", base64 = "", ...rest] = line.split(" ");
    const blob = fromBase64(base64);
    if (dash !== "—" || !isKeyName(name) || rest.length > 0 || blob === null || blob.length < 5)
      return "a signature line of the note can't be read";
    signatures.push({ name, id: hexOf(blob.subarray(0, 4)), bytes: blob.slice(4) });
  }
  return { text: whole.slice(0, blank + 1), signatures };
}

/** The checkpoint in a note's text (c2sp.org/tlog-checkpoint) without extension lines; null where there is none. */
export function readCheckpoint(
  text: string,
): { readonly origin: string; readonly size: number; readonly root: string } | null {
  const [origin = "", size = "", root = "", end, ...rest] = text.split("\n");
  if (
    origin === "" ||
    !/^(?:0|[1-9]\d{0,14})$/.test(size) ||
    fromBase64(root)?.length !== 32 ||
    end !== "" ||
    rest.length > 0
  )
    return null;
  return { origin, size: Number(size), root };
}

/** The keys among `keys` that signed, and the first of them whose signature is wrong. */
export async function signersOf(
  note: Note,
  keys: readonly LogKey[],
): Promise<{ readonly signed: readonly LogKey[]; readonly wrong: LogKey | null }> {
  const signed = new Set<LogKey>();
  for (const { name, id, bytes } of note.signatures)
    for (const key of keys) {
      if (key.name !== name || key.id !== id) continue;
      if (!(await verifies(key, bytes, encoder.encode(note.text)))) return { signed: [...signed], wrong: key };
      signed.add(key);
    }
  return { signed: [...signed], wrong: null };
}

async function verifies({ key, isP256 }: LogKey, signature: Bytes, text: Bytes): Promise<boolean> {
  if (!isP256) return signature.length === 64 && crypto.subtle.verify("Ed25519", key, signature, text);
  const raw = rawSignature(signature);
  return raw !== null && crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, raw, text);
}

/** ASN.1 `SEQUENCE { r, s }` in DER as the 64 bytes that browsers take; null where it is not in that form. */
function rawSignature(der: Bytes): Bytes | null {
  if (der[0] !== 0x30 || der[1] !== der.length - 2 || der.length > 72) return null;
  const raw = new Uint8Array(64);
  let at = 2;
  for (const half of [0, 32]) {
    const length = der[at + 1] ?? 0;
    if (der[at] !== 2 || length === 0 || at + 2 + length > der.length) return null;
    const number = der.subarray(at + 2, at + 2 + length);
    at += 2 + length;
    const isPadded = number[0] === 0;
    // DER: no sign bit without a zero before it, and no zero without need.
    if (((number[0] ?? 0) & 0x80) !== 0 || (isPadded && length > 1 && ((number[1] ?? 0) & 0x80) === 0)) return null;
    const digits = isPadded ? number.subarray(1) : number;
    if (digits.length > 32) return null;
    raw.set(digits, half + 32 - digits.length);
  }
  return at === der.length ? raw : null;
}

/** The same root, from hex, as a note has it. */
export const rootInBase64 = (root: Uint8Array): string => base64Of(root);

/** A root in hex as base64; null where it is no digest. */
export function hexInBase64(root: unknown): string | null {
  const bytes = fromHex(root);
  return bytes === null ? null : base64Of(bytes);
}
