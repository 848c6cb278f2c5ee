// Checks whether the bucket, and objects of it, are locked as genesis says.
import { GetObjectRetentionCommand, type S3Client } from "@aws-sdk/client-s3";
import { formatTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import {
  demanded,
  readBucketRule,
  readVersioning,
  weakness,
  weaknessOfRule,
  type BucketRule,
  type Lock,
} from "../stores/s3/lock.ts";
import type { S3Place } from "../stores/s3/place.ts";
import type { Oldest } from "../stores/s3/versions.ts";
import { orNone, whyNot, type Looks } from "./looks.ts";
import { sampleOf, type Sampled } from "./sample.ts";

/** Asked at once: a sample is done in seconds, and the bucket is not flooded. */
const AT_ONCE = 10;

export type Locks = {
  /** Text for the lock that genesis asks for (`no lock` in a local ledger); null where genesis is not the right one. */
  readonly demanded: string | null;
  /** `Enabled`, `Suspended` or `off`; null where it was not looked at. */
  readonly versioning: string | null;
  /** Null where it was not looked at. */
  readonly rule: BucketRule | null;
  readonly objects: ObjectLocks;
};

export type ObjectLocks = {
  /** Objects in the bucket, and those of them that were looked at. */
  readonly all: number;
  readonly looked: number;
  readonly weak: number;
  /** When the first of their locks ends; null where none has one. */
  readonly firstEnds: string | null;
  /** How many of their locks have ended. */
  readonly ended: number;
};

export type LocksToLookAt = {
  readonly client: S3Client;
  readonly place: S3Place;
  readonly seen: ReadonlyMap<string, Oldest>;
  /** Null where genesis could not be read: then nothing is compared. */
  readonly lock: Lock | null;
  readonly isCopy: boolean;
  readonly size: number;
  readonly now: number;
};

export async function lookAtLocks(input: LocksToLookAt, looks: Looks): Promise<Locks> {
  const { client, lock } = input;
  const { bucket } = input.place;
  const versioning = await looks.at("versioning of the bucket", "s3:GetBucketVersioning", () =>
    readVersioning(client, bucket),
  );
  const rule = await looks.at("Object Lock of the bucket", "s3:GetBucketObjectLockConfiguration", () =>
    readBucketRule(client, bucket),
  );
  const needs = lock !== null && lock.mode !== "local";
  if (needs && versioning !== null && versioning !== "Enabled")
    looks.findings.push({ about: "lock", object: null, expected: "versioning Enabled", found: versioning });
  const weak = rule === null || lock === null ? null : weaknessOfRule(rule, lock);
  if (weak !== null && lock !== null)
    looks.findings.push({ about: "lock", object: null, expected: demanded(lock), found: weak });
  const objects = await lookAtObjects(input, looks);
  const asks = lock === null ? null : needs ? demanded(lock) : "no lock";
  return { demanded: asks, versioning, rule, objects };
}

type Retention = { readonly mode: string | undefined; readonly until: Date | undefined };

async function lookAtObjects(input: LocksToLookAt, looks: Looks): Promise<ObjectLocks> {
  const { seen, size, lock, isCopy, now } = input;
  const sample = sampleOf(seen, size);
  const ends: number[] = [];
  const refused = new Map<string, { readonly why: ReturnType<typeof whyNot>; count: number }>();
  let [looked, weak] = [0, 0];
  for (let i = 0; i < sample.length; i += AT_ONCE) {
    const some = sample.slice(i, i + AT_ONCE);
    const said = await Promise.all(some.map((each) => retentionOf(input, each)));
    for (const [j, each] of said.entries()) {
      if ("why" in each) {
        const same = refused.get(each.why) ?? { why: each, count: 0 };
        same.count += 1;
        refused.set(each.why, same);
        continue;
      }
      looked += 1;
      if (each.until !== undefined) ends.push(each.until.getTime());
      const { key, oldest } = some[j] as Sampled;
      // A copy keeps the end of the original's lock and has a time of its own: only that there is a lock can be compared.
      const written = isCopy ? 0 : oldest.written;
      const found =
        lock === null ? null : weakness({ ...each, written: written === null ? undefined : new Date(written) }, lock);
      if (found === null) continue;
      weak += 1;
      const expected = `a lock, ${demanded(lock as Lock)} from LastModified on`;
      looks.findings.push({ about: "lock", object: key, expected, found });
    }
  }
  for (const { why, count } of refused.values())
    looks.notLooked.push({ what: `lock of ${count} of ${sample.length} objects`, ...why });
  const first = ends.toSorted((a, b) => a - b)[0];
  return {
    all: seen.size,
    looked,
    weak,
    firstEnds: first === undefined ? null : formatTimestamp(first),
    ended: ends.filter((each) => each <= now).length,
  };
}

// HeadObject leaves the lock out both where there is no lock and where the caller may not see it: this call tells which.
async function retentionOf(
  { client, place }: LocksToLookAt,
  { key, oldest }: Sampled,
): Promise<Retention | ReturnType<typeof whyNot>> {
  const input = { Bucket: place.bucket, Key: `${place.prefix}${key}`, VersionId: oldest.version };
  try {
    const answer = await orNone(
      ["NoSuchObjectLockConfiguration", "ObjectLockConfigurationNotFoundError"],
      client.send(new GetObjectRetentionCommand(input)),
    );
    return { mode: answer?.Retention?.Mode, until: answer?.Retention?.RetainUntilDate };
  } catch (error) {
    return whyNot("s3:GetObjectRetention", error);
  }
}
