// Makes rules of groups and of network managers as the documentation writes them, and defines an example of it.
import type { AdminRule } from "../../../../../checks/engines/reachability/azure/admin-rule.ts";
import type { Way } from "../../../../../checks/engines/reachability/azure/interface.ts";
import type { SecurityRule } from "../../../../../checks/engines/reachability/azure/security-rule.ts";
import type { Transport } from "../../../../../checks/engines/reachability/transport.ts";

export const LEARN = "https://learn.microsoft.com/en-us/azure/";

type Members = Partial<SecurityRule["properties"]>;

export const rule = (
  priority: number,
  access: string,
  source: string,
  port: string,
  more: Members = {},
): SecurityRule => ({
  name: `rule-${priority}`,
  properties: {
    access,
    direction: "Inbound",
    priority,
    protocol: "Tcp",
    sourceAddressPrefix: source,
    sourcePortRange: "*",
    destinationAddressPrefix: "*",
    destinationPortRange: port,
    ...more,
  },
});
export const toGroup = (name: string): Members => ({
  destinationAddressPrefix: "",
  destinationApplicationSecurityGroups: [{ id: `/subscriptions/s/${name}` }],
});

export const adminRule = (
  priority: number,
  access: string,
  port: string,
  more: Partial<AdminRule> = {},
): AdminRule => ({
  id: `/subscriptions/s/networkManagers/nm/securityAdminConfigurations/c/ruleCollections/r/rules/rule-${priority}`,
  access,
  direction: "Inbound",
  priority,
  protocol: "Tcp",
  sources: [{ addressPrefix: "*", addressPrefixType: "IPPrefix" }],
  destinations: [{ addressPrefix: "*", addressPrefixType: "IPPrefix" }],
  sourcePortRanges: ["0-65535"],
  destinationPortRanges: [port],
  ...more,
});

export type Example = {
  readonly page: string;
  readonly name: string;
  readonly admin?: readonly AdminRule[];
  /** Left out: the subnet has no group. */
  readonly subnet?: readonly SecurityRule[];
  /** Left out: the interface has no group. */
  readonly own?: readonly SecurityRule[];
  readonly isBasic?: boolean;
  /** The private address of the interface: 10.0.0.4 unless said otherwise. */
  readonly address?: string;
  /** The application security groups that the interface is in. */
  readonly groups?: readonly string[];
  readonly only?: Way["only"];
  readonly traffic: readonly [Transport, number];
  readonly isReached: boolean;
  /** Why the engine of single groups alone, which was there before, gives another answer. Left out: it gives the same. */
  readonly before?:
    | "both groups must allow"
    | "no group"
    | "an application group"
    | "a network manager"
    | "a load balancer"
    | "an address";
};
