// Keeps names of people in a bucket of their own, without a lock: what is erased there is gone.
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { NamesPlace } from "./names-store.ts";
import { failed, statusOf } from "../stores/s3/failure.ts";
import type { S3Place } from "../stores/s3/place.ts";

/** The objects of `at`. A bucket with versions would keep what is erased: it must have none. */
export function namesInS3(client: S3Client, { bucket: Bucket, prefix }: S3Place): NamesPlace {
  const Key = (name: string): string => `${prefix}${name}`;
  return {
    name: `s3://${Bucket}/${prefix}`.replace(/\/$/, ""),
    async read(name) {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: Key(name) }));
        return Buffer.from((await Body?.transformToByteArray()) ?? []);
      } catch (error) {
        if (statusOf(error) === 404) return null;
        throw failed("cannot read a name", "s3:GetObject", error);
      }
    },
    async create(name, Body) {
      try {
        await client.send(new PutObjectCommand({ Bucket, Key: Key(name), Body, IfNoneMatch: "*" }));
        return "created";
      } catch (error) {
        if (statusOf(error) === 412) return "exists";
        throw failed(`cannot make ${name}`, "s3:PutObject", error);
      }
    },
    async remove(name) {
      try {
        await client.send(new DeleteObjectCommand({ Bucket, Key: Key(name) }));
      } catch (error) {
        throw failed("cannot erase a name", "s3:DeleteObject", error);
      }
    },
  };
}
