// Names the functions and roles of a deployment.
import { placesOf, type DeployedConfig } from "../config/deployed/places.ts";
import { readsFrom } from "../config/live-clouds.ts";

/** The functions of every deployment. */
export const ALWAYS = ["plan-run", "collect-shard", "assess-scope", "seal-run", "notify", "verify-ledger"] as const;

/** Functions of a deployment that reads Azure or Google Cloud, and of a deployment that turns outbound federation on. */
const ASKED_FOR = ["collect-azure", "collect-gcp", "enable-federation"] as const;

export const FUNCTIONS = [...ALWAYS, ...ASKED_FOR] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

/** A value for each function that a deployment has. */
export type OfFunctions<Value> = { readonly [name in (typeof ALWAYS)[number]]: Value } & {
  readonly [name in (typeof ASKED_FOR)[number]]?: Value;
};

/** The functions that a deployment of this config has. */
export function functionsIn(config: DeployedConfig): readonly FunctionName[] {
  const isAskedFor = {
    "collect-azure": readsFrom(config, "azure"),
    "collect-gcp": readsFrom(config, "gcp"),
    "enable-federation": config.deployment.enableOutboundFederation,
  };
  return [...ALWAYS, ...ASKED_FOR.filter((name) => isAskedFor[name])];
}

/** Who acts on the ledger: a function by its role, or a person as the operator. */
export type Actor = FunctionName | "operator";

/** The partition of AWS that Tidemark is deployed to. */
const IAM = "arn:aws:iam::";

export function namesOf(config: DeployedConfig) {
  const { account, region, replica, bootstrapQualifier } = config.deployment;
  const places = placesOf(config);
  const functions = functionsIn(config);
  const roleArn = (name: Actor): string => `${IAM}${account}:role/tidemark-${name}`;
  // CloudFormation acts by this role, which the CDK's bootstrap makes in each account and region.
  const deployer = (of: { readonly account: string; readonly region: string }): string =>
    `${IAM}${of.account}:role/cdk-${bootstrapQualifier}-cfn-exec-role-${of.account}-${of.region}`;
  return {
    ...places,
    account,
    region,
    role: (name: Actor): string => `tidemark-${name}`,
    roleArn,
    /** The functions that the deployment has. */
    functions,
    /** The roles of these actors, as far as the deployment has them. */
    roleArnsOf: (actors: readonly Actor[]): string[] =>
      actors.filter((name) => name === "operator" || functions.includes(name)).map(roleArn),
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
