// The lock of a bucket: whether it keeps what is written for as long as genesis says.
import { GetBucketVersioningCommand, GetObjectLockConfigurationCommand, type S3Client } from "@aws-sdk/client-s3";
import { StoreError } from "../../store.ts";
import { failed, statusOf } from "./failure.ts";
import type { S3Place } from "./place.ts";

/** What genesis says: `trial` is GOVERNANCE of a day at least, `compliance` COMPLIANCE of `retentionDays`. */
export type Lock = { readonly mode: "local" | "trial" | "compliance"; readonly retentionDays: number };

const DAY_MS = 86_400_000;
const DAYS_OF_YEAR = 365;

/** The days that the lock has to last. */
const demandedDays = ({ mode, retentionDays }: Lock): number =>
  mode === "local" ? 0 : Math.max(1, mode === "trial" ? 0 : retentionDays);

/**
 * Rejects with StoreError where the bucket would keep less than `lock` demands: no versions, no lock, a weaker or shorter
 * default retention. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
 */
export async function refuseWeakBucket(client: S3Client, { bucket: Bucket }: S3Place, lock: Lock): Promise<void> {
  if (lock.mode === "local") return;
  const versioning = await client
    .send(new GetBucketVersioningCommand({ Bucket }))
    .catch((error: unknown) =>
      Promise.reject(failed(`cannot read the versioning of ${Bucket}`, "s3:GetBucketVersioning", error)),
    );
  if (versioning.Status !== "Enabled") {
    throw new StoreError(`found versioning ${versioning.Status ?? "off"} in bucket ${Bucket}, expected it to be on`);
  }
  const { ObjectLockConfiguration: configuration } = await client
    .send(new GetObjectLockConfigurationCommand({ Bucket }))
    .catch((error: unknown) => {
      if (statusOf(error) === 404) return { ObjectLockConfiguration: undefined };
      throw failed(`cannot read the lock of ${Bucket}`, "s3:GetBucketObjectLockConfiguration", error);
    });
  const retention = configuration?.Rule?.DefaultRetention;
  const days = retention?.Days ?? (retention?.Years ?? 0) * DAYS_OF_YEAR;
  const found =
    retention?.Mode === undefined ? "no default retention" : `default retention ${retention.Mode} of ${days} days`;
  const holds =
    configuration?.ObjectLockEnabled === "Enabled" && isStrong(retention?.Mode, lock) && days >= demandedDays(lock);
  if (holds) return;
  throw new StoreError(
    `found ${configuration?.ObjectLockEnabled === "Enabled" ? found : "no Object Lock"} in bucket ${Bucket}, expected ${lock.mode === "trial" ? "GOVERNANCE or COMPLIANCE" : "COMPLIANCE"} of at least ${demandedDays(lock)} days`,
  );
}

const isStrong = (mode: string | undefined, lock: Lock): boolean =>
  mode === "COMPLIANCE" || (mode === "GOVERNANCE" && lock.mode === "trial");

/** What is wrong with the lock of one version; null where nothing is. `written`: when the store says that it was. */
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
