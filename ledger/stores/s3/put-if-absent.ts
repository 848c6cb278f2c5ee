// Puts an object that must not replace another one.
import { setTimeout } from "node:timers/promises";
import {
  PutObjectCommand,
  type PutObjectCommandInput,
  type PutObjectCommandOutput,
  type S3Client,
} from "@aws-sdk/client-s3";
import { statusOf } from "./failure.ts";

/** S3 answers 409 to a put that another one overtakes: so many are tried again before it is a failure. */
const CONFLICTS = 5;

/**
 * S3's answer, or "exists" where an object of that key is there already; it is there too where the answer to our own put was
 * lost and the put was repeated. Rejects with the error of S3.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export async function putIfAbsent(
  client: S3Client,
  input: Omit<PutObjectCommandInput, "IfNoneMatch">,
): Promise<PutObjectCommandOutput | "exists"> {
  for (let conflict = 0; ; conflict += 1) {
    try {
      return await client.send(new PutObjectCommand({ ...input, IfNoneMatch: "*" }));
    } catch (error) {
      const status = statusOf(error);
      if (status === 412) return "exists";
      if (status !== 409 || conflict === CONFLICTS) throw error;
      await setTimeout(50 * 2 ** conflict);
    }
  }
}
