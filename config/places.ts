// Where the parts of a deployment lie, by names that its config alone decides: policies name what does not exist yet.
import type { Config } from "./define-config.ts";
import type { Deployment } from "./deployment.ts";

/** A config that is to be deployed. */
export type DeployedConfig = Config & {
  readonly deployment: Deployment;
  readonly schedule: NonNullable<Config["schedule"]>;
};

/** The config as one to be deployed; null where it has no `deployment` (or no schedule, which one needs). */
export function deployedConfig(config: Config): DeployedConfig | null {
  const { deployment, schedule } = config;
  return deployment === null || schedule === null ? null : { ...config, deployment, schedule };
}

/** Prefix of the ledger in its bucket. */
export const PREFIX = "ledger/";
export const KEY_ALIAS = "alias/tidemark-ledger";

export function placesOf({ deployment }: DeployedConfig) {
  const { account, region, replica } = deployment;
  const ledgerAccount = deployment.ledgerAccount ?? account;
  const ledgerBucket = `tidemark-ledger-${ledgerAccount}-${region}`;
  const namesBucket = `tidemark-names-${ledgerAccount}-${region}`;
  const workBucket = `tidemark-work-${account}-${region}`;
  return {
    ledgerAccount,
    isSameAccount: ledgerAccount === account,
    ledgerBucket,
    namesBucket,
    workBucket,
    replicaBucket: replica === null ? null : `tidemark-replica-${replica.account}-${replica.region}`,
    replicationRole: "tidemark-replication",
    /** As functions and commands take them. */
    ledger: `s3://${ledgerBucket}/${PREFIX.replace(/\/$/, "")}`,
    names: `s3://${namesBucket}`,
    work: `s3://${workBucket}`,
    key: `arn:aws:kms:${region}:${ledgerAccount}:${KEY_ALIAS}`,
  };
}

/** In the work bucket: what the daily verification trusts. */
export const TRUST_KEY = "trust/trust.txt";
