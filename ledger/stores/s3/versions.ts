// Lists every version of every object: what was written first is the object, and what came after it is tampering.
import { ListObjectVersionsCommand, type ListObjectVersionsCommandOutput, type S3Client } from "@aws-sdk/client-s3";
import { StoreError } from "../../store.ts";
import { failed } from "./failure.ts";
import type { S3Place } from "./place.ts";

/** The oldest version of a key. `written`: S3's LastModified in ms since 1970, null without one; `size`: in bytes. */
export type Oldest = { readonly version: string; readonly written: number | null; readonly size: number };

/** The versions and delete markers under one key. `oldest`: its oldest version; null where only a marker is left. */
export type Versions = { oldest: Oldest | null; versions: number; markers: number };

/** By key, without the ledger's prefix; of the keys after `marker` alone. Rejects with StoreError. */
export async function listVersions(
  client: S3Client,
  { bucket, prefix }: S3Place,
  beginning: string,
  marker = "",
): Promise<Map<string, Versions>> {
  const found = new Map<string, Versions>();
  const of = (Key: string): Versions => {
    const key = Key.slice(prefix.length);
    const known = found.get(key) ?? { oldest: null, versions: 0, markers: 0 };
    found.set(key, known);
    return known;
  };
  const from: Marker = marker === "" ? {} : { KeyMarker: `${prefix}${marker}` };
  for await (const page of pages(client, { bucket, prefix }, beginning, from)) {
    for (const { Key = "", VersionId = "null", LastModified, Size = 0 } of page.Versions ?? []) {
      // The newest of a key comes first: the last that is met is the oldest.
      const known = of(Key);
      // A server may begin a page with the version that ended the page before.
      if (known.oldest?.version === VersionId) continue;
      known.oldest = { version: VersionId, written: LastModified?.getTime() ?? null, size: Size };
      known.versions += 1;
    }
    for (const { Key = "" } of page.DeleteMarkers ?? []) of(Key).markers += 1;
  }
  // A server may take the marker itself for the first key.
  for (const key of found.keys()) if (key <= marker) found.delete(key);
  return found;
}

/**
 * The beginnings of keys up to the next slash after `beginning`, without the ledger's prefix: also where only delete markers
 * are left. Rejects with StoreError.
 */
export async function listFolders(client: S3Client, place: S3Place, beginning: string): Promise<Set<string>> {
  const folders = new Set<string>();
  for await (const page of pages(client, place, beginning, { Delimiter: "/" }))
    for (const { Prefix = "" } of page.CommonPrefixes ?? []) folders.add(Prefix.slice(place.prefix.length));
  return folders;
}

type Marker = { readonly KeyMarker?: string; readonly VersionIdMarker?: string };

async function* pages(
  client: S3Client,
  { bucket, prefix }: S3Place,
  beginning: string,
  { Delimiter, ...from }: Marker & { readonly Delimiter?: string },
): AsyncGenerator<ListObjectVersionsCommandOutput> {
  const input = { Bucket: bucket, Prefix: `${prefix}${beginning}`, ...(Delimiter === undefined ? {} : { Delimiter }) };
  try {
    let after: Marker | null = from;
    while (after !== null) {
      const page: ListObjectVersionsCommandOutput = await client.send(
        new ListObjectVersionsCommand({ ...input, ...after }),
      );
      yield page;
      after = page.IsTruncated === true ? nextOf(page) : null;
    }
  } catch (error) {
    throw failed(`cannot list s3://${bucket}/${prefix}${beginning}`, "s3:ListBucketVersions", error);
  }
}

// A page that does not say where the next one begins would be read for ever.
function nextOf({ NextKeyMarker, NextVersionIdMarker }: ListObjectVersionsCommandOutput): Marker {
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
