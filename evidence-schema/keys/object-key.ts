// Writes and reads every object key of a ledger: which object each key stands for.
import { isScopeWithin, MAX_GEN, MAX_POSITION } from "../bytes/bounds.ts";
import { isDigest } from "../bytes/digest.ts";
import { percentDecode, percentEncode } from "../bytes/percent.ts";

/** The providers that this version watches; `tidemark` holds the acts of people and machines. A reader takes any word. */
export const PROVIDERS = ["aws", "azure", "gcp", "entra", "workspace", "tidemark"] as const;

/** The scope of the acts of people and machines: the only one of provider `tidemark`. */
export const ACTS_SCOPE = "tidemark/ledger";

/** The form of the names of providers, document kinds, problem codes and bases (FORMAT.md section 1). */
export const WORD = /^[a-z][a-z0-9-]{0,31}$/;

/** The kinds of digest-named documents that this version writes. A reader takes any word. */
export const DOCUMENT_KINDS = [
  "tests",
  "controls",
  "waivers",
  "boundary",
  "schedule",
  "roster",
  "queries",
  "code",
] as const;
/** A kind in `DOCUMENT_KINDS`. */
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** The key of the object that founds the ledger. */
export const GENESIS_KEY = "genesis.json";

/** The files of the log: the leaf itself, its signed checkpoint, its RFC 3161 stamps, its cosignatures. */
export type LogClass = "seal" | "note" | "timestamp" | "cosignature";

/** The last of the further stamps, or cosignatures, of one leaf. */
export const MAX_MORE = 99;

/** The object that a key of the ledger stands for. */
export type ObjectKey =
  | { readonly class: "genesis" }
  | { readonly class: "segment"; readonly scope: string; readonly gen: number; readonly firstSeq: number }
  | { readonly class: "seal" | "note"; readonly index: number }
  /** `more`: which further one of the leaf, 1 to 99; null for the first. */
  | { readonly class: "timestamp" | "cosignature"; readonly index: number; readonly more: number | null }
  | { readonly class: "document"; readonly kind: string; readonly digest: string }
  | { readonly class: "attachment"; readonly digest: string };

/** A scope taken apart. `id` is as the provider spells it, not encoded, and may hold slashes. */
export interface Scope {
  readonly provider: string;
  readonly id: string;
}

/**
 * The provider (up to the first slash) and id of a scope such as `aws/123456789012`.
 * Throws RangeError where the provider is no word, or the id is empty, too long for a key, or no string of a record (B1).
 */
export function parseScope(scope: string): Scope {
  const slash = scope.indexOf("/");
  if (!isScope(scope))
    throw new RangeError(`found scope ${JSON.stringify(scope)}, expected <provider>/<id>, such as aws/123456789012`);
  if (!isScopeWithin(scope))
    throw new RangeError(
      `found a scope of ${scope.length} characters, expected an id of at most 200 bytes when percent-encoded`,
    );
  return { provider: scope.slice(0, slash), id: scope.slice(slash + 1) };
}

/** Whether `text` has the form of a scope, however long its id is (that is B5). */
export function isScope(text: string): boolean {
  const slash = text.indexOf("/");
  const [provider, id] = [text.slice(0, Math.max(slash, 0)), text.slice(slash + 1)];
  const isText = id !== "" && id.isWellFormed() && !id.includes("\0");
  return WORD.test(provider) && isText && (provider !== "tidemark" || text === ACTS_SCOPE);
}

/** The prefix of the keys of all segments of `scope`. Throws RangeError. */
export function segmentsPrefix(scope: string): string {
  const { provider, id } = parseScope(scope);
  return `records/provider=${provider}/scope=${percentEncode(id)}/`;
}

/** The key of the segment of `scope` in generation `gen` whose first record has `firstSeq`. Throws RangeError. */
export function segmentKey(scope: string, gen: number, firstSeq: number): string {
  if (!Number.isSafeInteger(gen) || gen < 0 || gen > MAX_GEN)
    throw new RangeError(`found gen ${gen}, expected an integer from 0 to ${MAX_GEN}`);
  return `${segmentsPrefix(scope)}gen=${gen}/${position(firstSeq)}.ndjson.gz`;
}

/** The key of seal `index`, which is leaf `index` of the log. Throws RangeError outside 0 to `MAX_POSITION`. */
export function sealKey(index: number): string {
  return `log/${position(index)}.json`;
}

/** The key of the signed checkpoint over the tree of size `index` + 1. Throws RangeError as `sealKey`. */
export function noteKey(index: number): string {
  return `log/${position(index)}.note`;
}

/** The key of the RFC 3161 token over that checkpoint, or of a further one. Throws RangeError as `sealKey`. */
export function timestampKey(index: number, more: number | null = null): string {
  return `log/${position(index)}${further(more)}.tsr`;
}

/** The key of the witnesses' cosignatures of that checkpoint, or of further ones. Throws RangeError as `sealKey`. */
export function cosignatureKey(index: number, more: number | null = null): string {
  return `log/${position(index)}${further(more)}.cosig`;
}

function further(more: number | null): string {
  if (more === null) return "";
  if (!Number.isInteger(more) || more < 1 || more > MAX_MORE)
    throw new RangeError(`found number ${more}, expected an integer from 1 to ${MAX_MORE}`);
  return `.${more}`;
}

/** The key of the attachment whose bytes have `digest`. Throws RangeError where it is not 64 lower-case hex digits. */
export function attachmentKey(digest: string): string {
  return `attachments/${checkedDigest(digest)}`;
}

/** The key of the document whose bytes have `digest`. Throws RangeError where it is not 64 lower-case hex digits. */
export function documentKey(kind: string, digest: string): string {
  if (!WORD.test(kind))
    throw new RangeError(
      `found document kind ${JSON.stringify(kind)}, expected a word of a-z, 0-9 and dashes, at most 32 long`,
    );
  return `documents/${kind}/${checkedDigest(digest)}.json`;
}

function checkedDigest(digest: string): string {
  if (!isDigest(digest))
    throw new RangeError(`found digest ${JSON.stringify(digest)}, expected 64 lower-case hexadecimal digits`);
  return digest;
}

/** The key that `parseObjectKey` reads as `key`. Throws RangeError where a part is out of its range. */
export function formatObjectKey(key: ObjectKey): string {
  switch (key.class) {
    case "genesis":
      return GENESIS_KEY;
    case "segment":
      return segmentKey(key.scope, key.gen, key.firstSeq);
    case "seal":
      return sealKey(key.index);
    case "note":
      return noteKey(key.index);
    case "timestamp":
      return timestampKey(key.index, key.more);
    case "cosignature":
      return cosignatureKey(key.index, key.more);
    case "document":
      return documentKey(key.kind, key.digest);
    case "attachment":
      return attachmentKey(key.digest);
  }
}

/** The object that `key` stands for, or null. A key is read only if formatting the object gives the same text again. */
export function parseObjectKey(key: string): ObjectKey | null {
  const read =
    key === GENESIS_KEY
      ? { class: "genesis" as const }
      : (readSegment(key) ?? readLog(key) ?? readDocument(key) ?? readAttachment(key));
  try {
    return read !== null && formatObjectKey(read) === key ? read : null;
  } catch {
    // The text has the shape of a key, but its scope has another form or its gen is beyond the bound.
    return null;
  }
}

const SEGMENT = /^records\/provider=([^/]+)\/scope=([^/]+)\/gen=(\d+)\/(\d{12})\.ndjson\.gz$/;
const LOG = /^log\/(\d{12})(?:\.([1-9]\d?))?\.(json|note|tsr|cosig)$/;
const DOCUMENT = /^documents\/([^/]+)\/([0-9a-f]{64})\.json$/;
const ATTACHMENT = /^attachments\/([0-9a-f]{64})$/;
const LOG_CLASSES: ReadonlyMap<string, LogClass> = new Map([
  ["json", "seal"],
  ["note", "note"],
  ["tsr", "timestamp"],
  ["cosig", "cosignature"],
]);

function readSegment(key: string): ObjectKey | null {
  const [, provider, encoded, gen, seq] = SEGMENT.exec(key) ?? [];
  const id = encoded === undefined ? null : percentDecode(encoded);
  return id === null ? null : { class: "segment", scope: `${provider}/${id}`, gen: Number(gen), firstSeq: Number(seq) };
}

function readLog(key: string): ObjectKey | null {
  const [, digits, number, extension = ""] = LOG.exec(key) ?? [];
  const file = LOG_CLASSES.get(extension);
  if (file === undefined) return null;
  const [index, more] = [Number(digits), number === undefined ? null : Number(number)];
  if (file === "timestamp" || file === "cosignature") return { class: file, index, more };
  return more === null ? { class: file, index } : null;
}

function readDocument(key: string): ObjectKey | null {
  const [, kind, digest] = DOCUMENT.exec(key) ?? [];
  return kind === undefined || digest === undefined ? null : { class: "document", kind, digest };
}

function readAttachment(key: string): ObjectKey | null {
  const [, digest] = ATTACHMENT.exec(key) ?? [];
  return digest === undefined ? null : { class: "attachment", digest };
}

function position(value: number): string {
  if (!Number.isInteger(value) || value < 0 || value > MAX_POSITION) {
    throw new RangeError(`found position ${value}, expected an integer from 0 to ${MAX_POSITION}`);
  }
  return String(value).padStart(12, "0");
}
