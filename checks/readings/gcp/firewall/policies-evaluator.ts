// Judges firewall policies that apply in a network: what they let in by themselves, whatever the rules of the network say.
import type { Problem } from "../../../../evidence-schema/record/record.ts";
import { decides, faultOf, namedBy, type FirewallRule } from "../../../engines/reachability/gcp/firewall-rule.ts";
import {
  isOrderUnknown,
  namedByPolicies,
  NetworkPolicies,
  policyAllows,
  policyOpenings,
  type Reading,
} from "../../../engines/reachability/gcp/network-policies.ts";
import type { InternetBound } from "../../../engines/reachability/internet.ts";
import { deciding } from "../../../engines/reachability/opening.ts";
import type { Transport } from "../../../engines/reachability/transport.ts";
import {
  defineEvaluator,
  indeterminate,
  notApplicable,
  type Evaluator,
  type Question,
  type Verdict,
} from "../../../kernel.ts";
import type { AskedFirewall } from "./asked-firewall.ts";
import { inboundRules, NETWORK_POLICIES, rulesOf, undecided, type Rules } from "./network-rules.ts";

/** Rules of the network come before policies of the network unless the network says otherwise. */
const related = { rules: inboundRules };

/** The evaluator of the policies of each network, about the traffic that a check asks about. */
export function policiesEvaluator<Parameters extends InternetBound>(asked: AskedFirewall<Parameters>): Evaluator {
  return defineEvaluator({
    provider: "gcp",
    resourceType: NETWORK_POLICIES,
    global: true,
    reads: NetworkPolicies,
    related,
    evaluate(network, { related: of, parameters }: Question<Parameters, typeof related>) {
      if (network.Regions.every(({ Policies }) => Policies.length === 0))
        return notApplicable("no firewall policy applies in the network");
      const byPolicies = namedByPolicies(network);
      // Most policies let in nothing broad, whatever comes before them: then no machine has to be asked about.
      const isBroad = (port: number, transport: Transport, reading: Reading): boolean =>
        deciding(policyAllows(network, port, transport, reading), parameters).length > 0;
      const judged = (rules: readonly FirewallRule[], reading: Reading): Verdict =>
        asked.judge("policies", parameters, [...byPolicies, ...rules.flatMap(namedBy)], (port, transport) => ({
          open: isBroad(port, transport, reading)
            ? deciding(policyOpenings(network, rules, port, transport, reading), parameters)
            : [],
          problem: null,
        }));
      const faultsOf = (rule: FirewallRule): readonly Problem[] =>
        asked
          .questions(parameters, [...byPolicies, ...namedBy(rule)])
          .flatMap(({ port, transport }) => faultOf(rule, port, transport) ?? []);
      const isWanted = (rule: FirewallRule): boolean =>
        faultsOf(rule).length > 0 ||
        asked.questions(parameters, namedBy(rule)).some(({ port, transport }) => decides(rule, port, transport));
      const alone = judged([], "may");
      if (alone.outcome === "pass") return isOrderUnknown(network) ? indeterminate(undecided(network)) : alone;
      const isFirst = network.EnforcementOrder === "BEFORE_CLASSIC_FIREWALL";
      const { rules, problem } = isFirst ? NO_RULES : rulesOf(network.Network, of.rules, isWanted);
      const most = judged(rules, "may");
      if (most.outcome === "pass") return isOrderUnknown(network) ? indeterminate(undecided(network)) : most;
      // A policy that decides before the rules opens a port whatever the rules say.
      const least = judged(problem === null ? rules : [...rules, denyAll(network)], "sure");
      if (least.outcome !== "pass") return least;
      const [fault] = rules.flatMap(faultsOf);
      return indeterminate(problem ?? fault ?? undecided(network));
    },
  });
}

const NO_RULES: Rules = { rules: [], problem: null };

/** The strictest rule that those that were not read can come to. */
const denyAll = ({ Network }: NetworkPolicies): FirewallRule => ({
  name: "any",
  network: Network,
  priority: 0,
  denied: [{ IPProtocol: "all" }],
  sourceRanges: ["0.0.0.0/0", "::/0"],
});
