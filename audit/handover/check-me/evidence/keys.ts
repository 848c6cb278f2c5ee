// Reads the keys of objects (FORMAT.md section 3), each written in one way only.

/** Where a segment stands: its scope, gen, and the seq of its first line. */
export type Place = { readonly scope: string; readonly gen: number; readonly seq: number };

export type ObjectKey =
  | { readonly is: "genesis" }
  | { readonly is: "document"; readonly kind: string; readonly digest: string }
  | ({ readonly is: "segment" } & Place)
  | { readonly is: "leaf" | "note" | "stamp"; readonly index: number }
  | { readonly is: "attachment"; readonly digest: string };

/** Tells what the object of this key is; null where no object of a ledger is named so. */
export function readKey(key: string): ObjectKey | null {
  if (key === "genesis.json") return { is: "genesis" };
  const document = /^documents\/([a-z][a-z0-9-]{0,31})\/([0-9a-f]{64})\.json$/.exec(key);
  if (document !== null) return { is: "document", kind: document[1] as string, digest: document[2] as string };
  const attachment = /^attachments\/([0-9a-f]{64})$/.exec(key);
  if (attachment !== null) return { is: "attachment", digest: attachment[1] as string };
  const log = /^log\/(\d{12})\.(?:(json)|(note)|(?:[1-9]\d?\.)?(?:tsr|cosig))$/.exec(key);
  if (log !== null)
    return { is: log[2] !== undefined ? "leaf" : log[3] !== undefined ? "note" : "stamp", index: Number(log[1]) };
  return segmentKey(key);
}

function segmentKey(key: string): ObjectKey | null {
  const parts =
    /^records\/provider=([a-z][a-z0-9-]{0,31})\/scope=([^/]+)\/gen=(0|[1-9]\d{0,5})\/(\d{12})\.ndjson\.gz$/.exec(key);
  if (parts === null) return null;
  const [, provider, encoded, gen, seq] = parts as unknown as [string, string, string, string, string];
  try {
    const id = decodeURIComponent(encoded);
    if (encodedId(id) !== encoded || id.includes("\0") || encoded.length > 200) return null;
    if (provider === "tidemark" && id !== "ledger") return null;
    return { is: "segment", scope: `${provider}/${id}`, gen: Number(gen), seq: Number(seq) };
  } catch {
    return null;
  }
}

/** RFC 3986: all but unreserved characters, upper-case hex. */
const encodedId = (id: string): string =>
  encodeURIComponent(id).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);

/** Ascending by gen, then by seq. */
export const byPlace = (a: Place, b: Place): number => a.gen - b.gen || a.seq - b.seq;

/** The chain of acts of people and machines. */
export const ACTS = "tidemark/ledger";
