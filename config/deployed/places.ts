// Names the places of a deployment's parts by its config alone: policies name what does not exist yet.
import type { Config } from "../schema.ts";
import type { Deployment } from "../members/deployment.ts";

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

/** The aliases of the signing keys, oldest first: the first has no number. */
const keyAliases = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => (at === 0 ? KEY_ALIAS : `${KEY_ALIAS}-${at + 1}`));

export function placesOf({ deployment }: DeployedConfig) {
  const { account, region, replica, signingKeys } = deployment;
  const ledgerAccount = deployment.ledgerAccount ?? account;
  const ledgerBucket = `tidemark-ledger-${ledgerAccount}-${region}`;
  const namesBucket = `tidemark-names-${ledgerAccount}-${region}`;
  const workBucket = `tidemark-work-${account}-${region}`;
  const aliases = keyAliases(signingKeys);
  const keys = aliases.map((alias) => `arn:aws:kms:${region}:${ledgerAccount}:${alias}`);
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
    /** The signing keys by the ARNs of their aliases, oldest first. Which of them sign, the log says. */
    keys,
    keyAliases: aliases,
    /** Seals, and changes the log's keys or ends it where an operator asks: it alone may sign. */
    sealingFunction: `arn:aws:lambda:${region}:${account}:function:tidemark-seal-run`,
  };
}

/**
 * Where a run keeps the subscriptions that Azure lists, below the area and the run: the function that reads the tenant writes
 * it, and the plan of the next run reads it.
 */
export const subscriptionListOf = (tenant: string): string =>
  `${encodeURIComponent(`entra/${tenant}`)}/subscriptions.json`;

/** The same of the projects that Google Cloud lists below `parent`. */
export const projectListOf = (parent: string): string => `${encodeURIComponent(`gcp/${parent}`)}/projects.json`;

/** Areas of the work bucket, as prefixes: each has one role that writes it (infra/collector/work-bucket.ts). */
export const WORK_AREAS = {
  /** The work that a run is to do. */
  plan: "plan/",
  /** The results of reading shards. */
  read: "read/",
  /** The requests that assessing makes, and the scopes that failed. */
  assessed: "assessed/",
  /** How far seals were told. */
  cursor: "cursor/",
  /** The trust files for the verification by the function. */
  trust: "trust/",
  /** The requests that people make as the operator: restarts of scopes, changes of keys, the end. */
  asked: "asked/",
  /** The segments that a function reads again in every run: of each function its own, and no evidence. */
  assessCache: "cache/assess-scope/",
  sealCache: "cache/seal-run/",
  notifyCache: "cache/notify/",
} as const;
