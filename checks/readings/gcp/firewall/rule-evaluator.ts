// Judges VPC firewall rules: each allow is judged after the denies of its network that precede it, and after firewall policies.
import type { JsonObject, Problem } from "../../../../evidence-schema/record/record.ts";
import { rangeOf } from "../../../engines/reachability/address-range.ts";
import type { Named } from "../../../engines/reachability/asked-traffic.ts";
import {
  decides,
  faultOf,
  FirewallRule,
  firewallOpenings,
  hinders,
  isInboundDeny,
  mayHinder,
  namedBy,
  NO_GATE,
  type Gate,
} from "../../../engines/reachability/gcp/firewall-rule.ts";
import {
  decidersOf,
  gateOf,
  namedByPolicies,
  type NetworkPolicies,
} from "../../../engines/reachability/gcp/network-policies.ts";
import { networkPath } from "../../../engines/reachability/gcp/policy-rule.ts";
import { theInternet, type InternetBound } from "../../../engines/reachability/internet.ts";
import { deciding, listedRules } from "../../../engines/reachability/opening.ts";
import {
  defineEvaluator,
  indeterminate,
  notApplicable,
  pass,
  relation,
  type Evaluator,
  type Question,
  type Related,
  type Verdict,
} from "../../../kernel.ts";
import type { Asked, AskedFirewall } from "./asked-firewall.ts";
import { FIREWALL, noPolicies, policiesOf, undecided } from "./network-rules.ts";

const related = {
  denies: relation({
    type: FIREWALL,
    within: "scope",
    global: true,
    reads: FirewallRule,
    on: (row) => (isInboundDeny(row) ? [row.network] : []),
  }),
  policies: policiesOf,
};

/** The evaluator of each rule of a network, about the traffic that a check asks about. */
export function ruleEvaluator<Parameters extends InternetBound>(asked: AskedFirewall<Parameters>): Evaluator {
  return defineEvaluator({
    provider: "gcp",
    resourceType: FIREWALL,
    global: true,
    reads: FirewallRule,
    related,
    evaluate(rule, { related: of, parameters }: Question<Parameters, typeof related>) {
      const { direction, disabled, allowed } = rule;
      if (direction === "EGRESS") return notApplicable("the rule is for outgoing traffic (direction is EGRESS)");
      if (disabled === true) return notApplicable("the rule is disabled");
      if ((allowed ?? []).length === 0) return notApplicable("the rule allows no traffic");
      const known: FirewallRule[] = [];
      const settled = (gate: Gate, before: readonly Named[]): Verdict =>
        settle(rule, known, { gate, before, asked, parameters, denies: of.denies });
      const alone = settled(NO_GATE, []);
      if (alone.outcome === "pass") return alone;
      const policies = of.policies(networkPath(rule.network)).find(() => true);
      if (policies.is !== "found") {
        const problem = policies.is === "unknown" ? policies.problem : noPolicies;
        return alone.outcome === "fail" ? indeterminate(problem) : alone;
      }
      const before = namedByPolicies(policies.row);
      const most = settled(gateOf(policies.row, "may"), before);
      if (most.outcome === "pass") {
        const because = `policies leave the rule nothing of ${theInternet(parameters)} on ${asked.traffic}`;
        const questions = asked.questions(parameters, [...namedBy(rule), ...before]);
        return pass(because, { decidedBy: deciders(rule, policies.row, questions) });
      }
      if (most.outcome !== "fail") return most;
      const least = settled(gateOf(policies.row, "sure"), before);
      return least.outcome === "pass" ? indeterminate(undecided(policies.row)) : least;
    },
  });
}

type Settling<Parameters extends InternetBound> = {
  readonly gate: Gate;
  /** Traffic that the rules name which come before those of the network. */
  readonly before: readonly Named[];
  readonly asked: AskedFirewall<Parameters>;
  readonly parameters: Parameters;
  readonly denies: (value: string) => Related<FirewallRule>;
};

/**
 * The verdict on a rule behind what a gate lets through. Denies are added to `known` one after another, until the denies close the rule or
 * no deny is left. So a verdict rests on no more denies than it needs.
 */
function settle<Parameters extends InternetBound>(
  rule: FirewallRule,
  known: FirewallRule[],
  { gate, before, asked, parameters, denies }: Settling<Parameters>,
): Verdict {
  // A deny is asked about in each round: its questions are made once.
  const about = new Map<string, readonly Asked[]>();
  const questionsOn = (deny: FirewallRule): readonly Asked[] => {
    const made = about.get(deny.name) ?? asked.questions(parameters, [...before, ...[rule, deny].flatMap(namedBy)]);
    about.set(deny.name, made);
    return made;
  };
  const isNews = (deny: FirewallRule): boolean =>
    !known.some(({ name }) => name === deny.name) &&
    questionsOn(deny).some(
      ({ port, transport }) => decides(rule, port, transport) && hinders(deny, rule, port, transport, gate),
    );
  const faultsOf = (deny: FirewallRule): readonly Problem[] =>
    questionsOn(deny).flatMap(({ port, transport }) => faultOf(deny, port, transport) ?? []);
  // A deny that can't be read may close what the others leave open.
  const isUnclear = (deny: FirewallRule): boolean =>
    faultsOf(deny).length > 0 &&
    questionsOn(deny).some(({ port, transport }) => mayHinder(deny, rule, port, transport, gate));
  for (;;) {
    const verdict = asked.judge(
      "rule",
      parameters,
      [...before, ...[rule, ...known].flatMap(namedBy)],
      (port, transport) => ({
        open: deciding(firewallOpenings(rule, known, port, transport, gate), parameters),
        problem: faultOf(rule, port, transport),
      }),
    );
    if (verdict.outcome !== "fail") return verdict;
    const next = denies(rule.network).find(isNews);
    if (next.is === "none") {
      const unclear = denies(rule.network).find(isUnclear);
      const [fault] = unclear.is === "found" ? faultsOf(unclear.row) : [];
      return fault === undefined ? verdict : indeterminate(fault);
    }
    if (next.is === "unknown") return indeterminate(next.problem);
    known.push(next.row);
  }
}

/** Rules of policies that decide before a rule about traffic from its sources. */
function deciders(rule: FirewallRule, network: NetworkPolicies, questions: readonly Asked[]): readonly JsonObject[] {
  const ranges = (rule.sourceRanges ?? ["0.0.0.0/0"]).flatMap((text) => rangeOf(text) ?? []);
  const machine = {
    tags: new Set<string>(),
    account: rule.targetServiceAccounts?.[0] ?? null,
    at: [],
    secureTags: new Set<string>(),
  };
  const found = questions.flatMap(({ port, transport }) => decidersOf(network, ranges, machine, port, transport));
  return listedRules(found);
}
