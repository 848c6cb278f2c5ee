// Lists every version of every object: what was written first is the object, and what came after it is tampering.
import { ListObjectVersionsCommand, type ListObjectVersionsCommandOutput, type S3Client } from "@aws-sdk/client-s3";
import { StoreError } from "../../store.ts";
import { failed } from "./failure.ts";
import type { S3Place } from "./place.ts";

/** The oldest version of a key. `written`: S3's LastModified in ms since 1970, null without one; `size`: in bytes. */
export type Oldest = { readonly version: string; readonly written: number | null; readonly size: number };

/** The versions and delete markers under one key. `oldest`: its oldest version; null where only a marker is left. */
export type Versions = { oldest: Oldest | null; versions: number; markers: number };

/** By key, without the ledger's prefix. Rejects with StoreError. */
export async function listVersions(
  client: S3Client,
  { bucket, prefix }: S3Place,
  beginning: string,
): Promise<Map<string, Versions>> {
  const found = new Map<string, Versions>();
  const of = (Key: string): Versions => {
    const key = Key.slice(prefix.length);
    const known = found.get(key) ?? { oldest: null, versions: 0, markers: 0 };
    found.set(key, known);
    return known;
  };
  try {
    const input = { Bucket: bucket, Prefix: `${prefix}${beginning}` };
    let after: { readonly KeyMarker?: string; readonly VersionIdMarker?: string } | null = {};
    while (after !== null) {
      const page: ListObjectVersionsCommandOutput = await client.send(
        new ListObjectVersionsCommand({ ...input, ...after }),
      );
      for (const { Key = "", VersionId = "null", LastModified, Size = 0 } of page.Versions ?? []) {
        // The newest of a key comes first: the last that is met is the oldest.
        const known = of(Key);
        known.oldest = { version: VersionId, written: LastModified?.getTime() ?? null, size: Size };
        known.versions += 1;
      }
      for (const { Key = "" } of page.DeleteMarkers ?? []) of(Key).markers += 1;
      after = page.IsTruncated === true ? nextOf(page) : null;
    }
  } catch (error) {
    throw failed(`cannot list s3://${bucket}/${prefix}${beginning}`, "s3:ListBucketVersions", error);
  }
  return found;
}

// A page that does not say where the next one begins would be read for ever.
function nextOf({ NextKeyMarker, NextVersionIdMarker }: ListObjectVersionsCommandOutput) {
  if (NextKeyMarker === undefined)
    throw new StoreError(
      "S3 listed the object versions of the ledger incompletely: a page says that more follow and names no next page. Run the command again",
    );
  return {
    KeyMarker: NextKeyMarker,
    ...(NextVersionIdMarker === undefined ? {} : { VersionIdMarker: NextVersionIdMarker }),
  };
}

/**
 * Text for what stands beside the object under its key; null where nothing does. `list` shows the text, so that the key is
 * found as a stray.
 */
export function besides({ versions, markers }: Versions): string | null {
  if (versions <= 1 && markers === 0) return null;
  return `${versions} versions, ${markers} delete markers`;
}
