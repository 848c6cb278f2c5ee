// Describes managed services of the sample estate: each with its public endpoint closed, or with a firewall that names networks.
// https://learn.microsoft.com/en-us/rest/api/ container-registry/registries/get (2025-11-01), databricks/workspaces/get (2024-05-01),
// aiservices/accountmanagement/accounts/get (2024-10-01), searchmanagement/services/get (2023-11-01),
// appconfiguration/configuration-stores/get (2024-05-01), datafactory/factories/get (2018-06-01), azureml/workspaces/get (2024-10-01)
import type { Json } from "../../../../../evidence-schema/bytes/canonical.ts";
import type { ArmBody } from "../estate.ts";
import { idOf, PRODUCTION, resource } from "./names.ts";

const closed = { provisioningState: "Succeeded", publicNetworkAccess: "Disabled" };
const office = { defaultAction: "Deny", ipRules: [{ action: "Allow", value: "198.51.100.0/24" }] };

const one = (type: string, name: string, properties: object, more: object = {}): ArmBody =>
  resource(PRODUCTION, "rg-web", type, name, { ...more, properties: { ...closed, ...properties } } as never);

export const PLATFORM: readonly ArmBody[] = [
  one(
    "Microsoft.ContainerRegistry/registries",
    "nledge",
    { loginServer: "nledge.azurecr.io", publicNetworkAccess: "Enabled", networkRuleSet: office },
    { sku: { name: "Premium", tier: "Premium" } },
  ),
  one("Microsoft.Databricks/workspaces", "nl-lake", {
    workspaceUrl: "adb-1.azuredatabricks.net",
    createdBy: { oid: "x" },
  }),
  one(
    "Microsoft.CognitiveServices/accounts",
    "nl-vision",
    { apiProperties: { eventHubConnectionString: "secret" }, networkAcls: office },
    { kind: "ComputerVision", sku: { name: "S1" } },
  ),
  one("Microsoft.Search/searchServices", "nl-finder", { networkRuleSet: { ipRules: [], bypass: "None" } }),
  one("Microsoft.AppConfiguration/configurationStores", "nl-settings", { endpoint: "https://nl-settings.azconfig.io" }),
  one("Microsoft.DataFactory/factories", "nl-factory", {
    globalParameters: { token: { type: "String", value: "secret" } },
  }),
  one("Microsoft.MachineLearningServices/workspaces", "nl-models", { keyVault: "/subscriptions/x" }),
];

const EVENTS = idOf(PRODUCTION, "rg-web", "Microsoft.EventHub/namespaces", "nl-events");
const ORDERS = idOf(PRODUCTION, "rg-web", "Microsoft.ServiceBus/namespaces", "nl-orders");
const SESSIONS = idOf(PRODUCTION, "rg-web", "Microsoft.Cache/Redis", "nl-sessions");

const ruleSet = (namespace: string): readonly [string, Json] => [
  `${namespace}/networkRuleSets/default`,
  {
    id: `${namespace}/networkRuleSets/default`,
    name: "default",
    properties: {
      publicNetworkAccess: "Enabled",
      defaultAction: "Deny",
      trustedServiceAccessEnabled: true,
      virtualNetworkRules: [],
      ipRules: [{ ipMask: "198.51.100.0/24", action: "Allow" }],
    },
  },
];

export const PLATFORM_CHILDREN: readonly (readonly [string, Json])[] = [
  ruleSet(EVENTS),
  ruleSet(ORDERS),
  [
    `${SESSIONS}/firewallRules`,
    [
      {
        id: `${SESSIONS}/firewallRules/office`,
        name: "nl-sessions/office",
        properties: { startIP: "198.51.100.0", endIP: "198.51.100.255" },
      },
    ],
  ],
];
