// Opens the places where the functions read and write: the ledger, the names beside it, and the work bucket.
import { S3Client } from "@aws-sdk/client-s3";
import { GENESIS_KEY } from "../../evidence-schema/keys/object-key.ts";
import type { Landmarks } from "../../ledger/read/listing/landmarks.ts";
import { Ledger } from "../../ledger/read/ledger.ts";
import type { WritableLedger } from "../../ledger/write/writable-ledger.ts";
import { NamesStore } from "../../ledger/names/names-store.ts";
import { namesInS3 } from "../../ledger/names/names-s3.ts";
import { openS3 } from "../../ledger/stores/s3.ts";
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

/** Opened anew by each invocation: what another has written since is seen. `landmarks`: where its listings begin. */
export const openLedger = async (landmarks: Landmarks): Promise<WritableLedger> =>
  Ledger.open(await openS3(s3, parseS3Place(env("LEDGER")), config.ledger), landmarks);

/** The ledger; null between the deployment and `tidemark create-ledger`, when nothing is due. */
export async function createdLedger(landmarks: Landmarks): Promise<WritableLedger | null> {
  const store = await openS3(s3, parseS3Place(env("LEDGER")), config.ledger);
  return (await store.get(GENESIS_KEY)) === null ? null : Ledger.open(store, landmarks);
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
