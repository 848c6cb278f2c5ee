// Every object key of a ledger: how it is written, and what a key that is found stands for.
import { isDigest } from "./digest.ts";
import { percentDecode, percentEncode } from "./percent.ts";

/** The providers a scope may belong to; `tidemark` holds the acts of people and machines. */
export const PROVIDERS = ["aws", "azure", "gcp", "entra", "workspace", "tidemark"] as const;
/** One of `PROVIDERS`. */
export type Provider = (typeof PROVIDERS)[number];

/** The kinds of digest-named documents. */
export const DOCUMENT_KINDS = [
  "tests",
  "controls",
  "waivers",
  "boundary",
  "routes",
  "schedule",
  "roster",
  "queries",
  "code",
] as const;
/** One of `DOCUMENT_KINDS`. */
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** The key of the object that founds the ledger. */
export const GENESIS_KEY = "genesis.json";

/** The largest seq or index that twelve digits can name. */
export const MAX_POSITION = 999_999_999_999;

/** The files of the log: the seal itself, its signed checkpoint, its RFC 3161 stamp, its cosignatures. */
export type LogClass = "seal" | "note" | "timestamp" | "cosignature";

/** What a key of the ledger stands for. */
export type ObjectKey =
  | { readonly class: "genesis" }
  | { readonly class: "segment"; readonly scope: string; readonly gen: number; readonly firstSeq: number }
  | { readonly class: LogClass; readonly index: number }
  | { readonly class: "document"; readonly kind: DocumentKind; readonly digest: string };

/** A scope taken apart. `id` is as the provider spells it, not encoded, and may hold slashes. */
export interface Scope {
  readonly provider: Provider;
  readonly id: string;
}

/**
 * The provider (up to the first slash) and id of a scope such as `aws/123456789012`.
 * Throws RangeError where the provider is not in the closed list or the id is empty.
 */
export function parseScope(scope: string): Scope {
  const slash = scope.indexOf("/");
  const provider = PROVIDERS.find((name) => name === scope.slice(0, Math.max(slash, 0)));
  const id = scope.slice(slash + 1);
  if (provider === undefined || id === "") {
    throw new RangeError(
      `found scope ${JSON.stringify(scope)}, expected <provider>/<id> with provider ${PROVIDERS.join(", ")}`,
    );
  }
  return { provider, id };
}

/** Whether `text` is a scope that `parseScope` takes. */
export function isScope(text: string): boolean {
  try {
    return parseScope(text).id !== "";
  } catch {
    return false;
  }
}

/** What the keys of all segments of `scope` begin with. Throws RangeError. */
export function segmentsPrefix(scope: string): string {
  const { provider, id } = parseScope(scope);
  return `records/provider=${provider}/scope=${percentEncode(id)}/`;
}

/** The key of the segment of `scope` in generation `gen` whose first record has `firstSeq`. Throws RangeError. */
export function segmentKey(scope: string, gen: number, firstSeq: number): string {
  if (!Number.isSafeInteger(gen) || gen < 0) throw new RangeError(`found gen ${gen}, expected an integer from 0`);
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

/** The key of the RFC 3161 token over that checkpoint. Throws RangeError as `sealKey`. */
export function timestampKey(index: number): string {
  return `log/${position(index)}.tsr`;
}

/** The key of the witnesses' cosignatures of that checkpoint. Throws RangeError as `sealKey`. */
export function cosignatureKey(index: number): string {
  return `log/${position(index)}.cosig`;
}

/** The key of the document whose bytes have `digest`. Throws RangeError where it is not 64 lower-case hex digits. */
export function documentKey(kind: DocumentKind, digest: string): string {
  if (!DOCUMENT_KINDS.includes(kind))
    throw new RangeError(`found document kind ${JSON.stringify(kind)}, expected ${DOCUMENT_KINDS.join(", ")}`);
  if (!isDigest(digest))
    throw new RangeError(`found digest ${JSON.stringify(digest)}, expected 64 lower-case hexadecimal digits`);
  return `documents/${kind}/${digest}.json`;
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
      return timestampKey(key.index);
    case "cosignature":
      return cosignatureKey(key.index);
    case "document":
      return documentKey(key.kind, key.digest);
  }
}

/** What `key` stands for, or null: a key is read only if formatting what was read gives the same text again. */
export function parseObjectKey(key: string): ObjectKey | null {
  const read =
    key === GENESIS_KEY ? { class: "genesis" as const } : (readSegment(key) ?? readLog(key) ?? readDocument(key));
  try {
    return read !== null && formatObjectKey(read) === key ? read : null;
  } catch {
    // A provider outside the list or a gen beyond 2^53: the shape of a key, and not one.
    return null;
  }
}

const SEGMENT = /^records\/provider=([^/]+)\/scope=([^/]+)\/gen=(\d+)\/(\d{12})\.ndjson\.gz$/;
const LOG = /^log\/(\d{12})\.(json|note|tsr|cosig)$/;
const DOCUMENT = /^documents\/([^/]+)\/([0-9a-f]{64})\.json$/;
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
  const [, index, extension = ""] = LOG.exec(key) ?? [];
  const file = LOG_CLASSES.get(extension);
  return file === undefined ? null : { class: file, index: Number(index) };
}

function readDocument(key: string): ObjectKey | null {
  const [, name, digest = ""] = DOCUMENT.exec(key) ?? [];
  const kind = DOCUMENT_KINDS.find((each) => each === name);
  return kind === undefined ? null : { class: "document", kind, digest };
}

function position(value: number): string {
  if (!Number.isInteger(value) || value < 0 || value > MAX_POSITION) {
    throw new RangeError(`found position ${value}, expected an integer from 0 to ${MAX_POSITION}`);
  }
  return String(value).padStart(12, "0");
}
