// Keeps the bytes of some objects of a store at hand, so that none of them is fetched twice.
import type { ReadStore } from "../../store.ts";

/** A store, with the bytes of the objects `keys` once they were fetched or taken from elsewhere. */
export class AtHand implements ReadStore {
  readonly #store: ReadStore;
  readonly #keys: ReadonlySet<string>;
  /** Filled by get() and take(). Objects of a ledger never change. */
  readonly #bytes = new Map<string, Buffer>();

  constructor(store: ReadStore, keys: Iterable<string>) {
    this.#store = store;
    this.#keys = new Set(keys);
  }

  get place(): string {
    return this.#store.place;
  }

  /** Takes bytes for those of the store: for whoever has proven that they say the same. */
  take(key: string, bytes: Buffer): void {
    this.#bytes.set(key, bytes);
  }

  /** The bytes of an object that are at hand; null where they are not. */
  has(key: string): Buffer | null {
    return this.#bytes.get(key) ?? null;
  }

  async get(key: string): Promise<Buffer | null> {
    const bytes = this.#bytes.get(key) ?? (await this.#store.get(key));
    if (bytes !== null && this.#keys.has(key)) this.#bytes.set(key, bytes);
    return bytes;
  }

  list(prefix: string, after?: string): Promise<string[]> {
    return this.#store.list(prefix, after);
  }

  folders(prefix: string): Promise<string[]> {
    return this.#store.folders(prefix);
  }
}
