// Builds the bucket of the ledger: what is written stays, and nothing can be written over it.
import { Duration, RemovalPolicy } from "aws-cdk-lib";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  ObjectLockRetention,
  ObjectOwnership,
  type CfnBucket,
} from "aws-cdk-lib/aws-s3";
import type { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import type { DeployedConfig } from "../../config/deployed/places.ts";
import type { Names } from "../names.ts";
import { ledgerPolicy } from "./ledger-policy.ts";
import { replicationOf } from "./replication.ts";

/** Properties that ledger and replica share: for a trial, GOVERNANCE of at least a day; else a lock that nobody can undo. */
export const locked = ({ ledger: { mode, retentionDays } }: DeployedConfig) => ({
  versioned: true,
  objectLockEnabled: true,
  objectLockDefaultRetention:
    mode === "compliance"
      ? ObjectLockRetention.compliance(Duration.days(retentionDays))
      : ObjectLockRetention.governance(Duration.days(Math.max(1, retentionDays))),
  // Never a key of KMS: the deletion of that key would delete the evidence.
  encryption: BucketEncryption.S3_MANAGED,
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
});

export function ledgerBucket(scope: Construct, config: DeployedConfig, names: Names): Bucket {
  const bucket = new Bucket(scope, "Ledger", {
    bucketName: names.ledgerBucket,
    ...locked(config),
    ...replicationOf(scope, config, names),
  });
  // A note that is written is an event, and its count the metric that misses it. (CDK's own way needs a function of its own.)
  (bucket.node.defaultChild as CfnBucket).notificationConfiguration = {
    eventBridgeConfiguration: { eventBridgeEnabled: true },
  };
  keepPolicy(bucket, ledgerPolicy(bucket, config, names));
  return bucket;
}

/** Adds the statements. The policy stays when its stack goes: without it the bucket that stays could be written to. */
export function keepPolicy(bucket: Bucket, statements: readonly PolicyStatement[]): void {
  for (const statement of statements) bucket.addToResourcePolicy(statement);
  bucket.policy?.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
}
