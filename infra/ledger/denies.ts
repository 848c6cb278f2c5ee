// What nobody may do to a bucket under Object Lock, whatever their own account allows them. Reads are named, and all the rest is
// denied: an action that AWS adds later is denied too.
import { AnyPrincipal, Effect, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Bucket } from "aws-cdk-lib/aws-s3";

/** What a statement denies, and to whom it does not: ARNs of roles, exact. */
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

const DELETES = ["s3:DeleteObject", "s3:DeleteObjectVersion"];
const LOCKS = ["s3:PutObjectRetention", "s3:PutObjectLegalHold", "s3:BypassGovernanceRetention"];

/**
 * What is the same for the ledger and its replica. `puts`: the actions by which objects come into the bucket, which
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
    // Other keys of encryption, tags, notes on the side, lists of access: nothing of it belongs to what was written.
    deny({
      sid: "NothingBeside",
      notActions: ["s3:GetObject*", "s3:ListMultipartUploadParts", ...puts, ...DELETES, ...LOCKS],
      resources: objects,
    }),
    // Policy, lock, versions, lifecycle, replication, encryption, ownership, public access, notifications, deletion.
    deny({
      sid: "OnlyByDeployment",
      notActions: ["s3:Get*", "s3:List*"],
      resources: [bucket.bucketArn],
      but: [deployer, ...breakGlass],
    }),
  ];
}
