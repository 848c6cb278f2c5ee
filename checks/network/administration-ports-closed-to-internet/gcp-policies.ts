// Judges firewall policies that apply in a network: what they let in by themselves, whatever the rules of the network say.
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { decides, faultOf, FirewallRule, isInboundRule } from "../../engines/reachability/gcp/firewall-rule.ts";
import {
  isOrderUnknown,
  NetworkPolicies,
  policyAllows,
  policyOpenings,
  type Reading,
} from "../../engines/reachability/gcp/network-policies.ts";
import { deciding } from "../../engines/reachability/opening.ts";
import { networkPath } from "../../engines/reachability/gcp/policy-rule.ts";
import { TRANSPORTS, type Transport } from "../../engines/reachability/transport.ts";
import { defineEvaluator, indeterminate, notApplicable, relation, type Question, type Verdict } from "../../kernel.ts";
import { judgeExposure } from "./exposure.ts";
import type { Parameters } from "./parameters.ts";

export const NETWORK_POLICIES = "Tidemark::Compute::NetworkFirewallPolicies";

/** Rules of the network, which come before policies of the network unless the network says otherwise. */
const related = {
  rules: relation({
    type: "compute.googleapis.com/Firewall",
    within: "scope",
    global: true,
    reads: FirewallRule,
    on: (row) => (isInboundRule(row) ? [networkPath(row.network)] : []),
  }),
};
type Asked = Question<Parameters, typeof related>;

export const firewallPolicies = defineEvaluator({
  provider: "gcp",
  resourceType: NETWORK_POLICIES,
  global: true,
  reads: NetworkPolicies,
  related,
  evaluate(network, asked: Asked) {
    if (network.Regions.every(({ Policies }) => Policies.length === 0))
      return notApplicable("no firewall policy applies in the network");
    // Most policies let in nothing broad, whatever comes before them: then no machine has to be asked about.
    const isBroad = (port: number, transport: Transport, reading: Reading): boolean =>
      deciding(policyAllows(network, port, transport, reading), asked.parameters).length > 0;
    const judged = (rules: readonly FirewallRule[], reading: Reading): Verdict =>
      judgeExposure("firewall policies open", asked.parameters, (port, transport) => ({
        open: isBroad(port, transport, reading)
          ? deciding(policyOpenings(network, rules, port, transport, reading), asked.parameters)
          : [],
        problem: null,
      }));
    const alone = judged([], "may");
    if (alone.outcome === "pass") return isOrderUnknown(network) ? indeterminate(undecided(network)) : alone;
    const isFirst = network.EnforcementOrder === "BEFORE_CLASSIC_FIREWALL";
    const { rules, problem } = isFirst ? NO_RULES : rulesOf(network, asked);
    const most = judged(rules, "may");
    if (most.outcome === "pass") return isOrderUnknown(network) ? indeterminate(undecided(network)) : most;
    // A policy that decides before the rules opens a port whatever the rules say.
    const least = judged(problem === null ? rules : [...rules, denyAll(network)], "sure");
    if (least.outcome !== "pass") return least;
    const [fault] = rules.flatMap((rule) => faultsOf(rule, asked.parameters));
    return indeterminate(problem ?? fault ?? undecided(network));
  },
});

type Rules = { readonly rules: readonly FirewallRule[]; readonly problem: Problem | null };
const NO_RULES: Rules = { rules: [], problem: null };

/** The rules of a network that decide about traffic to administration ports; `problem`: why there may be others, or null. */
function rulesOf({ Network }: NetworkPolicies, { related, parameters }: Asked): Rules {
  const rules: FirewallRule[] = [];
  const seen = new Set<string>();
  const isNews = (rule: FirewallRule): boolean => {
    if (seen.has(rule.name)) return false;
    seen.add(rule.name);
    return isForPorts(rule, parameters);
  };
  for (;;) {
    const next = related.rules(networkPath(Network)).find(isNews);
    if (next.is !== "found") return { rules, problem: next.is === "unknown" ? next.problem : null };
    rules.push(next.row);
  }
}

/** The strictest rule that those that were not read can come to. */
const denyAll = ({ Network }: NetworkPolicies): FirewallRule => ({
  name: "any",
  network: Network,
  priority: 0,
  denied: [{ IPProtocol: "all" }],
  sourceRanges: ["0.0.0.0/0", "::/0"],
});

const faultsOf = (rule: FirewallRule, { ports }: Parameters): readonly Problem[] =>
  ports.flatMap((port) => TRANSPORTS.flatMap((transport) => faultOf(rule, port, transport) ?? []));

/** Whether a rule decides about traffic to an administration port, or may. */
const isForPorts = (rule: FirewallRule, parameters: Parameters): boolean =>
  faultsOf(rule, parameters).length > 0 ||
  parameters.ports.some((port) => TRANSPORTS.some((transport) => decides(rule, port, transport)));

/** Why nobody can say what policies leave open. */
export const undecided = (network: NetworkPolicies): Problem => ({
  code: "not-supported",
  detail: isOrderUnknown(network)
    ? "Tidemark does not know in which order the firewall policies of the network decide"
    : "a firewall policy decides by names, places, lists, inspection or an order that Tidemark does not read",
});
