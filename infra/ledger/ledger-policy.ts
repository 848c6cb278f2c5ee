// Builds the policy of the ledger's bucket: what nobody may do, who alone writes which part, and what roles of another
// account may.
import { AccountPrincipal, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import { PREFIX, type DeployedConfig } from "../../config/deployed/places.ts";
import type { Actor, Names } from "../names.ts";
import { asWritten, deny, lockedBucketDenials } from "./denies.ts";
import { PARTS, keysOf } from "./writers.ts";

/** Each statement of it but those on TLS, which come with the bucket. */
export function ledgerPolicy(bucket: Bucket, { deployment }: DeployedConfig, names: Names): PolicyStatement[] {
  // A trial that is taken down: whoever may bypass governance empties the bucket.
  if (deployment.takeDown) return [];
  const breakGlass = deployment.breakGlassRole === null ? [] : [deployment.breakGlassRole];
  return [
    ...onlyTheWriters(bucket, names),
    ...asWritten(bucket),
    ...lockedBucketDenials(bucket, ["s3:PutObject"], { deployer: names.deployer, breakGlass }),
    ...(names.isSameAccount ? [] : fromOtherAccount(bucket, deployment.account, names)),
  ];
}

const under = (bucket: Bucket, keys: readonly string[]): string[] =>
  keys.map((key) => bucket.arnForObjects(`${PREFIX}${key}`));

/** Each part has its writers, and beside the parts nothing is written. */
function onlyTheWriters(bucket: Bucket, names: Names): PolicyStatement[] {
  const puts = { actions: ["s3:PutObject"] };
  return [
    ...PARTS.map(({ name, keys, writers }) =>
      deny({ sid: `Only${name}`, ...puts, resources: under(bucket, keys), but: writers.map(names.roleArn) }),
    ),
    deny({
      sid: "OnlyTheLedger",
      ...puts,
      notResources: under(
        bucket,
        PARTS.flatMap(({ keys }) => keys),
      ),
    }),
  ];
}

// In one account the roles' own policies do; from another one both sides have to agree.
function fromOtherAccount(bucket: Bucket, account: string, names: Names): PolicyStatement[] {
  const by = (actors: readonly Actor[]) => ({
    principals: [new AccountPrincipal(account)],
    conditions: { ArnEquals: { "aws:PrincipalArn": actors.map(names.roleArn) } },
  });
  // The function that turns outbound federation on has nothing to do with the ledger.
  const all: readonly Actor[] = [...names.functions.filter((name) => name !== "enable-federation"), "operator"];
  const writers = [...new Set(PARTS.flatMap((part) => part.writers))];
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
    ...writers.map(
      (name) =>
        new PolicyStatement({ ...by([name]), actions: ["s3:PutObject"], resources: under(bucket, keysOf(name)) }),
    ),
  ];
}
