// Takes a ledger into memory, as it lies now or as it lay earlier: what a test does to it changes no file.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseObjectKey } from "../../../evidence-schema/keys/object-key.ts";
import { Ledger } from "../../../ledger/read/ledger.ts";
import { memoryStore } from "../memory-store.ts";
import type { TemporaryLedger } from "./temporary-ledger.ts";

export type Objects = ReadonlyMap<string, Buffer>;

export const objectsOf = (home: TemporaryLedger): Objects =>
  new Map(home.keys().map((key) => [key, readFileSync(join(home.root, key))]));

/** The ledger as it lay when its log had so many leaves. Objects that no seal lists by then count for nothing. */
export function upTo(objects: Objects, leaves = Number.MAX_SAFE_INTEGER): Promise<Ledger> {
  const isThere = (key: string): boolean => {
    const parsed = parseObjectKey(key);
    return parsed === null || !("index" in parsed) || parsed.index < leaves;
  };
  return Ledger.open(memoryStore(new Map([...objects].filter(([key]) => isThere(key)))));
}

/** How many leaves have a note. */
export const leavesOf = (objects: Objects): number =>
  [...objects.keys()].filter((key) => parseObjectKey(key)?.class === "note").length;
