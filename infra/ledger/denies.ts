// Builds statements that deny actions on a bucket under Object Lock to every principal, whatever the principal's
// own account allows. Reads are named, and all the rest is denied: an action that AWS adds later is denied too.
import { AnyPrincipal, Effect, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Bucket } from "aws-cdk-lib/aws-s3";

/** The actions that a statement denies, and the roles that it exempts (`but`): ARNs of roles, exact. */
export type Denial = {
  readonly sid: string;
  readonly actions?: readonly string[];
  readonly notActions?: readonly string[];
  readonly resources?: readonly string[];
  readonly notResources?: readonly string[];
  readonly conditions?: { readonly [operator: string]: { readonly [key: string]: string | readonly string[] } };
  readonly but?: readonly string[];
};

export function deny({ sid, but = [], conditions = {}, ...what }: Denial): PolicyStatement {
  const list = (values: readonly string[] | undefined): string[] => [...(values ?? [])];
  return new PolicyStatement({
    sid,
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: list(what.actions),
    notActions: list(what.notActions),
    resources: list(what.resources),
    notResources: list(what.notResources),
    conditions: {
      ...conditions,
      // Negated, so that it denies a request that tells no principal, too.
      ...(but.length === 0 ? {} : { ArnNotEquals: { "aws:PrincipalArn": [...but] } }),
    },
  });
}

/** Deletions of an object, or of a version of it. Without versions an object has a single version, called null. */
export const DELETES = ["s3:DeleteObject", "s3:DeleteObjectVersion"];
const LOCKS = ["s3:PutObjectRetention", "s3:PutObjectLegalHold", "s3:BypassGovernanceRetention"];

/**
 * Denials that are the same for the ledger and its replica. `puts`: the actions by which objects come into the bucket, which
 * statements beside these give to somebody. `deployer`: the role that changes the bucket's configuration. `breakGlass`: the
 * role that may delete what no lock holds, or none.
 */
export function lockedBucketDenials(
  bucket: Bucket,
  puts: readonly string[],
  { deployer, breakGlass }: { readonly deployer: string; readonly breakGlass: readonly string[] },
): PolicyStatement[] {
  const objects = [bucket.arnForObjects("*")];
  return [
    deny({ sid: "NoDeletions", actions: DELETES, resources: objects, but: breakGlass }),
    deny({ sid: "NoOtherLock", actions: LOCKS, resources: objects, but: breakGlass }),
    nothingBeside(bucket, [...puts, ...DELETES, ...LOCKS]),
    onlyByDeployment(bucket, [deployer, ...breakGlass]),
  ];
}

/**
 * Other keys of encryption, tags, notes on the side, lists of access, copies by a replication of somebody's: nothing of it
 * belongs to what was written. `others`: what other statements of the bucket's policy are about.
 */
export const nothingBeside = (bucket: Bucket, others: readonly string[]): PolicyStatement =>
  deny({
    sid: "NothingBeside",
    notActions: ["s3:GetObject*", "s3:ListMultipartUploadParts", ...others],
    resources: [bucket.arnForObjects("*")],
  });

/** Policy, lock, versions, lifecycle, replication, encryption, ownership, public access, notifications, deletion. */
export const onlyByDeployment = (bucket: Bucket, but: readonly string[]): PolicyStatement =>
  deny({ sid: "OnlyByDeployment", notActions: ["s3:Get*", "s3:List*"], resources: [bucket.bucketArn], but });

/**
 * How an object is put: as a new one, with the bucket's own encryption and storage class. A header that is left out is the
 * bucket's default, so each condition first asks whether it is there.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html
 */
export function asWritten(bucket: Bucket): PolicyStatement[] {
  const puts = { actions: ["s3:PutObject"], resources: [bucket.arnForObjects("*")] };
  const notBut = (key: string, value: string) => ({ Null: { [key]: "false" }, StringNotEquals: { [key]: value } });
  return [
    deny({ sid: "OnlyNewObjects", ...puts, conditions: { Null: { "s3:if-none-match": "true" } } }),
    // The deletion of a KMS key, or the loss of a writer's own key, would delete the evidence.
    deny({ sid: "OnlyOurEncryption", ...puts, conditions: notBut("s3:x-amz-server-side-encryption", "AES256") }),
    deny({
      sid: "NoKeysOfOthers",
      ...puts,
      conditions: { Null: { "s3:x-amz-server-side-encryption-customer-algorithm": "false" } },
    }),
    // An object in an archive can't be read before it is restored.
    deny({ sid: "OnlyStandardStorage", ...puts, conditions: notBut("s3:x-amz-storage-class", "STANDARD") }),
  ];
}
