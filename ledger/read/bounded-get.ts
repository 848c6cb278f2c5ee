// Reads an object only as far as its bound lets it: no object can take the reader's memory or time (FORMAT.md B5).
import { maxBytes } from "../../evidence-schema/keys/max-bytes.ts";
import { parseObjectKey } from "../../evidence-schema/keys/object-key.ts";
import { require, Violation } from "../../evidence-schema/violation.ts";
import { TooLong, type ReadStore } from "../store.ts";

/** The bytes of an object, or null if there is none. Rejects with Violation of B5 beyond its bound, with StoreError. */
export async function boundedGet(store: ReadStore, key: string): Promise<Buffer | null> {
  const most = maxBytes(parseObjectKey(key));
  try {
    const bytes = await store.get(key);
    require(bytes === null || bytes.length <= most, "B5", () => `at most ${most} bytes`, () => `${bytes?.length}`);
    return bytes;
  } catch (error) {
    if (!(error instanceof TooLong)) throw error;
    throw new Violation("B5", `at most ${most} bytes`, `${error.size}`);
  }
}
