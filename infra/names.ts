// Names the functions and roles of a deployment.
import { placesOf, type DeployedConfig } from "../config/deployed/places.ts";

export const FUNCTIONS = ["plan-run", "collect-shard", "assess-scope", "seal-run", "notify", "verify-ledger"] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

/** Who acts on the ledger: a function by its role, or a person as the operator. */
export type Actor = FunctionName | "operator";

/** The partition of AWS that Tidemark is deployed to. */
const IAM = "arn:aws:iam::";

export function namesOf(config: DeployedConfig) {
  const { account, region, replica, bootstrapQualifier } = config.deployment;
  const places = placesOf(config);
  // CloudFormation acts by this role, which the CDK's bootstrap makes in each account and region.
  const deployer = (of: { readonly account: string; readonly region: string }): string =>
    `${IAM}${of.account}:role/cdk-${bootstrapQualifier}-cfn-exec-role-${of.account}-${of.region}`;
  return {
    ...places,
    account,
    region,
    role: (name: Actor): string => `tidemark-${name}`,
    roleArn: (name: Actor): string => `${IAM}${account}:role/tidemark-${name}`,
    functionArn: (name: FunctionName): string => `arn:aws:lambda:${region}:${account}:function:tidemark-${name}`,
    replicationRoleArn: `${IAM}${places.ledgerAccount}:role/${places.replicationRole}`,
    /** Who alone may change the ledger's bucket, its key, and the replica's bucket. */
    deployer: deployer({ account: places.ledgerAccount, region }),
    /** The deployer that alone may change the work bucket. */
    workDeployer: deployer({ account, region }),
    replicaDeployer: replica === null ? null : deployer(replica),
  };
}

export type Names = ReturnType<typeof namesOf>;
