// The store of a simulated process: put-if-absent over the shared objects, every call of which may be its last.
import { StoreError, type Store } from "../../../../ledger/store.ts";
import type { RunScratch } from "../../../../observation/reading/kept-answers.ts";
import type { Process } from "./process.ts";
import type { World } from "./world.ts";

const failed = (what: string): StoreError => new StoreError(`cannot ${what}: no answer`);

/**
 * What `process` learns of one call: `answer` is what the call does. It never goes on where it is killed, and learns
 * nothing where the call fails before it took effect, or where its answer is lost.
 */
export async function answerTo<T>(process: Process, what: string, answer: () => T): Promise<T> {
  const fate = await process.call();
  if (fate === "unasked") throw failed(what);
  const answered = answer();
  if (fate === "killed after") return process.die();
  if (fate === "unanswered") throw failed(what);
  return answered;
}

/** A ledger's store as a process has it. */
export function storeOf(world: World, process: Process): Store {
  const { objects } = world;
  return {
    place: "memory",
    get: (key) => answerTo(process, `read ${key}`, () => objects.get(key) ?? null),
    list: (prefix) => answerTo(process, `list ${prefix}`, () => keysOf(objects, prefix)),
    clock: () => answerTo(process, "ask for the time", () => world.storeTime),
    put: (key, bytes) => answerTo(process, `write ${key}`, () => world.put(process.name, key, bytes)),
  };
}

/** What a run keeps beside the ledger, as a process has it. */
export function keepOf(world: World, process: Process, run: string): RunScratch {
  const kept = world.keep(run);
  return {
    get: (name) => answerTo(process, `read ${name}`, () => kept.get(name) ?? null),
    put: (name, bytes) =>
      answerTo(process, `keep ${name}`, () => {
        if (!kept.has(name)) kept.set(name, bytes);
      }),
  };
}

function keysOf(objects: ReadonlyMap<string, Buffer>, prefix: string): string[] {
  const keys: string[] = [];
  for (const key of objects.keys()) if (key.startsWith(prefix)) keys.push(key);
  return keys.sort();
}
