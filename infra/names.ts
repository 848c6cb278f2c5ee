// What the parts of a deployment are called: policies of one account name roles of another before they exist.
import type { Deployed } from "./company.ts";

export const FUNCTIONS = ["plan-run", "collect-shard", "assess-scope", "seal-run", "notify", "verify-ledger"] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

/** Prefix of the ledger in its bucket. */
export const PREFIX = "ledger/";
export const KEY_ALIAS = "alias/tidemark-ledger";

export function namesOf({ deployment }: Deployed) {
  const { account, region, replica } = deployment;
  const ledgerAccount = deployment.ledgerAccount ?? account;
  const ledgerBucket = `tidemark-ledger-${ledgerAccount}-${region}`;
  return {
    ledgerAccount,
    isSameAccount: ledgerAccount === account,
    ledgerBucket,
    namesBucket: `tidemark-names-${ledgerAccount}-${region}`,
    workBucket: `tidemark-work-${account}-${region}`,
    replicaBucket: replica === null ? null : `tidemark-replica-${replica.account}-${replica.region}`,
    replicationRole: "tidemark-replication",
    keyArn: `arn:aws:kms:${region}:${ledgerAccount}:${KEY_ALIAS}`,
    /** As the functions and the command line take it. */
    ledger: `s3://${ledgerBucket}/${PREFIX.replace(/\/$/, "")}`,
    role: (name: FunctionName): string => `tidemark-${name}`,
    roleArn: (name: FunctionName): string => `arn:aws:iam::${account}:role/tidemark-${name}`,
  };
}

export type Names = ReturnType<typeof namesOf>;
