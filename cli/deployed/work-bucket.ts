// What an operator leaves in the work bucket for the functions to find: put once, never replaced.
import { GetObjectCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { StoreError } from "../../ledger/store.ts";
import { failed, statusOf } from "../../ledger/stores/s3/failure.ts";
import type { S3Place } from "../../ledger/stores/s3/place.ts";

export type WorkBucket = {
  /** For messages. */
  readonly place: string;
  /** Null where there is no such object. Rejects with StoreError. */
  get(key: string): Promise<Buffer | null>;
  /** "exists": one of that name is there, and stays. Rejects with StoreError. */
  put(key: string, bytes: Buffer): Promise<"created" | "exists">;
};

export function openWork(client: S3Client, { bucket: Bucket, prefix }: S3Place): WorkBucket {
  const Key = (key: string): string => `${prefix}${key}`;
  return {
    place: `s3://${Bucket}/${prefix}`.replace(/\/$/, ""),
    async get(key) {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: Key(key) }));
        return Buffer.from((await Body?.transformToByteArray()) ?? []);
      } catch (error) {
        if (statusOf(error) === 404) return null;
        throw failed(`cannot read ${key} of ${Bucket}`, "s3:GetObject", error);
      }
    },
    async put(key, Body) {
      try {
        await client.send(new PutObjectCommand({ Bucket, Key: Key(key), Body, IfNoneMatch: "*" }));
        return "created";
      } catch (error) {
        if (statusOf(error) === 412) return "exists";
        throw failed(`cannot write ${key} of ${Bucket}`, "s3:PutObject", error);
      }
    },
  };
}

/** Puts an object, or finds it there already. Rejects with StoreError where one with other bytes is there. */
export async function putSameInWork(work: WorkBucket, key: string, bytes: Buffer): Promise<void> {
  if ((await work.put(key, bytes)) === "created" || (await work.get(key))?.equals(bytes) === true) return;
  throw new StoreError(`found ${key} of ${work.place} with other bytes, expected those that were to be written`);
}
