// A sealed ledger taken apart, so that one thing in it can be told otherwise before all of it is hashed and signed anew.
import { gunzipSync } from "node:zlib";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { parseObjectKey } from "../../../../evidence-schema/keys/object-key.ts";
import { LOG, LOG_2, type Signer } from "../../forge/keys.ts";
import type { Moment } from "../moment.ts";

/** Members of a record or leaf, open to change. */
export type Body = { [member: string]: Json };

export type DraftRecord = {
  v: Json;
  ledger: Json;
  scope: string;
  gen: number;
  seq: number;
  prev: string;
  run: string;
  time: string;
  type: string;
  body: Body;
};

export type DraftSegment = {
  readonly scope: string;
  gen: number;
  records: DraftRecord[];
  /** What the writer of the lie puts in a line after all is linked. */
  after?: (record: DraftRecord, at: number) => DraftRecord;
};

/** A scope's row in a seal: what the seal says, and the segments that it lists. */
export type DraftRow = { scope: string; view: string; problem: string | null; segments: DraftSegment[] };

export type DraftLeaf = {
  /** Of a void leaf: it stays as it is. */
  readonly raw: Buffer | null;
  /** Whose signatures its note has. A leaf that nobody signs has no note. */
  signers: readonly Signer[];
  body: Body;
  rows: DraftRow[];
  /** What the writer of the lie puts in the leaf after all else is right. */
  after?: (body: Body) => Body;
};

export type Manuscript = {
  /** Everything but records and log: documents, genesis, and objects that restarts abandoned. */
  readonly objects: Map<string, Buffer>;
  readonly leaves: DraftLeaf[];
  /** Segments that lie there, and that no seal lists. */
  readonly unsealed: DraftSegment[];
  readonly now: string;
  /** The ledger that was taken apart. */
  readonly original: ReadonlyMap<string, Buffer>;
};

/** Takes apart what is sealed of a moment; what no seal covers is left away. */
export function takenApart({ objects, now }: Pick<Moment, "objects" | "now">): Manuscript {
  const rest = new Map<string, Buffer>();
  const leaves: DraftLeaf[] = [];
  const kept = new Set<string>();
  for (let index = 0; index <= lastNoted(objects); index += 1) {
    const name = `log/${String(index).padStart(12, "0")}`;
    const raw = objects.get(`${name}.json`) as Buffer;
    leaves.push(
      objects.has(`${name}.note`)
        ? leafOf(raw, signersOf(objects.get(`${name}.note`) as Buffer), objects, kept)
        : { raw, signers: [], body: {}, rows: [] },
    );
  }
  for (const [key, bytes] of objects) if (!/^(?:records|log)\//.test(key) || kept.has(key)) rest.set(key, bytes);
  return { objects: rest, leaves, unsealed: [], now, original: objects };
}

function lastNoted(objects: ReadonlyMap<string, Buffer>): number {
  const notes = [...objects.keys()].filter((key) => key.endsWith(".note")).sort();
  return notes.length === 0 ? -1 : Number((notes.at(-1) as string).slice(4, 16));
}

type SealedRow = {
  scope: string;
  view: string;
  problem: string | null;
  segments: readonly { readonly key: string }[];
};

/** Which of the log's keys have a line in a signed note. */
export function signersOf(note: Buffer): Signer[] {
  const ids = note
    .toString()
    .split("\n")
    .filter((line) => line.startsWith("— "))
    .map((line) => Buffer.from(line.slice(line.lastIndexOf(" ") + 1), "base64").subarray(0, 4));
  return [LOG, LOG_2].filter(({ keyId }) => ids.some((id) => id.equals(keyId)));
}

function leafOf(
  raw: Buffer,
  signers: readonly Signer[],
  objects: ReadonlyMap<string, Buffer>,
  kept: Set<string>,
): DraftLeaf {
  const { scopes = [], ...body } = JSON.parse(raw.toString()) as Body & { readonly scopes?: readonly SealedRow[] };
  const rows = scopes.map(({ scope, view, problem, segments }) => ({
    scope,
    view,
    problem,
    segments: segments.map(({ key }) => segmentOf(key, objects.get(key) as Buffer, kept)),
  }));
  return { raw: null, signers, body, rows };
}

function segmentOf(key: string, bytes: Buffer, kept: Set<string>): DraftSegment {
  const parsed = parseObjectKey(key);
  if (parsed?.class !== "segment") throw new TypeError(`found ${key}, expected the key of a segment`);
  const lines = gunzipSync(bytes).toString().trimEnd().split("\n");
  const records = lines.map((line) => JSON.parse(line) as DraftRecord);
  const { restarts } = (records[0] as DraftRecord).body as {
    readonly restarts?: { readonly abandoned: { key: string }[] };
  };
  for (const abandoned of restarts?.abandoned ?? []) kept.add(abandoned.key);
  return { scope: parsed.scope, gen: parsed.gen, records };
}
