// The bucket of the ledger: what is written stays, and nothing can be written over it.
import { Duration, RemovalPolicy } from "aws-cdk-lib";
import {
  AccountPrincipal,
  AnyPrincipal,
  ArnPrincipal,
  Effect,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from "aws-cdk-lib/aws-iam";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  ObjectLockRetention,
  ObjectOwnership,
  type CfnBucket,
} from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { PREFIX, type DeployedConfig } from "../config/places.ts";
import type { FunctionName, Names } from "./names.ts";

/** Which prefixes of the ledger each function writes. */
export const WRITES: { readonly [name in FunctionName]?: readonly string[] } = {
  "plan-run": ["documents/", "records/provider=tidemark/"],
  "assess-scope": ["documents/queries/", "records/provider=aws/"],
  "seal-run": ["log/"],
};

/** What ledger and replica have in common: GOVERNANCE of a day for a trial; else what nobody can undo. */
export const locked = ({ ledger: { mode, retentionDays } }: DeployedConfig) => ({
  versioned: true,
  objectLockEnabled: true,
  objectLockDefaultRetention:
    mode === "compliance"
      ? ObjectLockRetention.compliance(Duration.days(retentionDays))
      : ObjectLockRetention.governance(Duration.days(Math.max(1, retentionDays))),
  // Never a key of KMS: whoever deletes the key deletes the evidence.
  encryption: BucketEncryption.S3_MANAGED,
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  removalPolicy: RemovalPolicy.RETAIN,
});

export function ledgerBucket(scope: Construct, config: DeployedConfig, names: Names): Bucket {
  const { deployment } = config;
  const bucket = new Bucket(scope, "Ledger", {
    bucketName: names.ledgerBucket,
    ...locked(config),
    ...(names.replicaBucket === null || deployment.replica === null
      ? {}
      : replication(scope, deployment.replica, names)),
  });
  // A note that is written is an event, and its count the metric that misses it. (CDK's own way needs a function of its own.)
  (bucket.node.defaultChild as CfnBucket).notificationConfiguration = {
    eventBridgeConfiguration: { eventBridgeEnabled: true },
  };
  for (const statement of policyOf(bucket, config, names)) bucket.addToResourcePolicy(statement);
  return bucket;
}

function replication(scope: Construct, { account }: { readonly account: string }, names: Names) {
  const destination = Bucket.fromBucketArn(scope, "ReplicaBucket", `arn:aws:s3:::${names.replicaBucket}`);
  const role = new Role(scope, "Replication", {
    roleName: names.replicationRole,
    assumedBy: new ServicePrincipal("s3.amazonaws.com"),
  });
  return {
    replicationRole: role,
    replicationRules: [
      {
        destination,
        id: "whole-ledger",
        prefixFilter: PREFIX,
        priority: 1,
        // A marker that hides the original must not hide the copy.
        deleteMarkerReplication: false,
        ...(account === names.ledgerAccount ? {} : { accessControlTransition: true, destinationAccount: account }),
      },
    ],
  };
}

/** What nobody may do, whatever their own account allows them; and what the functions may. */
function policyOf(bucket: Bucket, { deployment }: DeployedConfig, names: Names): PolicyStatement[] {
  const objects = bucket.arnForObjects("*");
  const ledger = bucket.arnForObjects(`${PREFIX}*`);
  const breakGlass = deployment.breakGlassRole === null ? [] : [deployment.breakGlassRole];
  // CloudFormation changes the bucket's configuration by this role of the CDK's bootstrap.
  const deployer = `arn:aws:iam::${names.ledgerAccount}:role/cdk-*-cfn-exec-role-${names.ledgerAccount}-${deployment.region}`;
  const deny = (
    sid: string,
    actions: string[],
    more: { resources?: string[]; notResources?: string[]; conditions?: object; but?: string[] },
  ) =>
    new PolicyStatement({
      sid,
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions,
      ...(more.notResources === undefined
        ? { resources: more.resources ?? [objects] }
        : { notResources: more.notResources }),
      conditions: {
        ...more.conditions,
        ...(more.but === undefined || more.but.length === 0 ? {} : { ArnNotLike: { "aws:PrincipalArn": more.but } }),
      },
    });
  return [
    deny("OnlyNewObjects", ["s3:PutObject"], { conditions: { Null: { "s3:if-none-match": "true" } } }),
    deny("OnlyTheLedger", ["s3:PutObject"], { notResources: [ledger] }),
    deny("NoDeletions", ["s3:DeleteObject", "s3:DeleteObjectVersion"], { but: breakGlass }),
    deny("NoOtherLock", ["s3:PutObjectRetention", "s3:PutObjectLegalHold", "s3:BypassGovernanceRetention"], {
      but: breakGlass,
    }),
    // Another key, or notes on the side: neither belongs to what was written.
    deny(
      "NothingBeside",
      ["s3:UpdateObjectEncryption", "s3:PutObjectAnnotation", "s3:PutObjectAcl", "s3:PutObjectTagging"],
      {},
    ),
    deny(
      "OnlyByDeployment",
      [
        "s3:DeleteBucket",
        "s3:DeleteBucketPolicy",
        "s3:PutBucketObjectLockConfiguration",
        "s3:PutBucketPolicy",
        "s3:PutBucketVersioning",
        "s3:PutLifecycleConfiguration",
        "s3:PutReplicationConfiguration",
      ],
      { resources: [bucket.bucketArn], but: [deployer, ...breakGlass] },
    ),
    ...(names.isSameAccount ? [] : fromOtherAccount(bucket, deployment.account, names)),
  ];
}

// In one account the roles' own policies do; from another one both sides have to agree.
function fromOtherAccount(bucket: Bucket, account: string, names: Names): PolicyStatement[] {
  const by = (functions: readonly FunctionName[]) => ({
    principals: [new AccountPrincipal(account)],
    conditions: { ArnEquals: { "aws:PrincipalArn": functions.map(names.roleArn) } },
  });
  const all = ["plan-run", "collect-shard", "assess-scope", "seal-run", "notify", "verify-ledger"] as const;
  return [
    new PolicyStatement({
      ...by(all),
      actions: ["s3:ListBucketVersions", "s3:GetBucketVersioning", "s3:GetBucketObjectLockConfiguration"],
      resources: [bucket.bucketArn],
    }),
    new PolicyStatement({
      ...by(all),
      actions: ["s3:GetObjectVersion", "s3:GetObjectRetention"],
      resources: [bucket.arnForObjects(`${PREFIX}*`)],
    }),
    ...Object.entries(WRITES).map(
      ([name, prefixes]) =>
        new PolicyStatement({
          ...by([name as FunctionName]),
          actions: ["s3:PutObject"],
          resources: prefixes.map((prefix) => bucket.arnForObjects(`${PREFIX}${prefix}*`)),
        }),
    ),
  ];
}

/** What the replica takes from the original's account, and what nobody may do to it. */
export function replicaPolicy(bucket: Bucket, names: Names): PolicyStatement[] {
  const objects = bucket.arnForObjects("*");
  const role = new ArnPrincipal(`arn:aws:iam::${names.ledgerAccount}:role/${names.replicationRole}`);
  return [
    new PolicyStatement({
      sid: "Copies",
      principals: [role],
      actions: ["s3:ReplicateObject", "s3:ReplicateTags", "s3:ObjectOwnerOverrideToBucketOwner"],
      resources: [bucket.arnForObjects(`${PREFIX}*`)],
    }),
    new PolicyStatement({
      sid: "CopiesOnly",
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: [
        "s3:PutObject",
        "s3:DeleteObject",
        "s3:DeleteObjectVersion",
        "s3:ReplicateDelete",
        "s3:PutObjectRetention",
        "s3:PutObjectLegalHold",
        "s3:BypassGovernanceRetention",
        "s3:UpdateObjectEncryption",
        "s3:PutObjectAnnotation",
      ],
      resources: [objects],
    }),
  ];
}
