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
    if (bytes === null) return null;
    const kind = parseObjectKey(key)?.class;
    if (kind === "segment") this.read.segments += 1;
    if (kind === "seal") this.read.seals += 1;
    this.read.bytes += bytes.length;
    return bytes;
  }

  list(prefix: string, after?: string): Promise<string[]> {
    return this.#store.list(prefix, after);
  }

  folders(prefix: string): Promise<string[]> {
    return this.#store.folders(prefix);
  }
}
