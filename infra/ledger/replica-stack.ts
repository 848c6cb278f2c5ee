// Builds a second copy of every object of the ledger, in another region or account, under the same lock.
import { Stack, type StackProps } from "aws-cdk-lib";
import { AccountPrincipal, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Bucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { PREFIX, type DeployedConfig } from "../../config/deployed/places.ts";
import { acknowledge } from "../acknowledge.ts";
import type { Names } from "../names.ts";
import { auditorRole } from "./auditor-role.ts";
import { deny, lockedBucketDenials } from "./denies.ts";
import { keepPolicy, locked } from "./ledger-bucket.ts";

export class ReplicaStack extends Stack {
  constructor(scope: Construct, id: string, config: DeployedConfig, names: Names, props: StackProps) {
    super(scope, id, props);
    const bucket = new Bucket(this, "Replica", {
      bucketName: names.replicaBucket as string,
      ...locked(config),
    });
    acknowledge(
      bucket,
      "AwsSolutions-S1",
      "access logs cannot go to a bucket with default retention, and elsewhere nothing would protect them; the replica verifies by itself",
    );
    keepPolicy(bucket, replicaPolicy(bucket, config, names));
    auditorRole(this, {
      roleName: "tidemark-replica-auditor",
      bucketName: names.replicaBucket as string,
      keys: [],
      namesBucket: null,
    });
  }
}

/** By these S3 copies; they come from the ledger's own role alone. */
const COPIES = ["s3:ReplicateObject", "s3:ReplicateTags", "s3:ObjectOwnerOverrideToBucketOwner"];

/**
 * Statements about the copies that the replica takes from the original's account, and about the actions that nobody may do to
 * the replica. The statements on TLS come with the bucket.
 */
function replicaPolicy(bucket: Bucket, { deployment }: DeployedConfig, names: Names): PolicyStatement[] {
  if (deployment.takeDown) return [];
  const ledger = [bucket.arnForObjects(`${PREFIX}*`)];
  // Named by a condition, since the replica is deployed first: a principal that does not exist yet is refused.
  const isTheRole = { ArnEquals: { "aws:PrincipalArn": names.replicationRoleArn } };
  // Within one account the role's own policy does.
  const copies = new PolicyStatement({
    sid: "Copies",
    principals: [new AccountPrincipal(names.ledgerAccount)],
    actions: COPIES,
    resources: ledger,
    conditions: isTheRole,
  });
  return [
    ...(deployment.replica?.account === names.ledgerAccount ? [] : [copies]),
    deny({
      sid: "OnlyCopies",
      actions: COPIES,
      resources: [bucket.arnForObjects("*")],
      but: [names.replicationRoleArn],
    }),
    ...lockedBucketDenials(bucket, COPIES, {
      deployer: names.replicaDeployer as string,
      breakGlass: deployment.breakGlassRole === null ? [] : [deployment.breakGlassRole],
    }),
  ];
}
