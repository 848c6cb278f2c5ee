// Finds the first seal of which something holds that holds of every later one, as of time and of how far chains have come.
import { parseObjectKey } from "../evidence-schema/object-key.ts";
import type { Ledger, NewestSeal } from "../ledger/ledger.ts";

/** The first seal that it holds of, null where that is none; and the last one that it does not hold of. */
export type SealBoundary = { readonly before: NewestSeal | null; readonly first: NewestSeal | null };

/** Reads about as many seals as the length of the log has bits. What has no note is sealed by nothing and passed over. */
export async function firstSeal(ledger: Ledger, holds: (seal: NewestSeal) => boolean): Promise<SealBoundary> {
  const noted = (await ledger.store.list("log/"))
    .map(parseObjectKey)
    .flatMap((key) => (key?.class === "note" ? [key.index] : []))
    .sort((a, b) => a - b);
  let [low, high] = [0, noted.length];
  let [before, first]: [NewestSeal | null, NewestSeal | null] = [null, null];
  while (low < high) {
    const middle = (low + high) >> 1;
    const seal = await ledger.readSeal(noted[middle] as number);
    if (holds(seal)) [high, first] = [middle, seal];
    else [low, before] = [middle + 1, seal];
  }
  return { before, first };
}
