// Checks the lock of a bucket: whether it keeps what is written for as long as genesis says.
import { DAY_MS } from "../../../evidence-schema/bytes/timestamp.ts";
import { GetBucketVersioningCommand, GetObjectLockConfigurationCommand, type S3Client } from "@aws-sdk/client-s3";
import { StoreError } from "../../store.ts";
import { failed, statusOf } from "./failure.ts";
import type { S3Place } from "./place.ts";

/** The lock that genesis names: `trial` is GOVERNANCE of a day at least, `compliance` COMPLIANCE of `retentionDays`. */
export type Lock = { readonly mode: "local" | "trial" | "compliance"; readonly retentionDays: number };

const DAYS_OF_YEAR = 365;

/** The days that the lock has to last. */
const demandedDays = ({ mode, retentionDays }: Lock): number =>
  mode === "local" ? 0 : Math.max(1, mode === "trial" ? 0 : retentionDays);

/** The rule of a bucket for every object put: its Object Lock, and the default retention; null where it has none. */
export type BucketRule = {
  readonly enabled: boolean;
  readonly retention: { readonly mode: string; readonly days: number } | null;
};

/**
 * Rejects with StoreError where the bucket would keep less than `lock` demands: no versions, no lock, a weaker or shorter
 * default retention. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
 */
export async function refuseWeakBucket(client: S3Client, { bucket }: S3Place, lock: Lock): Promise<void> {
  if (lock.mode === "local") return;
  const versioning = await readVersioning(client, bucket).catch((error: unknown) =>
    Promise.reject(failed(`cannot read the versioning of ${bucket}`, "s3:GetBucketVersioning", error)),
  );
  if (versioning !== "Enabled")
    throw new StoreError(
      `bucket ${bucket}: found versioning ${versioning}, expected Enabled. Turn the bucket's versioning on`,
    );
  const rule = await readBucketRule(client, bucket).catch((error: unknown) =>
    Promise.reject(failed(`cannot read the lock of ${bucket}`, "s3:GetBucketObjectLockConfiguration", error)),
  );
  const weak = weaknessOfRule(rule, lock);
  if (weak !== null)
    throw new StoreError(
      `bucket ${bucket}: found ${weak}, expected ${demanded(lock)}. Change the bucket's default retention, or ledger.mode and ledger.retentionDays in the config`,
    );
}

/** `Enabled`, `Suspended`, or `off` where it was never on. Rejects with what the client throws. */
export async function readVersioning(client: S3Client, Bucket: string): Promise<string> {
  return (await client.send(new GetBucketVersioningCommand({ Bucket }))).Status ?? "off";
}

/** The lock's rule for what is put without one. Rejects with what the client throws. */
export async function readBucketRule(client: S3Client, Bucket: string): Promise<BucketRule> {
  const { ObjectLockConfiguration: configuration } = await client
    .send(new GetObjectLockConfigurationCommand({ Bucket }))
    .catch((error: unknown) => {
      if (statusOf(error) === 404) return { ObjectLockConfiguration: undefined };
      throw error;
    });
  const { Mode: mode, Days, Years = 0 } = configuration?.Rule?.DefaultRetention ?? {};
  return {
    enabled: configuration?.ObjectLockEnabled === "Enabled",
    retention: mode === undefined ? null : { mode, days: Days ?? Years * DAYS_OF_YEAR },
  };
}

/** The rule in words. */
export const ruleInWords = ({ enabled, retention }: BucketRule): string => {
  if (!enabled) return "no Object Lock";
  return retention === null ? "no default retention" : `default retention ${retention.mode} of ${retention.days} days`;
};

/** Text for the least rule that a bucket has to have. */
export const demanded = (lock: Lock): string =>
  `${lock.mode === "trial" ? "GOVERNANCE or COMPLIANCE" : "COMPLIANCE"} of at least ${demandedDays(lock)} days`;

/** Text for a bucket's rule that is too weak; null where the bucket keeps objects as long as `lock` demands. */
export function weaknessOfRule(rule: BucketRule, lock: Lock): string | null {
  if (lock.mode === "local") return null;
  const { enabled, retention } = rule;
  const holds = enabled && isStrong(retention?.mode, lock) && (retention?.days ?? 0) >= demandedDays(lock);
  return holds ? null : ruleInWords(rule);
}

const isStrong = (mode: string | undefined, lock: Lock): boolean =>
  mode === "COMPLIANCE" || (mode === "GOVERNANCE" && lock.mode === "trial");

/**
 * Text for a version's lock that is too weak; null where it is not. `written`: when the store says that the version was
 * written.
 */
export function weakness(
  {
    mode,
    until,
    written,
  }: { readonly mode: string | undefined; readonly until: Date | undefined; readonly written: Date | undefined },
  lock: Lock,
): string | null {
  if (lock.mode === "local") return null;
  if (!isStrong(mode, lock) || until === undefined || written === undefined) return `lock ${mode ?? "none"}`;
  // A store may count from a moment before or after the one that it shows.
  const needed = written.getTime() + demandedDays(lock) * DAY_MS - 60_000;
  return until.getTime() >= needed ? null : `lock until ${until.toISOString()}`;
}
