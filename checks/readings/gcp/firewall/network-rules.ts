// Reads the firewall of a VPC network: its rules, and the firewall policies that apply in it.
import type { Problem } from "../../../../evidence-schema/record/record.ts";
import { FirewallRule, isInboundRule } from "../../../engines/reachability/gcp/firewall-rule.ts";
import { isOrderUnknown, NetworkPolicies } from "../../../engines/reachability/gcp/network-policies.ts";
import { networkPath } from "../../../engines/reachability/gcp/policy-rule.ts";
import { relation, type Related } from "../../../kernel.ts";

export const FIREWALL = "compute.googleapis.com/Firewall";
export const NETWORK_POLICIES = "Tidemark::Compute::NetworkFirewallPolicies";

/** Rules that decide any inbound traffic, by the path of their network. */
export const inboundRules = relation({
  type: FIREWALL,
  within: "scope",
  global: true,
  reads: FirewallRule,
  on: (row) => (isInboundRule(row) ? [networkPath(row.network)] : []),
});

/** Policies that apply in a network, by its path. */
export const policiesOf = relation({
  type: NETWORK_POLICIES,
  within: "scope",
  global: true,
  reads: NetworkPolicies,
  on: ({ Network }) => [networkPath(Network)],
});

/** Rules of a network; `problem`: why there may be others, or null. */
export type Rules = { readonly rules: readonly FirewallRule[]; readonly problem: Problem | null };

/** The rules of a network that are wanted. */
export function rulesOf(
  network: string,
  ask: (value: string) => Related<FirewallRule>,
  isWanted: (rule: FirewallRule) => boolean,
): Rules {
  const rules: FirewallRule[] = [];
  const seen = new Set<string>();
  const isNews = (rule: FirewallRule): boolean => {
    if (seen.has(rule.name)) return false;
    seen.add(rule.name);
    return isWanted(rule);
  };
  for (;;) {
    const next = ask(networkPath(network)).find(isNews);
    if (next.is !== "found") return { rules, problem: next.is === "unknown" ? next.problem : null };
    rules.push(next.row);
  }
}

/** Every network of a project has its item. */
export const noPolicies: Problem = {
  code: "not-seen",
  detail: "the firewall policies of the network of a firewall rule were not read",
};

/** Why nobody can say what policies leave open. */
export const undecided = (network: NetworkPolicies): Problem =>
  isOrderUnknown(network)
    ? orderUnknown
    : {
        code: "not-supported",
        detail: "a firewall policy decides by names, places, lists, inspection or an order that Tidemark does not read",
      };

export const orderUnknown: Problem = {
  code: "not-supported",
  detail: "Tidemark does not know in which order the firewall policies of the network decide",
};
