// Lists the properties to keep of resources that may hold secrets or names of people beside their configuration.

/** Members by which a managed service says who reaches it. */
const NETWORK = [
  "provisioningState",
  "publicNetworkAccess",
  "networkAcls",
  "networkRuleSet",
  "networkRuleBypassOptions",
  "ipAllowlist",
  "anonymousPullEnabled",
  "privateEndpointConnections",
] as const;

/** By type. A type that is not here is kept whole, but for what its own reading drops. */
export const KEPT_PROPERTIES: ReadonlyMap<string, readonly string[]> = new Map([
  // Not administrators of its machines, their keys, and identities.
  [
    "microsoft.containerservice/managedclusters",
    ["provisioningState", "powerState", "publicNetworkAccess", "apiServerAccessProfile", "agentPoolProfiles"],
  ],
  // Not connection strings of other services, parameters, and who made it.
  ...[
    "microsoft.containerregistry/registries",
    "microsoft.databricks/workspaces",
    "microsoft.cognitiveservices/accounts",
    "microsoft.search/searchservices",
    "microsoft.appconfiguration/configurationstores",
    "microsoft.datafactory/factories",
    "microsoft.machinelearningservices/workspaces",
  ].map((type): [string, readonly string[]] => [type, NETWORK]),
]);
