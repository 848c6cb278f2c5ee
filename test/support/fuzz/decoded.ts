// A finished ledger taken apart: what each object says as values that can be changed, and how it was signed.
import { gunzipSync } from "node:zlib";
import { sha256Hex, ZERO_DIGEST } from "../../../evidence-schema/bytes/digest.ts";
import { GENESIS_KEY, parseObjectKey } from "../../../evidence-schema/keys/object-key.ts";
import { parseNote } from "../../../evidence-schema/log/signed-note.ts";
import {
  LOG,
  LOG_2,
  LOG_ML_DSA,
  LOG_P256,
  type Signer,
  STRANGER,
  WITNESS_A,
  WITNESS_B,
  WITNESS_ML_DSA,
} from "../forge/keys.ts";
import type { Forged } from "../forge/forge.ts";
import { isMembers, type Members, type Value, textOf } from "./value.ts";

/** A value that is an object's content, or a line of it. `kept` has the paths that were changed: nothing repairs them. */
export type Said = { value: Value; readonly digest: string; readonly kept: Set<string> };

export type Segment = {
  scope: string;
  gen: number;
  /** seq of the key. */
  first: number;
  readonly lines: Said[];
  /** The digest of the stored bytes, and the key, before any change. */
  readonly object: string;
  readonly key: string;
  readonly time: string;
  /** Whether the chain goes on from it: those beside the chain were abandoned. */
  main: boolean;
};

/** A signature by one of the forge's keys, or a line that is kept as it is. */
export type Signature = Signer | string;

export type Leaf = Said & {
  index: number;
  readonly time: string;
  /** null: it has no note. */
  note: { readonly text: string; readonly bytes: string; signatures: Signature[] } | null;
  readonly cosignatures: { key: string; digest: string; signatures: Signature[] }[];
};

export type Document = Said & { readonly kind: string };

export type Decoded = {
  genesis: Said;
  documents: Document[];
  segments: Segment[];
  leaves: Leaf[];
  /** What is none of these, or can't be read. */
  others: Map<string, Buffer>;
  trust: string;
};

const SIGNERS = [LOG, LOG_2, LOG_P256, STRANGER, LOG_ML_DSA, WITNESS_A, WITNESS_B, WITNESS_ML_DSA];

/** Takes a ledger apart. Throws where its genesis is no JSON. */
export function decode({ objects, trust }: Forged): Decoded {
  const decoded: Decoded = {
    genesis: said(objects.get(GENESIS_KEY) as Buffer),
    documents: [],
    segments: [],
    leaves: [],
    others: new Map(),
    trust,
  };
  for (const [key, bytes] of objects) {
    if (key === GENESIS_KEY) continue;
    try {
      if (!take(decoded, key, bytes, objects)) decoded.others.set(key, bytes);
    } catch {
      decoded.others.set(key, bytes);
    }
  }
  decoded.leaves.sort((a, b) => a.index - b.index);
  return withChains(decoded);
}

const said = (bytes: Buffer): Said => ({
  value: JSON.parse(bytes.toString()) as Value,
  digest: sha256Hex(bytes),
  kept: new Set(),
});

function take(decoded: Decoded, key: string, bytes: Buffer, objects: Forged["objects"]): boolean {
  const parsed = parseObjectKey(key);
  switch (parsed?.class) {
    case "document":
      decoded.documents.push({ kind: parsed.kind, ...said(bytes) });
      return true;
    case "segment":
      decoded.segments.push(segment(key, bytes, { ...parsed, first: parsed.firstSeq }));
      return true;
    case "seal":
      decoded.leaves.push(leaf(parsed.index, bytes, objects));
      return true;
    case "note":
    case "cosignature": {
      // Those of a leaf that can be read were taken with it.
      const at = objects.get(`log/${String(parsed.index).padStart(12, "0")}.json`);
      return at !== undefined && isMembers(said(at).value);
    }
    default:
      return false;
  }
}

function segment(key: string, bytes: Buffer, place: { scope: string; gen: number; first: number }): Segment {
  const lines = gunzipSync(bytes).toString().split("\n").slice(0, -1);
  const read = lines.map((line) => said(Buffer.from(`${line}\n`)));
  const time = membersOf(read[0])["time"];
  const { scope, gen, first } = place;
  return { scope, gen, first, lines: read, object: sha256Hex(bytes), key, time: textOf(time), main: false };
}

function leaf(index: number, bytes: Buffer, objects: Forged["objects"]): Leaf {
  const digits = String(index).padStart(12, "0");
  const note = objects.get(`log/${digits}.note`);
  const { value, digest } = said(bytes);
  if (!isMembers(value)) throw new Error("found no object, expected a leaf");
  const cosignatures = [...objects].flatMap(([key, stored]) =>
    key.startsWith(`log/${digits}.`) && key.endsWith(".cosig")
      ? [{ key, digest: sha256Hex(stored), signatures: signaturesOf(`x\n\n${stored.toString()}`) }]
      : [],
  );
  const time = textOf(value["time"]);
  if (note === undefined) return { index, time, value, digest, kept: new Set(), note: null, cosignatures };
  const text = note.toString();
  return {
    index,
    time,
    value,
    digest,
    kept: new Set(),
    note: { text: parseNote(note).text, bytes: text, signatures: signaturesOf(text) },
    cosignatures,
  };
}

/** Who signed a note; a line of nobody that the forge knows stays as it is. */
export function signaturesOf(note: string): Signature[] {
  const lines = note
    .slice(note.lastIndexOf("\n\n") + 2)
    .split("\n")
    .slice(0, -1);
  return lines.map((line) => {
    const [, name, base64 = ""] = line.split(" ");
    const keyId = Buffer.from(base64, "base64").subarray(0, 4);
    return SIGNERS.find((signer) => signer.name === name && signer.keyId.equals(keyId)) ?? line;
  });
}

const membersOf = (line: Said | undefined): Members => (isMembers(line?.value) ? line.value : {});

/** Says of each segment whether its chain goes on from it, and puts them in the order in which they were written. */
function withChains(decoded: Decoded): Decoded {
  const listed = new Set<Value | undefined>();
  for (const { value } of decoded.leaves) {
    const scopes = (value as Members)["scopes"];
    for (const row of Array.isArray(scopes) ? scopes : []) {
      const segments = isMembers(row) ? row["segments"] : [];
      for (const each of Array.isArray(segments) ? segments : []) listed.add(isMembers(each) ? each["key"] : undefined);
    }
  }
  const heads = new Map<string, string>();
  decoded.segments.sort(
    (a, b) => (a.time === b.time ? 0 : a.time < b.time ? -1 : 1) || a.gen - b.gen || a.first - b.first,
  );
  for (const [i, each] of decoded.segments.entries()) {
    const { prev } = membersOf(each.lines[0]);
    const isFollowed = decoded.segments.slice(i).some(({ scope, key }) => scope === each.scope && listed.has(key));
    each.main = listed.has(each.key) || (!isFollowed && prev === (heads.get(each.scope) ?? ZERO_DIGEST));
    if (each.main) heads.set(each.scope, (each.lines.at(-1) as Said).digest);
  }
  return decoded;
}
