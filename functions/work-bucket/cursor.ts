// Keeps how many seals were told already: one small object, outside the lock, that moves forward only.
import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { z } from "zod";
import { failed, statusOf } from "../../ledger/stores/s3/failure.ts";
import { parseS3Place } from "../../ledger/stores/s3/place.ts";
import { env } from "../environment/env.ts";
import { s3 } from "../environment/places.ts";

/** `last`: the index of the last leaf that was told. A cursor of an earlier version has none. */
const Stored = z.strictObject({ v: z.literal(1), told: z.int().min(0), last: z.int().min(0).nullable().default(null) });

/** `etag` is of the object that was read; null where there was none. */
export type Cursor = { told: number; last: number | null; etag: string | null };

const place = () => {
  const { bucket: Bucket, prefix } = parseS3Place(env("WORK"));
  return { Bucket, Key: `${prefix}cursor/notify.json` };
};

export async function readCursor(): Promise<Cursor> {
  try {
    const { Body, ETag = null } = await s3.send(new GetObjectCommand(place()));
    const { told, last } = Stored.parse(JSON.parse((await Body?.transformToString()) ?? ""));
    return { told, last, etag: ETag };
  } catch (error) {
    if (statusOf(error) === 404) return { told: 0, last: null, etag: null };
    throw failed("cannot read the position of the last seal that was told", "s3:GetObject", error);
  }
}

/** Moves past leaf `last`. Rejects where another invocation moved the cursor meanwhile: that invocation goes on. */
export async function advance(cursor: Cursor, last: number): Promise<void> {
  const condition = cursor.etag === null ? { IfNoneMatch: "*" } : { IfMatch: cursor.etag };
  try {
    const told = cursor.told + 1;
    const Body = JSON.stringify({ v: 1, told, last });
    const { ETag = null } = await s3.send(new PutObjectCommand({ ...place(), Body, ...condition }));
    cursor.told = told;
    cursor.last = last;
    cursor.etag = ETag;
  } catch (error) {
    throw failed("cannot write the position of the last seal that was told", "s3:PutObject", error);
  }
}
