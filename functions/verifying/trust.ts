// Reads the trust file that the daily verification goes by: the newest one that an operator put into the work bucket.
import { GetObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { TRUST_PREFIX, trustKey, trustNumber } from "../../config/deployed/trust-keys.ts";
import { parseTrust, type Trust } from "../../evidence-schema/log/trust.ts";
import { failed } from "../../ledger/stores/s3/failure.ts";
import { parseS3Place } from "../../ledger/stores/s3/place.ts";
import { env } from "../environment/env.ts";
import { s3 } from "../environment/places.ts";

/**
 * Reads the trust file with the highest number; null where there is none. No function may write there; the auditor has one of
 * their own. Rejects with StoreError where it can't be read, with TrustError where it is none.
 */
export async function newestTrust(): Promise<Trust | null> {
  const { bucket: Bucket, prefix } = parseS3Place(env("WORK"));
  const number = await newestNumber(Bucket, prefix);
  if (number === null) return null;
  const Key = `${prefix}${trustKey(number)}`;
  const { Body } = await s3
    .send(new GetObjectCommand({ Bucket, Key }))
    .catch((error: unknown) => Promise.reject(failed(`cannot read the trust file ${Key}`, "s3:GetObject", error)));
  return parseTrust((await Body?.transformToString()) ?? "");
}

async function newestNumber(Bucket: string, prefix: string): Promise<number | null> {
  let newest: number | null = null;
  let ContinuationToken: string | undefined;
  do {
    const page = await s3
      .send(
        new ListObjectsV2Command({
          Bucket,
          Prefix: `${prefix}${TRUST_PREFIX}`,
          ...(ContinuationToken === undefined ? {} : { ContinuationToken }),
        }),
      )
      .catch((error: unknown) => Promise.reject(failed("cannot list the trust files", "s3:ListBucket", error)));
    for (const { Key = "" } of page.Contents ?? []) newest = larger(newest, trustNumber(Key.slice(prefix.length)));
    ContinuationToken = page.IsTruncated === true ? page.NextContinuationToken : undefined;
  } while (ContinuationToken !== undefined);
  return newest;
}

const larger = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b);
