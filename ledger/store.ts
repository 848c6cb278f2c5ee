// Defines the contract of whatever holds a ledger's objects. Stores differ in how, never in what.
import { maxBytes } from "../evidence-schema/keys/max-bytes.ts";

/** The reading side: all that a verifier needs. */
export interface ReadStore {
  /** For messages: where the ledger is. */
  readonly place: string;
  /**
   * The bytes of an object as they were first written, or null if there is none (a link, a pipe or a folder is none).
   * Rejects with StoreError on anything that leaves that open (no permission, I/O), with TooLong beyond MAX_OBJECT.
   */
  get(key: string): Promise<Buffer | null>;
  /**
   * Every key that begins with `prefix`, ascending by UTF-16 code units; strays included, under the name that they have.
   * `after`: only keys that come after this one, which need be no key of the store. It is ASCII, as the keys of a ledger are:
   * so it divides keys alike by code units and by bytes.
   */
  list(prefix: string, after?: string): Promise<string[]>;
  /**
   * The folders right below `prefix`, which is empty or ends with a slash: each begins with `prefix` and ends with a slash,
   * ascending. Every listed key with a slash after `prefix` lies in one of them; a folder need not hold a key.
   */
  folders(prefix: string): Promise<string[]>;
}

/**
 * The writing side. `put` is put-if-absent and nothing else: no object is ever replaced, shortened or removed.
 * - When it resolves with "created" the object is durable, whole, and visible to every reader.
 * - "exists": an object of that key was there before. The caller reads it back and compares.
 * - When it rejects, the object may or may not be there, but never in part. Putting the same bytes again is safe.
 * - Any number of processes may put at once; exactly one of those that race on a key gets "created".
 */
export interface Store extends ReadStore {
  put(key: string, bytes: Buffer): Promise<"created" | "exists">;
  /** The store's own clock, in milliseconds since 1970. */
  clock(): Promise<number>;
}

/** The listings of a store whose keys are all known. */
export const listingsOf = (keys: () => Iterable<string>): Pick<ReadStore, "list" | "folders"> => ({
  list: (prefix, after) => Promise.resolve(keysAmong(keys(), prefix, after)),
  folders: (prefix) => Promise.resolve(foldersAmong(keys(), prefix)),
});

/** The answer of `list` where these are all keys. */
export function keysAmong(keys: Iterable<string>, prefix: string, after = ""): string[] {
  const found: string[] = [];
  for (const key of keys) if (key.startsWith(prefix) && key > after) found.push(key);
  return found.sort();
}

/** The answer of `folders` where these are all keys. */
export function foldersAmong(keys: Iterable<string>, prefix: string): string[] {
  const found = new Set<string>();
  for (const key of keys) {
    const end = key.startsWith(prefix) ? key.indexOf("/", prefix.length) : -1;
    if (end !== -1) found.add(key.slice(0, end + 1));
  }
  return [...found].sort();
}

/** The store could not do what it was asked. The message is one lower-case line. */
export class StoreError extends Error {
  override readonly name = "StoreError";
}

/** Bytes of the longest object that is read: what may be longer is no object of a ledger (FORMAT.md B3, B5). */
export const MAX_OBJECT = maxBytes(null);

/** An object is longer than any of a ledger may be. */
export class TooLong extends StoreError {
  readonly size: number;

  constructor(key: string, size: number) {
    super(`${key}: found ${size} bytes, expected at most ${MAX_OBJECT}`);
    this.size = size;
  }
}

/** Puts an object whose bytes are a function of its key's meaning: an equal one that is there already is success. */
export async function putSame(store: Store, key: string, bytes: Buffer): Promise<void> {
  if ((await store.put(key, bytes)) === "created") return;
  const there = await store.get(key);
  if (there === null || !there.equals(bytes))
    throw new StoreError(`${key} exists with other bytes and is never overwritten. Run tidemark verify`);
}
