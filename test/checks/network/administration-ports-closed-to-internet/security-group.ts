// Network security groups of Azure and their rules, as cases name them and as facts show them.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Members } from "../../cases.ts";

export const rule = (priority: number, access: string, members: Members = {}): Json => ({
  name: `r${priority}`,
  properties: {
    access,
    priority,
    direction: "Inbound",
    protocol: "Tcp",
    sourceAddressPrefix: "*",
    sourceAddressPrefixes: [],
    sourcePortRange: "*",
    sourcePortRanges: [],
    destinationAddressPrefix: "*",
    destinationAddressPrefixes: [],
    destinationPortRange: "22",
    destinationPortRanges: [],
    ...members,
  },
});

export const nsg = (...securityRules: Json[]): Json => ({
  id: "/subscriptions/s",
  properties: { securityRules, defaultSecurityRules: [] },
});

export const shown = (priority: number, members: Members = {}): Json => ({
  name: `r${priority}`,
  priority,
  protocol: "tcp",
  ports: ["22"],
  sources: ["*"],
  ...members,
});
