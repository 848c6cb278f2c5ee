// Judges VPC firewall rules: each allow is judged after the denies of its network that precede it, and after firewall policies.
import type { JsonObject, Problem } from "../../../evidence-schema/record/record.ts";
import { rangeOf } from "../../engines/reachability/address-range.ts";
import {
  faultOf,
  FirewallRule,
  firewallOpenings,
  hinders,
  isInboundDeny,
  mayHinder,
  NO_GATE,
  type Gate,
} from "../../engines/reachability/gcp/firewall-rule.ts";
import { theInternet } from "../../engines/reachability/internet.ts";
import { decidersOf, gateOf, NetworkPolicies } from "../../engines/reachability/gcp/network-policies.ts";
import { deciding, listedRules } from "../../engines/reachability/opening.ts";
import { networkPath } from "../../engines/reachability/gcp/policy-rule.ts";
import { TRANSPORTS } from "../../engines/reachability/transport.ts";
import {
  defineEvaluator,
  indeterminate,
  notApplicable,
  pass,
  relation,
  type Question,
  type Verdict,
} from "../../kernel.ts";
import { judgeExposure } from "./exposure.ts";
import { NETWORK_POLICIES, undecided } from "./gcp-policies.ts";
import type { Parameters } from "./parameters.ts";

const related = {
  denies: relation({
    type: "compute.googleapis.com/Firewall",
    within: "scope",
    global: true,
    reads: FirewallRule,
    on: (row) => (isInboundDeny(row) ? [row.network] : []),
  }),
  policies: relation({
    type: NETWORK_POLICIES,
    within: "scope",
    global: true,
    reads: NetworkPolicies,
    on: ({ Network }) => [networkPath(Network)],
  }),
};
type Asked = Question<Parameters, typeof related>;

export const firewallRule = defineEvaluator({
  provider: "gcp",
  resourceType: "compute.googleapis.com/Firewall",
  global: true,
  reads: FirewallRule,
  related,
  evaluate(rule, asked: Asked) {
    const { direction, disabled, allowed } = rule;
    if (direction === "EGRESS") return notApplicable("the rule is for outgoing traffic (direction is EGRESS)");
    if (disabled === true) return notApplicable("the rule is disabled");
    if ((allowed ?? []).length === 0) return notApplicable("the rule allows no traffic");
    const known: FirewallRule[] = [];
    const alone = settle(rule, known, NO_GATE, asked);
    if (alone.outcome === "pass") return alone;
    const { related, parameters } = asked;
    const policies = related.policies(networkPath(rule.network)).find(() => true);
    if (policies.is !== "found") {
      const problem = policies.is === "unknown" ? policies.problem : noPolicies;
      return alone.outcome === "fail" ? indeterminate(problem) : alone;
    }
    const most = settle(rule, known, gateOf(policies.row, "may"), asked);
    if (most.outcome === "pass") {
      const because = `firewall policies come first, and leave the rule nothing of ${theInternet(parameters)}`;
      return pass(because, { decidedBy: deciders(rule, policies.row, parameters) });
    }
    if (most.outcome !== "fail") return most;
    const least = settle(rule, known, gateOf(policies.row, "sure"), asked);
    return least.outcome === "pass" ? indeterminate(undecided(policies.row)) : least;
  },
});

/** Every network of a project has its item. */
const noPolicies: Problem = {
  code: "not-seen",
  detail: "the firewall policies of the network of a firewall rule were not read",
};

/**
 * The verdict on a rule behind what a gate lets through. Denies are added to `known` one after another, until the denies close the rule or
 * no deny is left. So a verdict rests on no more denies than it needs.
 */
function settle(rule: FirewallRule, known: FirewallRule[], gate: Gate, { related, parameters }: Asked): Verdict {
  const asAny = (holds: (port: number, transport: (typeof TRANSPORTS)[number]) => boolean): boolean =>
    parameters.ports.some((port) => TRANSPORTS.some((transport) => holds(port, transport)));
  const isNews = (deny: FirewallRule): boolean =>
    !known.some(({ name }) => name === deny.name) &&
    asAny((port, transport) => hinders(deny, rule, port, transport, gate));
  const faultsOf = (one: FirewallRule): readonly Problem[] =>
    parameters.ports.flatMap((port) => TRANSPORTS.flatMap((transport) => faultOf(one, port, transport) ?? []));
  // A deny that can't be read may close what the others leave open.
  const isUnclear = (deny: FirewallRule): boolean =>
    faultsOf(deny).length > 0 && asAny((port, transport) => mayHinder(deny, rule, port, transport, gate));
  for (;;) {
    const verdict = judgeExposure("the rule opens", parameters, (port, transport) => ({
      open: deciding(firewallOpenings(rule, known, port, transport, gate), parameters),
      problem: faultOf(rule, port, transport),
    }));
    if (verdict.outcome !== "fail") return verdict;
    const next = related.denies(rule.network).find(isNews);
    if (next.is === "none") {
      const unclear = related.denies(rule.network).find(isUnclear);
      const [fault] = unclear.is === "found" ? faultsOf(unclear.row) : [];
      return fault === undefined ? verdict : indeterminate(fault);
    }
    if (next.is === "unknown") return indeterminate(next.problem);
    known.push(next.row);
  }
}

/** Rules of policies that decide before a rule about traffic from its sources to administration ports. */
function deciders(rule: FirewallRule, network: NetworkPolicies, { ports }: Parameters): readonly JsonObject[] {
  const ranges = (rule.sourceRanges ?? ["0.0.0.0/0"]).flatMap((text) => rangeOf(text) ?? []);
  const machine = {
    tags: new Set<string>(),
    account: rule.targetServiceAccounts?.[0] ?? null,
    at: [],
    secureTags: new Set<string>(),
  };
  const found = ports.flatMap((port) =>
    TRANSPORTS.flatMap((transport) => decidersOf(network, ranges, machine, port, transport)),
  );
  return listedRules(found);
}
