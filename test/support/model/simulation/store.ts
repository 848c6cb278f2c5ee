// The store of a simulated process: put-if-absent over the shared objects, every call of which may be its last.
import { StoreError, type Store } from "../../../../ledger/store.ts";
import type { RunScratch } from "../../../../observation/reading/kept-answers.ts";
import type { Process } from "./process.ts";
import type { World } from "./world.ts";

const failed = (what: string): StoreError => new StoreError(`cannot ${what}: no answer`);

/** A ledger's store as a process has it. */
export function storeOf(world: World, process: Process): Store {
  const { objects } = world;
  const read = async <T>(what: string, answer: () => T): Promise<T> => {
    const fate = await process.call();
    if (fate === "killed after") return process.die();
    if (fate !== "answered") throw failed(what);
    return answer();
  };
  return {
    place: "memory",
    get: (key) => read(`read ${key}`, () => objects.get(key) ?? null),
    list: (prefix) => read(`list ${prefix}`, () => keysOf(objects, prefix)),
    clock: () => read("ask for the time", () => world.storeTime),
    put: async (key, bytes) => {
      const fate = await process.call();
      if (fate === "unasked") throw failed(`write ${key}`);
      const answer = world.put(process.name, key, bytes);
      if (fate === "killed after") return process.die();
      if (fate === "unanswered") throw failed(`write ${key}`);
      return answer;
    },
  };
}

/** What a run keeps beside the ledger, as a process has it. */
export function keepOf(world: World, process: Process, run: string): RunScratch {
  const kept = world.keep(run);
  return {
    get: async (name) => {
      await process.call();
      return kept.get(name) ?? null;
    },
    put: async (name, bytes) => {
      if ((await process.call()) === "unasked") throw failed(`keep ${name}`);
      if (!kept.has(name)) kept.set(name, bytes);
    },
  };
}

function keysOf(objects: ReadonlyMap<string, Buffer>, prefix: string): string[] {
  const keys: string[] = [];
  for (const key of objects.keys()) if (key.startsWith(prefix)) keys.push(key);
  return keys.sort();
}
