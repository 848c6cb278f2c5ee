// Counts what a question reads, so that the answer can say it.
import { parseObjectKey } from "../../evidence-schema/keys/object-key.ts";
import type { ReadStore } from "../../ledger/store.ts";

/** Objects and stored bytes that were read; an object that was read twice counts twice. */
export type Read = { segments: number; seals: number; bytes: number };

export class MeteredStore implements ReadStore {
  readonly #store: ReadStore;
  readonly read: Read = { segments: 0, seals: 0, bytes: 0 };

  constructor(store: ReadStore) {
    this.#store = store;
  }

  get place(): string {
    return this.#store.place;
  }

  async get(key: string): Promise<Buffer | null> {
    const bytes = await this.#store.get(key);
    if (bytes !== null) this.count(key, bytes);
    return bytes;
  }

  /** As `get`, of an object that may never be needed. */
  getUncounted(key: string): Promise<Buffer | null> {
    return this.#store.get(key);
  }

  count(key: string, { length }: Buffer): void {
    const kind = parseObjectKey(key)?.class;
    if (kind === "segment") this.read.segments += 1;
    if (kind === "seal") this.read.seals += 1;
    this.read.bytes += length;
  }

  list(prefix: string, after?: string): Promise<string[]> {
    return this.#store.list(prefix, after);
  }

  folders(prefix: string): Promise<string[]> {
    return this.#store.folders(prefix);
  }
}

/** Reads objects that count only once somebody needs them. */
export type Uncounted = {
  readonly get: (key: string) => Promise<Buffer | null>;
  readonly count: (key: string, bytes: Buffer) => void;
};

export const uncounted = (store: ReadStore): Uncounted =>
  store instanceof MeteredStore
    ? { get: (key) => store.getUncounted(key), count: (key, bytes) => store.count(key, bytes) }
    : { get: (key) => store.get(key), count: () => {} };
