// Lists the types of Azure that Resource Graph brings: how each is read by its id, and the action that a role has to allow.

export type ResourceType = {
  /** As Resource Graph spells it, in lower case. */
  readonly type: string;
  readonly action: string;
  /** The version of Resource Manager's API by which one resource is read. */
  readonly apiVersion: string;
};

export const SUBSCRIPTION = "microsoft.resources/subscriptions";

/**
 * Types and actions: https://learn.microsoft.com/en-us/azure/role-based-access-control/resource-provider-operations.
 * Versions are ones whose specifications have a published example: https://github.com/Azure/azure-rest-api-specs
 */
export const RESOURCE_TYPES: readonly ResourceType[] = [
  ["Microsoft.Storage/storageAccounts", "2023-05-01"],
  ["Microsoft.Compute/disks", "2023-04-02"],
  ["Microsoft.Compute/snapshots", "2023-04-02"],
  ["Microsoft.Compute/galleries", "2022-08-03"],
  ["Microsoft.Compute/virtualMachines", "2023-09-01"],
  ["Microsoft.Compute/virtualMachineScaleSets", "2023-09-01"],
  ["Microsoft.Network/virtualNetworks", "2023-09-01"],
  ["Microsoft.Network/networkWatchers/flowLogs", "2023-09-01"],
  ["Microsoft.Network/networkSecurityGroups", "2023-09-01"],
  ["Microsoft.Network/networkInterfaces", "2023-09-01"],
  ["Microsoft.Network/publicIPAddresses", "2023-09-01"],
  ["Microsoft.Network/loadBalancers", "2023-09-01"],
  ["Microsoft.Sql/servers", "2021-11-01"],
  ["Microsoft.Sql/servers/databases", "2021-11-01"],
  ["Microsoft.Sql/managedInstances", "2021-11-01"],
  ["Microsoft.DBforPostgreSQL/flexibleServers", "2022-12-01"],
  ["Microsoft.DBforPostgreSQL/serverGroupsv2", "2022-11-08"],
  ["Microsoft.DBforMySQL/flexibleServers", "2023-06-30"],
  ["Microsoft.DocumentDB/databaseAccounts", "2023-11-15"],
  ["Microsoft.Cache/redis", "2024-03-01"],
  ["Microsoft.Cache/redisEnterprise", "2024-10-01"],
  ["Microsoft.EventHub/namespaces", "2024-01-01"],
  ["Microsoft.ServiceBus/namespaces", "2024-01-01"],
  ["Microsoft.Kusto/clusters", "2023-08-15"],
  ["Microsoft.Search/searchServices", "2023-11-01"],
  ["Microsoft.CognitiveServices/accounts", "2023-05-01"],
  ["Microsoft.AppConfiguration/configurationStores", "2023-03-01"],
  ["Microsoft.ContainerRegistry/registries", "2023-07-01"],
  ["Microsoft.Synapse/workspaces", "2021-06-01"],
  ["Microsoft.KeyVault/vaults", "2023-07-01"],
  ["Microsoft.Web/certificates", "2022-09-01"],
  ["Microsoft.ContainerRegistry/registries", "2025-11-01"],
  ["Microsoft.Databricks/workspaces", "2024-05-01"],
  ["Microsoft.CognitiveServices/accounts", "2024-10-01"],
  ["Microsoft.Search/searchServices", "2023-11-01"],
  ["Microsoft.AppConfiguration/configurationStores", "2024-05-01"],
  ["Microsoft.DataFactory/factories", "2018-06-01"],
  ["Microsoft.MachineLearningServices/workspaces", "2024-10-01"],
  ["Microsoft.ContainerService/managedClusters", "2024-09-01"],
  ["Microsoft.Web/sites", "2024-11-01"],
  ["Microsoft.Network/applicationGateways", "2023-09-01"],
  ["Microsoft.Cdn/profiles", "2024-02-01"],
  ["Microsoft.Cdn/profiles/afdEndpoints", "2024-02-01"],
  ["Microsoft.ApiManagement/service", "2022-08-01"],
  ["Microsoft.App/containerApps", "2024-03-01"],
  ["Microsoft.OperationalInsights/workspaces", "2022-10-01"],
  ["Microsoft.Resources/subscriptions", "2022-12-01"],
].map(([type, apiVersion]) => ({
  type: (type as string).toLowerCase(),
  action: `${type}/read`,
  apiVersion: apiVersion as string,
}));

/** By type, in lower case. */
export const RESOURCE_TYPE: ReadonlyMap<string, ResourceType> = new Map(
  RESOURCE_TYPES.map((each) => [each.type, each]),
);

/** The id of Resource Manager as a path: names may have signs that a URL reads otherwise. */
export const pathOf = (id: string): string => id.split("/").map(encodeURIComponent).join("/");
