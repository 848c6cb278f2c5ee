// Cuts the scopes of a run into shards: scopes that share a limit of their cloud are read one after the other.
import { cloudOf, isOf, type LiveChoice } from "../../config/live-clouds.ts";

/**
 * Each AWS account is a shard. The subscriptions of a tenant are one shard, since Azure counts their queries together; the
 * tenant's own people come last, after the assignments that name them.
 */
export function shardsOf(config: LiveChoice, scopes: readonly string[]) {
  const azure = scopes.filter((scope) => cloudOf(config, scope) === "azure");
  const tenant = [...azure.filter((scope) => isOf(scope, "azure")), ...azure.filter((scope) => isOf(scope, "entra"))];
  return {
    aws: scopes.filter((scope) => cloudOf(config, scope) === "aws").map((scope) => [scope]),
    azure: tenant.length === 0 ? [] : [tenant],
  };
}
