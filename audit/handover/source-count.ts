// Names the command that counts the resources of a type at their cloud, for whoever compares its count with ours.
import { quoted } from "./source-commands/quoted.ts";

/** Tables of Azure Resource Graph that hold what the table `Resources` does not. */
const GRAPH_TABLES: ReadonlyMap<string, string> = new Map([
  ["microsoft.resources/subscriptions", "ResourceContainers"],
  ["microsoft.authorization/roleassignments", "AuthorizationResources"],
]);

/** Types of resources that Azure Resource Graph does not hold. */
const NOT_IN_GRAPH: ReadonlySet<string> = new Set([
  "microsoft.keyvault/vaults/keys",
  "microsoft.authorization/roleeligibilityscheduleinstances",
]);

/** Null where no single command counts them: a type of Tidemark's own, and items of directories. */
export function sourceCount(scope: string, type: string, region: string | null): string | null {
  if (type.startsWith("Tidemark::")) return null;
  if (scope.startsWith("aws/") && /^AWS::\w+::\w+$/.test(type)) {
    const at = region === null || region === "global" ? "" : ` --region ${quoted(region)}`;
    return `aws configservice get-discovered-resource-counts --resource-types ${quoted(type)}${at}`;
  }
  if (scope.startsWith("azure/") && !NOT_IN_GRAPH.has(type)) {
    const asked = `${GRAPH_TABLES.get(type) ?? "Resources"} | where type =~ '${type}' | summarize count()`;
    return `az graph query -q ${JSON.stringify(asked)} --subscriptions ${quoted(scope.slice("azure/".length))}`;
  }
  if (scope.startsWith("gcp/"))
    return `gcloud asset search-all-resources --scope=${quoted(scope.slice("gcp/".length))} --asset-types=${quoted(type)} --format='value(name)' | wc -l`;
  return null;
}
