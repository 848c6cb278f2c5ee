// Looks into the work bucket of a deployment, and changes what is in it: past every policy, as nobody may.
import { gunzipSync } from "node:zlib";
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { Estate } from "./estate.ts";

const Bucket = "tidemark-work-123456789012-eu-central-1";

export type WorkBucket = {
  readonly keys: (prefix?: string) => Promise<string[]>;
  /** Inflated where it is gzip. */
  readonly text: (key: string) => Promise<string>;
  readonly put: (key: string, text: string) => Promise<void>;
};

export function workBucket({ aws }: Pick<Estate, "aws">): WorkBucket {
  const s3 = new S3Client({
    endpoint: aws.behind,
    region: "eu-central-1",
    forcePathStyle: true,
    credentials: { accessKeyId: "AKIALOOKS", secretAccessKey: "secret" },
  });
  return {
    async keys(Prefix = "") {
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix }));
      return Contents.map(({ Key = "" }) => Key);
    },
    async text(Key) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      const bytes = Buffer.from((await Body?.transformToByteArray()) ?? []);
      return (Key.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
    },
    async put(Key, Body) {
      await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
    },
  };
}
