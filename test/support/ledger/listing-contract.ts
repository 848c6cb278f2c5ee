// Tells what every store's listings have to answer: what they would where all keys are known, whatever they begin after.
import { expect } from "vitest";
import { foldersAmong, keysAmong, type ReadStore } from "../../../ledger/store.ts";
import { noteKey, sealKey, segmentKey } from "../../../evidence-schema/keys/object-key.ts";

const [SCOPE, OTHER] = ["aws/111111111111", "azure/a b"];

/** Keys as a ledger has them, and strays beside them. */
export const LISTED: readonly string[] = [
  "genesis.json",
  ...[0, 1, 2, 9, 10, 11].flatMap((index) => [sealKey(index), noteKey(index)]),
  ...[0, 1, 2, 9, 10].flatMap((gen) => [0, 7, 12].map((seq) => segmentKey(SCOPE, gen, seq))),
  segmentKey(OTHER, 0, 0),
  "records/junk",
  "records/provider=aws/junk",
  "records/provider=aws/scope=111111111111/gen=1-junk",
];

const PREFIXES = ["", "log/", "records/", "records/provider=aws/", "records/provider=aws/scope=111111111111/", "none/"];

/** Keys to begin after that are in the store, whatever prefix is listed. */
export const THERE: readonly string[] = [
  "genesis.json",
  noteKey(1),
  sealKey(11),
  segmentKey(SCOPE, 0, 7),
  segmentKey(SCOPE, 9, 12),
  segmentKey(OTHER, 0, 0),
];

/** Keys to begin after that are not. */
export const NOT_THERE: readonly string[] = [
  "a",
  "log/",
  "log/000000000001",
  "log/000000000005.note",
  segmentKey(SCOPE, 0, 8),
  segmentKey(SCOPE, 3, 0),
  "records/provider=aws/scope=111111111111/gen=1",
  "zzz",
];

/** Holds the listings of a store that has the objects `LISTED` against their keys. */
export async function expectListings(store: ReadStore, afters: readonly string[]): Promise<void> {
  for (const prefix of PREFIXES) {
    expect(await store.list(prefix), prefix).toEqual(keysAmong(LISTED, prefix));
    if (prefix.endsWith("/") || prefix === "")
      expect(await store.folders(prefix), prefix).toEqual(foldersAmong(LISTED, prefix));
    for (const after of afters)
      expect(await store.list(prefix, after), `${prefix} after ${after}`).toEqual(keysAmong(LISTED, prefix, after));
  }
}
