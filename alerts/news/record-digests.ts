// Computes the digest of the record that a message rests on: readers know a message by it, however often it is sent.
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";
import { storedLines } from "../../ledger/read/stored.ts";
import type { ReadStore } from "../../ledger/store.ts";

export class RecordDigests {
  readonly #store: ReadStore;
  /** The segment that of() read last: the next record often lies in it. */
  #last: { readonly key: string; readonly lines: readonly Buffer[] } | null = null;

  constructor(store: ReadStore) {
    this.#store = store;
  }

  /** Hex SHA-256 over the line, its LF included. `record`: `<object key>:<line>`, the line counted from 1. */
  async of(record: string): Promise<string> {
    const at = record.lastIndexOf(":");
    const key = record.slice(0, at);
    if (this.#last?.key !== key) this.#last = { key, lines: await storedLines(this.#store, key) };
    return sha256Hex(this.#last.lines[Number(record.slice(at + 1)) - 1] as Buffer);
  }
}
