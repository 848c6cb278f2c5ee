// Puts an operator's objects into the work bucket, where the functions find them.
// An object is put once and never replaced.
import { StoreError } from "../../ledger/store.ts";

export type WorkBucket = {
  /** For messages. */
  readonly place: string;
  /** Null where there is no such object. Rejects with StoreError. */
  get(key: string): Promise<Buffer | null>;
  /** "exists": one of that name is there, and stays. Rejects with StoreError. */
  put(key: string, bytes: Buffer): Promise<"created" | "exists">;
};

/** Puts an object, or finds it there already. Rejects with StoreError where one with other bytes is there. */
export async function putSameInWork(work: WorkBucket, key: string, bytes: Buffer): Promise<void> {
  if ((await work.put(key, bytes)) === "created" || (await work.get(key))?.equals(bytes) === true) return;
  throw new StoreError(`found ${key} of ${work.place} with other bytes, expected those that were to be written`);
}
