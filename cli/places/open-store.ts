// Opens the store that a ledger is in: a directory, or a bucket of S3.
import type { S3Client } from "@aws-sdk/client-s3";
import type { Store, ReadStore } from "../../ledger/store.ts";
import { openDirectory, type FileSystem } from "../../ledger/stores/directory.ts";
import type { Lock } from "../../ledger/stores/s3/lock.ts";
import { isS3Place, parseS3Place, type S3Place } from "../../ledger/stores/s3/place.ts";
import type { S3ReadStore } from "../../ledger/stores/s3.ts";

/** Where a ledger is, and on the same file system the directory in which its objects are made. */
type WritePlace = { readonly ledger: string; readonly work: string };

/** To write to. Rejects with StoreError where the lock of a bucket is weaker than `lock`. `fs`: a directory's file system. */
export async function openToWrite({ ledger, work }: WritePlace, lock: Lock, fs?: FileSystem): Promise<Store> {
  if (!isS3Place(ledger)) return openDirectory(ledger, work, fs);
  const place = parseS3Place(ledger);
  const { client, openS3 } = await loadS3();
  return openS3(client, place, lock);
}

/** To read from, with leave to read alone: what is opened has no way to write. */
export async function openToRead(ledger: string): Promise<ReadStore> {
  if (isS3Place(ledger)) return (await openS3ToRead(ledger)).store;
  const store = openDirectory(ledger);
  return {
    place: store.place,
    get: (key) => store.get(key),
    list: (prefix, after) => store.list(prefix, after),
    folders: (prefix) => store.folders(prefix),
  };
}

/** A store of S3, with what it takes to ask S3 about more than objects. */
export type OpenS3 = { readonly store: S3ReadStore; readonly client: S3Client; readonly place: S3Place };

/** Opens an `s3://` place to read from. */
export async function openS3ToRead(ledger: string): Promise<OpenS3> {
  const place = parseS3Place(ledger);
  const { client, openS3ForReading } = await loadS3();
  return { store: openS3ForReading(client, place), client, place };
}

// Loaded where it is needed: most ledgers that are looked at are directories.
async function loadS3() {
  const [{ S3Client }, stores] = await Promise.all([import("@aws-sdk/client-s3"), import("../../ledger/stores/s3.ts")]);
  // A bucket of another region is asked there: S3 answers where it is.
  const region = process.env["AWS_REGION"] ?? process.env["AWS_DEFAULT_REGION"] ?? "us-east-1";
  return { client: new S3Client({ region, followRegionRedirects: true, retryMode: "adaptive" }), ...stores };
}
