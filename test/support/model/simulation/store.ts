// The store of a simulated process: put-if-absent over the shared objects, every call of which may be its last.
import { foldersAmong, keysAmong, type Store } from "../../../../ledger/store.ts";
import type { RunScratch } from "../../../../observation/reading/kept-answers.ts";
import type { Process } from "./process.ts";
import type { World } from "./world.ts";

/** A ledger's store as a process has it. */
export function storeOf(world: World, process: Process): Store {
  const { objects } = world;
  return {
    place: "memory",
    get: (key) => process.call(`read ${key}`, () => objects.get(key) ?? null),
    list: (prefix, after) => process.call(`list ${prefix}`, () => keysAmong(objects.keys(), prefix, after)),
    folders: (prefix) => process.call(`list folders of ${prefix}`, () => foldersAmong(objects.keys(), prefix)),
    clock: () => process.call("ask for the time", () => world.storeTime),
    put: (key, bytes) => process.call(`write ${key}`, () => world.put(process.name, key, bytes)),
  };
}

/** What a run keeps beside the ledger, as a process has it. */
export function keepOf(world: World, process: Process, run: string): RunScratch {
  const kept = world.keep(run);
  return {
    get: (name) => process.call(`read ${name}`, () => kept.get(name) ?? null),
    put: (name, bytes) =>
      process.call(`keep ${name}`, () => {
        if (!kept.has(name)) kept.set(name, bytes);
      }),
  };
}
