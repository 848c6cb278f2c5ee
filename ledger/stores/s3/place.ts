// Reads the place of a ledger in S3 from its `s3://` text.
import { StoreError } from "../../store.ts";

/** `prefix` ends with a slash, or is empty. */
export type S3Place = { readonly bucket: string; readonly prefix: string };

export const isS3Place = (text: string): boolean => text.startsWith("s3://");

/** `s3://<bucket>` or `s3://<bucket>/<prefix>`. Throws StoreError on anything else. */
export function parseS3Place(text: string): S3Place {
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
  const [, bucket, path = ""] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(text) ?? [];
  const prefix = path.replace(/\/$/, "");
  if (
    bucket === undefined ||
    prefix.split("/").some((part, i, { length }) => part === "" && !(i === 0 && length === 1))
  )
    throw new StoreError(`found ${JSON.stringify(text)}, expected s3://<bucket>/<prefix>`);
  return { bucket, prefix: prefix === "" ? "" : `${prefix}/` };
}
