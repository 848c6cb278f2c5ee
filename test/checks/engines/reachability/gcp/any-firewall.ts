// Writes rules of a network and of policies as Compute Engine tells them, for anyone to anyone unless said otherwise.
import type { FirewallRule } from "../../../../../checks/engines/reachability/gcp/firewall-rule.ts";
import type { FirewallPolicy } from "../../../../../checks/engines/reachability/gcp/policy-order.ts";
import type { PolicyRule } from "../../../../../checks/engines/reachability/gcp/policy-rule.ts";

export const NETWORK = "https://www.googleapis.com/compute/v1/projects/acme/global/networks/default";

export const allow = (
  name: string,
  protocol: string,
  ports: readonly string[],
  members: Partial<FirewallRule> = {},
): FirewallRule => ({
  name,
  network: NETWORK,
  direction: "INGRESS",
  priority: 1000,
  sourceRanges: ["0.0.0.0/0"],
  allowed: [{ IPProtocol: protocol, ...(ports.length === 0 ? {} : { ports: [...ports] }) }],
  ...members,
});
export const deny = (name: string, priority: number, members: Partial<FirewallRule> = {}): FirewallRule => ({
  name,
  network: NETWORK,
  direction: "INGRESS",
  priority,
  sourceRanges: ["0.0.0.0/0"],
  denied: [{ IPProtocol: "all" }],
  ...members,
});
export const step = (
  priority: number,
  action: string,
  traffic: readonly string[] = ["all"],
  srcIpRanges: readonly string[] = ["0.0.0.0/0"],
  members: Partial<PolicyRule> = {},
): PolicyRule => ({
  priority,
  action,
  direction: "INGRESS",
  match: {
    srcIpRanges: [...srcIpRanges],
    layer4Configs: traffic.map((one) => {
      const [ipProtocol = "", port] = one.split("/");
      return { ipProtocol, ...(port === undefined ? {} : { ports: [port] }) };
    }),
  },
  ...members,
});
export const policy = (type: string, ...rules: readonly PolicyRule[]): FirewallPolicy => ({
  Id: type,
  type,
  name: type,
  rules: [...rules],
});
