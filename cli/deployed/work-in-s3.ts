// Opens the work bucket in S3, with leave to put and to get single objects alone.
import { GetObjectCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { failed, statusOf } from "../../ledger/stores/s3/failure.ts";
import type { S3Place } from "../../ledger/stores/s3/place.ts";
import type { WorkBucket } from "./work-bucket.ts";

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
