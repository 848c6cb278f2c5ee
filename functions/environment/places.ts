// Opens the places where the functions read and write: the ledger, the names beside it, and the work bucket.
import { S3Client } from "@aws-sdk/client-s3";
import { GENESIS_KEY } from "../../evidence-schema/keys/object-key.ts";
import type { Landmarks } from "../../ledger/read/listing/landmarks.ts";
import { Ledger } from "../../ledger/read/ledger.ts";
import type { WritableLedger } from "../../ledger/write/writable-ledger.ts";
import { NamesStore } from "../../ledger/names/names-store.ts";
import { namesInS3 } from "../../ledger/names/names-s3.ts";
import { SegmentCache } from "../../ledger/read/cache/segment-cache.ts";
import { openS3, type S3Store } from "../../ledger/stores/s3.ts";
import { parseS3Place } from "../../ledger/stores/s3/place.ts";
import { singleObjects, type SingleObjects } from "../../ledger/stores/s3/single-objects.ts";
import { WORK_AREAS } from "../../config/deployed/places.ts";
import type { RunScratch, KeptName } from "../../observation/reading/kept-answers.ts";
import { config } from "./company.ts";
import { env } from "./env.ts";

/** The S3 client for all places. Adaptive: a throttled store slows the client down before the next request. */
export const s3 = new S3Client({ retryMode: "adaptive", maxAttempts: 8, followRegionRedirects: true });

export const clock = {
  now: () => Date.now(),
  wait: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
};

/**
 * Opened anew by each invocation: what another has written since is seen. `landmarks`: where its listings begin. `area`: where
 * the function keeps segments that it reads again in every run.
 */
export async function openLedger(landmarks: Landmarks, area: CacheArea | null = null): Promise<WritableLedger> {
  const store = await openS3(s3, parseS3Place(env("LEDGER")), config.ledger);
  return Ledger.open(store, { landmarks, cache: area === null ? null : segmentCache(area, store) });
}

/** As `openLedger`; null between the deployment and `tidemark create-ledger`, when nothing is due. */
export async function createdLedger(
  landmarks: Landmarks,
  area: CacheArea | null = null,
): Promise<WritableLedger | null> {
  const store = await openS3(s3, parseS3Place(env("LEDGER")), config.ledger);
  if ((await store.get(GENESIS_KEY)) === null) return null;
  return Ledger.open(store, { landmarks, cache: area === null ? null : segmentCache(area, store) });
}

/** The areas of the work bucket that hold caches: a function has its own, and reads no other's. */
export type CacheArea = "assessCache" | "sealCache" | "notifyCache";

/** How often a function read a segment cache, found none or refused one, and wrote one or could not: for its log. */
export const cachesOf = ({ cache }: WritableLedger): { readonly caches?: SegmentCache["counts"] } =>
  cache === null ? {} : { caches: cache.counts };

function segmentCache(area: CacheArea, store: S3Store): SegmentCache {
  const { get, put } = openWork();
  const under = (key: string): string => `${WORK_AREAS[area]}${key}`;
  return new SegmentCache(
    { get: (key, most) => get(under(key), most), put: (key, bytes) => put(under(key), bytes) },
    (key) => store.oldest(key),
  );
}

export const openNames = (salt: string): Promise<NamesStore> =>
  NamesStore.open(namesInS3(s3, parseS3Place(env("NAMES"))), salt);

/** The work bucket. */
export const openWork = (): SingleObjects => singleObjects(s3, parseS3Place(env("WORK")));

/** The objects that a run keeps in the work bucket. */
export function keepOf(run: string): RunScratch {
  const { get, put } = openWork();
  return {
    get: (name) => get(keptKey(run, name)),
    put: async (name, bytes) => void (await put(keptKey(run, name), bytes)),
  };
}

/** The key of what a run keeps. Who writes it comes first: the bucket's policy knows writers by prefixes. */
export function keptKey(run: string, name: KeptName): string {
  const [area, ...rest] = name.split("/");
  return `${WORK_AREAS[area as "plan" | "read" | "assessed"]}${encodeURIComponent(run)}/${rest.join("/")}`;
}
