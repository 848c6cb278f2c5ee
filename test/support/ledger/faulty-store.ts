// A store whose n-th put fails: before it persisted anything, or after (its answer is lost).
import { StoreError, type Store } from "../../../ledger/store.ts";

export const MODES = ["fails", "fails but persists"] as const;
export type Mode = (typeof MODES)[number];

/** `puts` holds the keys in order; the put at index `at` fails. Without `at` it only counts. */
export function faultyStore(inner: Store, at = -1, mode: Mode = "fails"): Store & { readonly puts: readonly string[] } {
  const puts: string[] = [];
  return {
    ...inner,
    puts,
    put: async (key, bytes) => {
      puts.push(key);
      if (puts.length - 1 !== at) return inner.put(key, bytes);
      if (mode === "fails but persists") await inner.put(key, bytes);
      throw new StoreError(`cannot write ${key}: injected`);
    },
  };
}
