// Carries out an operator's request in the sealing function, since that function alone may use the keys: a change of the
// log's keys, or the log's end. An identity that may do everything in the account can invoke the function; but only the
// operator's role can have written the request itself.
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { isRequestKey } from "../../config/deployed/request-keys.ts";
import { formatTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import { NO_LANDMARKS } from "../../ledger/read/listing/landmarks.ts";
import { OperatorRequest, type ChangedKey, type EndedLedger } from "../../ledger/operator/operator-request.ts";
import { carryOut } from "../../ledger/operator/carry-out.ts";
import { StoreError } from "../../ledger/store.ts";
import { failed } from "../../ledger/stores/s3/failure.ts";
import { parseS3Place } from "../../ledger/stores/s3/place.ts";
import { env } from "../environment/env.ts";
import { openKeys } from "../environment/log-signer.ts";
import { ownBy } from "../environment/own-by.ts";
import { clock, openLedger, s3 } from "../environment/places.ts";

/** A request is carried out at once, or not at all: an old one must not be brought back by somebody else. */
const MAX_AGE_MS = 15 * 60_000;

/**
 * Carries out the request of that key in the work bucket; a call that was cut short can be repeated. Signatures that CloudTrail
 * counts, and the notes that S3 counts, where nothing was to be adopted: to add a key 4 and 2 (two endorse it, one signs its
 * entry, one the seal after it), to retire one 3 and 2, to end the ledger 2 and 1, with one and one more where something was to
 * be sealed first. Rejects with StoreError where there is no such request, or an old one.
 */
export async function operate(key: string): Promise<ChangedKey | EndedLedger> {
  const request = await readRequest(key);
  const ledger = await openLedger(NO_LANDMARKS);
  const run = `${request.act}-${formatTimestamp(clock.now())}-${crypto.randomUUID().slice(0, 8)}`;
  return carryOut({ ledger, keys: await openKeys(), clock, by: await ownBy(), run }, request);
}

async function readRequest(key: string): Promise<OperatorRequest> {
  if (!isRequestKey(key))
    throw new StoreError(`found request ${key}, expected the key of a request that a tidemark command wrote`);
  const { bucket: Bucket, prefix } = parseS3Place(env("WORK"));
  try {
    const { Body, LastModified } = await s3.send(new GetObjectCommand({ Bucket, Key: `${prefix}${key}` }));
    const age = clock.now() - (LastModified?.getTime() ?? 0);
    if (age > MAX_AGE_MS)
      throw new StoreError(
        `request ${key} was written at ${LastModified?.toISOString() ?? "an unknown time"}, expected a time in the last ${MAX_AGE_MS / 60_000} minutes. Run the command again`,
      );
    return OperatorRequest.parse(JSON.parse((await Body?.transformToString()) ?? ""));
  } catch (error) {
    throw failed(`cannot read request ${key}`, "s3:GetObject", error);
  }
}
