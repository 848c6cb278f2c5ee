// Keeps names of people in a bucket of their own, without a lock: what is erased there is gone.
import { DeleteObjectCommand, paginateListObjectsV2, type S3Client } from "@aws-sdk/client-s3";
import type { NamesPlace } from "./names-store.ts";
import { failed } from "../stores/s3/failure.ts";
import type { S3Place } from "../stores/s3/place.ts";
import { singleObjects } from "../stores/s3/single-objects.ts";

/** The objects of `at`. A bucket with versions would keep what is erased: it must have none. */
export function namesInS3(client: S3Client, at: S3Place): NamesPlace {
  const { place, get, put } = singleObjects(client, at, () => "the name of a person");
  return {
    name: place,
    read: get,
    create: put,
    async list() {
      try {
        const names: string[] = [];
        const pages = paginateListObjectsV2({ client }, { Bucket: at.bucket, Prefix: at.prefix });
        for await (const { Contents = [] } of pages)
          for (const { Key = "" } of Contents) names.push(Key.slice(at.prefix.length));
        return names;
      } catch (error) {
        throw failed("cannot list the names of people", "s3:ListBucket", error);
      }
    },
    async remove(name) {
      try {
        await client.send(new DeleteObjectCommand({ Bucket: at.bucket, Key: `${at.prefix}${name}` }));
      } catch (error) {
        throw failed("cannot erase the name of a person", "s3:DeleteObject", error);
      }
    },
  };
}
