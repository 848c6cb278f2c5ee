// Keeps trust files in the work bucket for the daily verification: the same that the operator has and hands out.
import { trustKey } from "../../config/deployed/trust-keys.ts";
import { UsageError } from "../exit.ts";
import type { NumberedFile } from "../places/numbered-file.ts";
import { readText } from "../read-text.ts";
import type { SingleObjects } from "../../ledger/stores/s3/single-objects.ts";
import { putSameInWork } from "./work-bucket.ts";

/** Puts a trust file there. Rejects with StoreError where another one has its number. */
export async function putTrust(work: SingleObjects, { path, number }: NumberedFile): Promise<void> {
  await putSameInWork(work, trustKey(number), Buffer.from(await readText(path, "trust file")));
}

/**
 * Makes sure that this machine's newest trust file is the newest there is, before the next one is made from it. Throws
 * UsageError where another operator has made a later one, StoreError where one of the same number says something else.
 */
export async function refuseOldTrust(work: SingleObjects, newest: NumberedFile): Promise<void> {
  await putTrust(work, newest);
  const later = trustKey(newest.number + 1);
  if ((await work.get(later)) === null) return;
  throw new UsageError(
    `${newest.path} is the newest trust file here, but ${work.place} has the later ${later}. Get the later trust file from the person who changed the keys, and put it beside yours. Nothing was written`,
  );
}
