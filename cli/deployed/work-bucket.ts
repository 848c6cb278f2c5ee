// Puts an operator's objects into the work bucket, where the functions find them.
// An object is put once and never replaced.
import { StoreError } from "../../ledger/store.ts";
import type { SingleObjects } from "../../ledger/stores/s3/single-objects.ts";

/** Puts an object, or finds it there already. Rejects with StoreError where one with other bytes is there. */
export async function putSameInWork(work: SingleObjects, key: string, bytes: Buffer): Promise<void> {
  if ((await work.put(key, bytes)) === "created" || (await work.get(key))?.equals(bytes) === true) return;
  throw new StoreError(
    `${key} of ${work.place} exists with other bytes and is never overwritten. Find out who wrote it (CloudTrail)`,
  );
}
