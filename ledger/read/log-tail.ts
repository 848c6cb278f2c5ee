// Reads the end of the log backwards: the leaves that have a note, of which only seals say where chains stand.
import { isKnownKind } from "../../evidence-schema/log/check-leaf.ts";
import type { Leaf, Seal } from "../../evidence-schema/log/log-schema.ts";
import { endLeaf, keyLeaf, seal as sealSchema } from "../../evidence-schema/log/log-schema.ts";
import { noteKey, parseObjectKey, sealKey } from "../../evidence-schema/keys/object-key.ts";
import { readCanonical } from "../../evidence-schema/record/record-line.ts";
import { oneLine } from "./one-line.ts";
import { StoreError, type ReadStore } from "../store.ts";

export type NewestSeal = { readonly index: number; readonly seal: Seal; readonly bytes: Buffer };
/** A leaf as it was read; `leaf` is null where its kind is not known. */
export type ReadLeaf = { readonly index: number; readonly leaf: Leaf | null; readonly bytes: Buffer };

/** The newest leaf that has a note (-1 where none has), and the indexes of notes from there on at least. */
export type NotedLeaves = { readonly newest: number; readonly notes: ReadonlySet<number> };

/** Index of the newest leaf that has a note; -1 where none has. A note without its leaf is nobody's. */
export const newestNoted = async (store: ReadStore): Promise<number> => (await notedLeaves(store)).newest;

/**
 * The newest leaf that has a note, and notes without a leaf after it. `known`: the index of a leaf that had a note. The log
 * is listed from there on, and as a whole where the leaf or its note is not there.
 */
export async function notedLeaves(store: ReadStore, known = -1): Promise<NotedLeaves> {
  if (known > 0) {
    const since = notedAmong(await store.list("log/", noteKey(known - 1)));
    if (since.leaves.has(known) && since.notes.has(known)) return since;
  }
  return notedAmong(await store.list("log/"));
}

function notedAmong(keys: readonly string[]): NotedLeaves & { readonly leaves: ReadonlySet<number> } {
  const leaves = new Set<number>();
  const notes = new Set<number>();
  for (const key of keys) {
    const parsed = parseObjectKey(key);
    if (parsed?.class === "seal") leaves.add(parsed.index);
    if (parsed?.class === "note") notes.add(parsed.index);
  }
  let newest = -1;
  for (const index of notes) if (index > newest && leaves.has(index)) newest = index;
  return { newest, notes, leaves };
}

/** Leaf `index`, which has a note. Rejects with StoreError in one line where it is missing or has not its form. */
export async function readLeaf(store: ReadStore, index: number): Promise<ReadLeaf> {
  const bytes = await store.get(sealKey(index));
  if (bytes === null)
    throw new StoreError(`${sealKey(index)} is missing, but its note ${noteKey(index)} is there. Run tidemark verify`);
  return { index, leaf: parseLeaf(bytes, index), bytes };
}

const SCHEMAS = { seal: sealSchema, key: keyLeaf, end: endLeaf } as const;

/** The leaf of these bytes, null where its kind is not known; throws StoreError in one line. */
export function parseLeaf(bytes: Buffer, index: number): Leaf | null {
  const failed = (why: string, cause?: unknown): StoreError => new StoreError(`${sealKey(index)}: ${why}`, { cause });
  let value: { readonly kind?: unknown } | null;
  try {
    value = readCanonical(bytes) as { readonly kind?: unknown } | null;
  } catch (error) {
    throw failed(oneLine((error as Error).message), error);
  }
  const kind = value?.kind;
  if (typeof kind === "string" && !isKnownKind(kind)) return null;
  const parsed = SCHEMAS[isKnownKind(kind) ? kind : "seal"].safeParse(value);
  const [issue] = parsed.error?.issues ?? [];
  if (issue !== undefined) throw failed(`${issue.path.join(".")}: ${issue.message}`);
  return value as unknown as Leaf;
}

/** Reads a seal's bytes as leaf `index`; throws StoreError in one line. */
export function parseSeal(bytes: Buffer, index: number): Seal {
  const leaf = parseLeaf(bytes, index);
  if (leaf?.kind !== "seal") throw new StoreError(`${sealKey(index)} is not a seal. Run tidemark verify`);
  return leaf;
}

/** Leaves with a note from `index` on, backwards: void ones, which each leaf names, are passed over. */
export async function* leavesBack(store: ReadStore, index: number): AsyncGenerator<ReadLeaf> {
  for (let at = index; at >= 0;) {
    const read = await readLeaf(store, at);
    yield read;
    at -= 1 + (read.leaf?.void.length ?? 0);
  }
}

/** The newest seal up to leaf `index`, which has a note; null where there is none. */
export async function sealUpTo(store: ReadStore, index: number): Promise<NewestSeal | null> {
  for await (const { index: at, leaf, bytes } of leavesBack(store, index))
    if (leaf?.kind === "seal") return { index: at, seal: leaf, bytes };
  return null;
}
