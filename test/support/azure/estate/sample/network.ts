// Networks of the sample estate: one with flow logs, one without, and a security group that lets the internet in.
// https://learn.microsoft.com/en-us/rest/api/virtualnetwork/virtual-networks/get, network-security-groups/get, and
// https://learn.microsoft.com/en-us/rest/api/networkwatcher/flow-logs/get, and
// https://learn.microsoft.com/en-us/rest/api/networkmanager/list-network-manager-effective-security-admin-rules, 2023-09-01
import type { Json } from "../../../../../evidence-schema/bytes/canonical.ts";
import type { ArmBody } from "../estate.ts";
import { idOf, PRODUCTION, resource, SHARED } from "./names.ts";

const VNET = "Microsoft.Network/virtualNetworks";
const NSG = "Microsoft.Network/networkSecurityGroups";
const WATCHER = "Microsoft.Network/networkWatchers";

const network = (subscription: string, name: string, guid: string, range: string): ArmBody =>
  resource(subscription, "rg-network", VNET, name, {
    etag: 'W/"15b46d33-7af3-4ad9-8997-2f2c280dd5d3"',
    tags: { Team: "network" },
    properties: {
      addressSpace: { addressPrefixes: [`${range}.0.0/16`] },
      enableDdosProtection: false,
      provisioningState: "Succeeded",
      resourceGuid: guid,
      subnets: [
        {
          id: `${idOf(subscription, "rg-network", VNET, name)}/subnets/workload`,
          name: "workload",
          type: `${VNET}/subnets`,
          properties: { addressPrefix: `${range}.0.0/20`, provisioningState: "Succeeded" },
        },
      ],
      virtualNetworkPeerings: [],
    },
  });

const rule = (
  name: string,
  priority: number,
  port: string,
  source: string,
): { readonly name: string; readonly properties: { readonly [name: string]: string | number | string[] } } => ({
  name,
  properties: {
    access: "Allow",
    direction: "Inbound",
    priority,
    protocol: "Tcp",
    provisioningState: "Succeeded",
    sourceAddressPrefix: source,
    sourceAddressPrefixes: [],
    sourcePortRange: "*",
    sourcePortRanges: [],
    destinationAddressPrefix: "*",
    destinationAddressPrefixes: [],
    destinationPortRange: port,
    destinationPortRanges: [],
  },
});

export const NETWORK: readonly ArmBody[] = [
  network(PRODUCTION, "vnet-main", "1ce1a6ae-1e0d-4214-8c47-187101059fee", "10.60"),
  network(SHARED, "vnet-tools", "db026098-f216-4659-8276-2516480c72de", "10.70"),
  resource(PRODUCTION, "rg-network", NSG, "nsg-main", {
    properties: {
      provisioningState: "Succeeded",
      resourceGuid: "029b644c-e187-42a8-8623-63d35a72e9ea",
      securityRules: [rule("https", 100, "443", "Internet"), rule("ssh-from-anywhere", 200, "22", "*")],
      defaultSecurityRules: [],
    },
  }),
  resource(PRODUCTION, "NetworkWatcherRG", WATCHER, "NetworkWatcher_westeurope", {
    properties: { provisioningState: "Succeeded", runningOperationIds: [] },
  }),
  resource(PRODUCTION, "NetworkWatcherRG", `${WATCHER}/flowLogs`, "NetworkWatcher_westeurope/vnet-main-flowlog", {
    properties: {
      enabled: true,
      flowAnalyticsConfiguration: {
        networkWatcherFlowAnalyticsConfiguration: { enabled: false, trafficAnalyticsInterval: 60 },
      },
      format: { type: "JSON", version: 2 },
      provisioningState: "Succeeded",
      retentionPolicy: { days: 400, enabled: true },
      storageId: idOf(SHARED, "rg-logs", "Microsoft.Storage/storageAccounts", "nllogs"),
      targetResourceGuid: "1ce1a6ae-1e0d-4214-8c47-187101059fee",
      targetResourceId: idOf(PRODUCTION, "rg-network", VNET, "vnet-main"),
    },
  }),
];

const MANAGER = idOf(SHARED, "rg-network", "Microsoft.Network/networkManagers", "northlight");

const adminRule = (name: string, priority: number, access: string, port: string): Json => ({
  id: `${MANAGER}/securityAdminConfigurations/guard/ruleCollections/all/rules/${name}`,
  configurationDescription: "Guards all networks.",
  kind: "Custom",
  properties: {
    access,
    direction: "Inbound",
    priority,
    protocol: "Tcp",
    sources: [{ addressPrefix: "*", addressPrefixType: "IPPrefix" }],
    destinations: [{ addressPrefix: "*", addressPrefixType: "IPPrefix" }],
    sourcePortRanges: ["0-65535"],
    destinationPortRanges: [port],
    provisioningState: "Succeeded",
  },
  ruleCollectionAppliesToGroups: [{ networkGroupId: `${MANAGER}/networkGroups/all` }],
});

export const NETWORK_CHILDREN: readonly [string, Json][] = [
  [
    `${idOf(SHARED, "rg-network", VNET, "vnet-tools")}/listNetworkManagerEffectiveSecurityAdminRules`,
    [adminRule("ssh", 10, "Deny", "22"), adminRule("rdp", 20, "Deny", "3389")],
  ],
];
