// Cuts the scopes of a run into shards: scopes that share a limit of their cloud are read one after the other.
import { kindOf } from "../../evidence-schema/keys/scope-kind.ts";
import { cloudOf, isOf, type LiveChoice } from "../../config/live-clouds.ts";

/**
 * Each AWS account is a shard. The subscriptions of a tenant are one shard, since Azure counts their queries together. Management
 * groups come after the subscriptions that inherit from them, and the tenant's own people last, after the assignments that name them.
 */
export function shardsOf(config: LiveChoice, scopes: readonly string[]) {
  const azure = scopes.filter((scope) => cloudOf(config, scope) === "azure");
  const isGroup = (scope: string): boolean => kindOf(scope) === "managementGroups";
  const subscriptions = azure.filter((scope) => isOf(scope, "azure") && !isGroup(scope));
  const tenant = [...subscriptions, ...azure.filter(isGroup), ...azure.filter((scope) => isOf(scope, "entra"))];
  return {
    aws: scopes.filter((scope) => cloudOf(config, scope) === "aws").map((scope) => [scope]),
    azure: tenant.length === 0 ? [] : [tenant],
  };
}
