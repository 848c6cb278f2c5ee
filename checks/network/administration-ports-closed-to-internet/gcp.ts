// Judges VPC firewall rules: each allow is judged after the denies of its network that precede it.
import {
  faultOf,
  FirewallRule,
  firewallOpenings,
  hinders,
  isInboundDeny,
  mayHinder,
} from "../../engines/reachability/firewall-rule.ts";
import { deciding } from "../../engines/reachability/opening.ts";
import { TRANSPORTS } from "../../engines/reachability/transport.ts";
import { defineEvaluator, indeterminate, notApplicable, relation, type Question } from "../../kernel.ts";
import { judgeExposure } from "./exposure.ts";
import type { Parameters } from "./parameters.ts";

const related = {
  denies: relation({
    type: "compute.googleapis.com/Firewall",
    within: "scope",
    global: true,
    reads: FirewallRule,
    on: (row) => (isInboundDeny(row) ? [row.network] : []),
  }),
};

export const gcp = defineEvaluator({
  provider: "gcp",
  resourceType: "compute.googleapis.com/Firewall",
  global: true,
  reads: FirewallRule,
  related,
  evaluate(rule, { related: { denies }, parameters }: Question<Parameters, typeof related>) {
    const { direction, disabled, allowed } = rule;
    if (direction === "EGRESS") return notApplicable("the rule is for outgoing traffic (direction is EGRESS)");
    if (disabled === true) return notApplicable("the rule is disabled");
    if ((allowed ?? []).length === 0) return notApplicable("the rule allows no traffic");
    const known: FirewallRule[] = [];
    const isNews = (deny: FirewallRule) =>
      !known.some(({ name }) => name === deny.name) &&
      parameters.ports.some((port) => TRANSPORTS.some((transport) => hinders(deny, rule, port, transport)));
    const faultsOf = (one: FirewallRule) =>
      parameters.ports.flatMap((port) => TRANSPORTS.flatMap((transport) => faultOf(one, port, transport) ?? []));
    // A deny that can't be read may close what the others leave open.
    const isUnclear = (deny: FirewallRule) => mayHinder(deny, rule) && faultsOf(deny).length > 0;
    // The loop adds one deny after another, until the denies close the rule or no deny is left. So a verdict rests on no more
    // denies than it needs.
    for (;;) {
      const verdict = judgeExposure("the rule opens", parameters, (port, transport) => ({
        open: deciding(firewallOpenings(rule, known, port, transport), parameters),
        problem: faultOf(rule, port, transport),
      }));
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
  },
});
