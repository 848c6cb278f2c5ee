// Finds the restarts that operators asked for in the work bucket (`tidemark restart-scope`):
// a run carries out the one about the break that it finds.
import { GetObjectCommand } from "@aws-sdk/client-s3";
import type { Ledger } from "../../ledger/read/ledger.ts";
import type { RestartReason } from "../../ledger/write/restart.ts";
import { failed, statusOf } from "../../ledger/stores/s3/failure.ts";
import { parseS3Place } from "../../ledger/stores/s3/place.ts";
import { requestedRestart, type BrokenChain } from "../../observation/restart-request.ts";
import { env } from "../environment/env.ts";
import { s3 } from "../environment/places.ts";

/** Who asked for the restart of this chain, and why; null where nobody did. */
export const requestedInWork =
  (ledger: Ledger) =>
  (loaded: BrokenChain): Promise<RestartReason | null> =>
    requestedRestart(ledger, loaded, read);

async function read(key: string): Promise<Buffer | null> {
  const { bucket: Bucket, prefix } = parseS3Place(env("WORK"));
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: `${prefix}${key}` }));
    return Buffer.from((await Body?.transformToByteArray()) ?? []);
  } catch (error) {
    if (statusOf(error) === 404) return null;
    throw failed(`cannot read ${key}`, "s3:GetObject", error);
  }
}
