// Builds the copying of the ledger to its replica: the rule, and the role by which S3 copies.
import { Effect, PolicyStatement, Role, ServicePrincipal, Policy } from "aws-cdk-lib/aws-iam";
import { Bucket, ReplicationTimeValue, type BucketProps } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { PREFIX, type DeployedConfig } from "../../config/deployed/places.ts";
import { acknowledge } from "../acknowledge.ts";
import type { Names } from "../names.ts";

/** Names the rule in the metrics of replication. */
export const REPLICATION_RULE = "whole-ledger";

/** The bucket's properties that make S3 copy it; none where no replica is deployed. */
export function replicationOf(
  scope: Construct,
  { deployment: { replica } }: DeployedConfig,
  names: Names,
): Partial<BucketProps> {
  if (replica === null || names.replicaBucket === null) return {};
  const destination = Bucket.fromBucketAttributes(scope, "ReplicaBucket", {
    bucketArn: `arn:aws:s3:::${names.replicaBucket}`,
    account: replica.account,
    region: replica.region,
  });
  const isElsewhere = replica.account !== names.ledgerAccount;
  return {
    replicationRole: replicationRole(scope, names, isElsewhere),
    replicationRules: [
      {
        destination,
        id: REPLICATION_RULE,
        filter: { prefix: PREFIX },
        priority: 1,
        // A marker that hides the original must not hide the copy.
        deleteMarkerReplication: false,
        metrics: ReplicationTimeValue.FIFTEEN_MINUTES,
        ...(isElsewhere ? { accessControlTransition: true } : {}),
      },
    ],
  };
}

/**
 * The role that S3 takes. The permissions that it needs, with Object Lock and from one account to another:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html and
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html#object-lock-managing-replication
 */
function replicationRole(scope: Construct, names: Names, isElsewhere: boolean): Role {
  const from = `arn:aws:s3:::${names.ledgerBucket}`;
  const to = `arn:aws:s3:::${names.replicaBucket}/${PREFIX}*`;
  const role = new Role(scope, "Replication", {
    roleName: names.replicationRole,
    description: "S3 copies the Tidemark ledger to its replica with this role",
    assumedBy: new ServicePrincipal("s3.amazonaws.com"),
  });
  const policy = new Policy(scope, "ReplicationPolicy", {
    policyName: names.replicationRole,
    roles: [role],
    statements: [
      new PolicyStatement({ actions: ["s3:GetReplicationConfiguration", "s3:ListBucket"], resources: [from] }),
      new PolicyStatement({
        actions: [
          "s3:GetObjectVersionForReplication",
          "s3:GetObjectVersionAcl",
          "s3:GetObjectVersionTagging",
          "s3:GetObjectRetention",
          "s3:GetObjectLegalHold",
        ],
        resources: [`${from}/${PREFIX}*`],
      }),
      new PolicyStatement({
        actions: [
          "s3:ReplicateObject",
          "s3:ReplicateTags",
          ...(isElsewhere ? ["s3:ObjectOwnerOverrideToBucketOwner"] : []),
        ],
        resources: [to],
      }),
      // The replica takes what this role brings. Another bucket of the account could let the role read it, and name the role in
      // a rule of its own.
      new PolicyStatement({ effect: Effect.DENY, actions: ["s3:GetObject*"], notResources: [`${from}/${PREFIX}*`] }),
    ],
  });
  for (const each of [`${from}/${PREFIX}*`, to])
    acknowledge(
      policy,
      `AwsSolutions-IAM5[Resource::${each}]`,
      "the role copies every object of the ledger and no other object",
    );
  return role;
}
