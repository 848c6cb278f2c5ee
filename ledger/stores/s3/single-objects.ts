// Reads and puts single objects of a bucket without a lock: names of people, and what runs and operators leave in the work bucket.
import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { Readable } from "node:stream";
import { StoreError } from "../../store.ts";
import { failed, statusOf } from "./failure.ts";
import type { S3Place } from "./place.ts";
import { putIfAbsent } from "./put-if-absent.ts";

export type SingleObjects = {
  /** For messages. */
  readonly place: string;
  /** Null where there is no such object. Rejects with StoreError, also where it has more bytes than `most`. */
  readonly get: (key: string, most?: number) => Promise<Buffer | null>;
  /** "exists": an object of that key is there, and stays. Rejects with StoreError. */
  readonly put: (key: string, bytes: Buffer) => Promise<"created" | "exists">;
};

/** The objects of a place. `named`: the text by which an error names an object. */
export function singleObjects(
  client: S3Client,
  { bucket: Bucket, prefix }: S3Place,
  named: (key: string) => string = (key) => `${key} of ${Bucket}`,
): SingleObjects {
  return {
    place: `s3://${Bucket}/${prefix}`.replace(/\/$/, ""),
    async get(key, most = Number.POSITIVE_INFINITY) {
      try {
        const { Body, ContentLength = 0 } = await client.send(new GetObjectCommand({ Bucket, Key: `${prefix}${key}` }));
        if (ContentLength > most) {
          // Nobody reads the rest: a connection that ends later must not end the process.
          (Body as Readable | undefined)?.destroy();
          throw new StoreError(`${named(key)}: found ${ContentLength} bytes, expected at most ${most}`);
        }
        return Buffer.from((await Body?.transformToByteArray()) ?? []);
      } catch (error) {
        if (statusOf(error) === 404) return null;
        throw failed(`cannot read ${named(key)}`, "s3:GetObject", error);
      }
    },
    async put(key, Body) {
      try {
        const put = await putIfAbsent(client, { Bucket, Key: `${prefix}${key}`, Body });
        return put === "exists" ? put : "created";
      } catch (error) {
        throw failed(`cannot write ${named(key)}`, "s3:PutObject", error);
      }
    },
  };
}
