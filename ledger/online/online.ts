// Reads the store itself, beside the bytes in it: what AWS says of when objects were written, of their locks,
// of the bucket and of the key. Tidemark cannot check the answers of AWS. The looks read, and write nothing.
import type { S3Client } from "@aws-sdk/client-s3";
import { parseObjectKey } from "../../evidence-schema/keys/object-key.ts";
import { lookAtConfiguration, type BucketConfiguration } from "./configuration.ts";
import { lookAtLocks, type Locks } from "./locks.ts";
import { Looks, type Finding, type NotLooked } from "./looks.ts";
import type { Signatures } from "./signatures.ts";
import type { WrittenTimes } from "./written-times.ts";
import type { Lock } from "../stores/s3/lock.ts";
import type { S3Place } from "../stores/s3/place.ts";
import type { Oldest } from "../stores/s3/versions.ts";

/** The statements of a verification about the ledger, for comparing. */
export type Compared = {
  readonly lock: Lock;
  /** Null for a copy: its objects were written when they were copied. */
  readonly times: WrittenTimes | null;
  /** Times of leaves that are endorsed beside the checkpoint. */
  readonly endorsements: readonly string[];
};

export type StoreToLookAt = {
  readonly client: S3Client;
  readonly place: S3Place;
  /** The objects in the verification's own listing: the store is not listed again. */
  readonly seen: ReadonlyMap<string, Oldest>;
  /** Null where genesis was not the right one: then nothing is compared. */
  readonly compared: Compared | null;
  /** The bucket is a replica or was restored. */
  readonly isCopy: boolean;
  /** Objects whose lock is looked at, at most; at least 1. */
  readonly lockSample: number;
  /** ARNs of the keys that sign the log, or of their aliases; or why they are not known. */
  readonly keys: { readonly arns: readonly string[] } | { readonly unknown: string };
  /** Milliseconds since 1970. */
  readonly now: number;
};

export type Online = BucketConfiguration & {
  readonly bucket: string;
  readonly prefix: string;
  readonly isCopy: boolean;
  /** Null where times were not compared: of a copy, or where genesis was not the right one. */
  readonly times: { readonly leaves: number; readonly segments: number; readonly outside: number } | null;
  readonly locks: Locks;
  /** Null where it was not looked at. `isMore`: more signatures than checkpoints and endorsements of these days; null: not compared. */
  readonly signatures: (Signatures & CheckpointsBeside) | null;
  readonly findings: readonly Finding[];
  readonly notLooked: readonly NotLooked[];
};

/** Counts for the same days as the signatures; checkpoints count by the store's time of their notes. */
type CheckpointsBeside = {
  readonly checkpoints: number | null;
  readonly endorsements: number | null;
  readonly isMore: boolean | null;
};

/** Looks at all of it. A look that is not permitted is reported and never rejects; an answer that is no service's rejects. */
export async function lookAtStore(asked: StoreToLookAt): Promise<Online> {
  const { client, place, seen, compared, isCopy, lockSample, now } = asked;
  const looks = new Looks();
  const times = compared?.times ?? null;
  looks.findings.push(...(times?.outside ?? []));
  if (compared === null)
    looks.not("times and locks, compared with genesis", "genesis.json is not the one that the trust file names");
  if (times !== null && times.undated > 0)
    looks.not(`times of ${times.undated} objects`, "the listing of S3 gave no times");
  const lock = compared?.lock ?? null;
  const locks = await lookAtLocks({ client, place, seen, lock, isCopy, size: lockSample, now }, looks);
  const configuration = await lookAtConfiguration(client, place, looks);
  const signatures = await signaturesOf(asked, looks);
  return {
    bucket: place.bucket,
    prefix: place.prefix,
    isCopy,
    times: times === null ? null : { leaves: times.leaves, segments: times.segments, outside: times.outside.length },
    locks,
    ...configuration,
    signatures,
    findings: looks.findings,
    notLooked: looks.notLooked,
  };
}

async function signaturesOf({ keys, now, ...asked }: StoreToLookAt, looks: Looks): Promise<Online["signatures"]> {
  if ("unknown" in keys) return looks.not("signatures by the log's keys", keys.unknown);
  // Loaded where it is needed: most who verify know no key.
  const { lookAtSignatures } = await import("./signatures.ts");
  const signatures = await lookAtSignatures(keys.arns, now, looks);
  return signatures === null ? null : { ...signatures, ...besideOf(signatures, asked) };
}

/** Checkpoints of a copy have the copy's times: they are not compared. */
function besideOf(
  { from, keys }: Signatures,
  { seen, compared, isCopy }: Pick<StoreToLookAt, "seen" | "compared" | "isCopy">,
): CheckpointsBeside {
  if (isCopy || compared === null) return { checkpoints: null, endorsements: null, isMore: null };
  const since = Date.parse(from);
  let checkpoints = 0;
  for (const [key, { written }] of seen)
    if (parseObjectKey(key)?.class === "note" && (written ?? 0) >= since) checkpoints += 1;
  const endorsements = compared.endorsements.filter((time) => time >= from).length;
  const signed = keys.reduce((sum, key) => sum + key.signed, 0);
  return { checkpoints, endorsements, isMore: signed > checkpoints + endorsements };
}
