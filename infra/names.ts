// What functions and their roles are called.
import { placesOf, type DeployedConfig } from "../config/places.ts";

export const FUNCTIONS = ["plan-run", "collect-shard", "assess-scope", "seal-run", "notify", "verify-ledger"] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

export function namesOf(config: DeployedConfig) {
  const { account } = config.deployment;
  return {
    ...placesOf(config),
    role: (name: FunctionName): string => `tidemark-${name}`,
    roleArn: (name: FunctionName): string => `arn:aws:iam::${account}:role/tidemark-${name}`,
  };
}

export type Names = ReturnType<typeof namesOf>;
