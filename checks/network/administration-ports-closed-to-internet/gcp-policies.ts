// Judges firewall policies that apply in a network: what they let in by themselves, whatever the rules of the network say.
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { decides, faultOf, FirewallRule, isInboundRule } from "../../engines/reachability/firewall-rule.ts";
import {
  isOrderUnknown,
  NetworkPolicies,
  policyOpenings,
  type Reading,
} from "../../engines/reachability/network-policies.ts";
import { deciding } from "../../engines/reachability/opening.ts";
import { networkPath } from "../../engines/reachability/policy-rule.ts";
import { TRANSPORTS } from "../../engines/reachability/transport.ts";
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
    const known: FirewallRule[] = [];
    const most = settle(network, known, "may", asked);
    if (most.outcome === "pass" && isOrderUnknown(network)) return indeterminate(undecided(network));
    if (most.outcome !== "fail") return most;
    const least = settle(network, known, "sure", asked);
    if (least.outcome !== "pass") return least;
    const [fault] = known.flatMap((rule) => faultsOf(rule, asked.parameters));
    return indeterminate(fault ?? undecided(network));
  },
});

/** The verdict on policies, after as many rules of the network as it needs: each of them leaves less to the policies. */
function settle(
  network: NetworkPolicies,
  known: FirewallRule[],
  reading: Reading,
  { related, parameters }: Asked,
): Verdict {
  const judged = (rules: readonly FirewallRule[]): Verdict =>
    judgeExposure("firewall policies open", parameters, (port, transport) => ({
      open: deciding(policyOpenings(network, rules, port, transport, reading), parameters),
      problem: null,
    }));
  for (;;) {
    const verdict = judged(known);
    if (verdict.outcome !== "fail" || network.EnforcementOrder === "BEFORE_CLASSIC_FIREWALL") return verdict;
    const next = related
      .rules(networkPath(network.Network))
      .find((rule) => !known.some(({ name }) => name === rule.name) && isForPorts(rule, parameters));
    if (next.is === "none") return verdict;
    if (next.is === "unknown") {
      // A policy that decides before the rules opens a port whatever the rules say.
      const before = judged([denyAll(network)]);
      return before.outcome === "fail" ? before : indeterminate(next.problem);
    }
    known.push(next.row);
  }
}

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
