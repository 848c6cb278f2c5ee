// The reading side of a store over objects in memory.
import { listingsOf, type ReadStore } from "../../ledger/store.ts";

export const memoryStore = (objects: ReadonlyMap<string, Buffer>): ReadStore => ({
  place: "memory",
  get: (key) => Promise.resolve(objects.get(key) ?? null),
  ...listingsOf(() => objects.keys()),
});
