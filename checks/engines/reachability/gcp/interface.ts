// Decides how the internet reaches a network interface of a machine that is there, past everything that its network asks.
import { everywhere, type AddressRange, type Family } from "../address-range.ts";
import type { InternetBound } from "../internet.ts";
import { deciding, type Opening, type Source } from "../opening.ts";
import type { Transport } from "../transport.ts";
import { classicSteps, faultOf, ruleOpenings, type FirewallRule } from "./firewall-rule.ts";
import type { Machine } from "./machine.ts";
import { openingsOf, placeIn, stepsOf, type NetworkPolicies, type Met, type Reading } from "./network-policies.ts";
import { both, certain, walk, type LetIn, type Step } from "../walk.ts";

/** An interface of a machine. `families`: those of which it has an external address, or gets one when the machine starts. */
export type Interface = {
  readonly network: string;
  readonly region: string;
  readonly machine: Machine;
  readonly families: readonly Family[];
};

/** The firewall of a network. `areAllRules`: the rules are all that the network has for inbound traffic. */
export type NetworkFirewall = {
  readonly rules: readonly FirewallRule[];
  readonly areAllRules: boolean;
  readonly policies: NetworkPolicies;
};

/** A rule of a policy or of the network; null stands for rules that were not read. */
type Decider = Met | FirewallRule | null;

/** Rules that were not read may be for any traffic, do anything with it, and come before those that were. */
const NOT_READ: Step<null> = { rule: null, action: "unknown", from: { sure: [], may: everywhere } };

/**
 * The traffic to a port that each rule lets in, in each order in which the policies may be asked; null where nobody can say what those
 * orders are. Traffic that no rule lets in is denied. https://docs.cloud.google.com/firewall/docs/firewall-policies-rule-eval-order
 */
export function letIn(
  of: Interface,
  { rules, areAllRules, policies }: NetworkFirewall,
  port: number,
  transport: Transport,
): readonly (readonly LetIn<Decider>[])[] | null {
  const traffic = { network: of.network, machine: of.machine, port, transport };
  const byRules = (): readonly Step<Decider>[] => [
    ...(areAllRules ? [] : [NOT_READ]),
    ...classicSteps(rules, of.machine, port, transport),
  ];
  const chains = placeIn(policies, of.region)?.chains ?? null;
  return (
    chains?.map(({ before, after }) => {
      let reach = certain(everywhere.filter(({ family }) => of.families.includes(family)));
      return [...before, null, ...after].flatMap((stage) => {
        const walked = walk<Decider>(stage === null ? byRules() : stepsOf(stage, traffic), reach);
        reach = walked.onward;
        return walked.letIn;
      });
    }) ?? null
  );
}

/** How the internet reaches an interface: rules that let it in for certain, and whether others may. */
export type Reached = { readonly open: readonly Opening[]; readonly mayBeOpen: boolean };

/** How the internet reaches a port of an interface. A port is open for certain if every order of the policies opens it. */
export function reachOf(
  of: Interface,
  firewall: NetworkFirewall,
  bound: InternetBound,
  port: number,
  transport: Transport,
): Reached {
  const orders = letIn(of, firewall, port, transport);
  if (orders === null) return { open: [], mayBeOpen: true };
  const open = (reading: Reading): readonly (readonly Opening[])[] =>
    orders.map((rules) =>
      deciding(
        rules.flatMap((one) => openings(one, reading, of.region, port, transport)),
        bound,
      ),
    );
  const sure = open("sure");
  return {
    open: sure.every((each) => each.length > 0) ? sure.flat() : [],
    mayBeOpen: open("may").some((each) => each.length > 0),
  };
}

function openings(
  { rule, reach }: LetIn<Decider>,
  reading: Reading,
  region: string,
  port: number,
  transport: Transport,
): readonly Opening[] {
  const through = reach[reading];
  const from = (written: readonly AddressRange[]): readonly Source[] =>
    written.map((range) => ({ written: range, through: both([range], through) }));
  if (rule !== null && "policy" in rule)
    return openingsOf({ ...rule, regions: [region] }, from(rule.sources[reading]), port, transport);
  // A rule that can't be read may be for any traffic.
  if (rule === null || (reading === "may" && faultOf(rule, port, transport) !== null))
    return [{ shown: {}, from: from(everywhere) }];
  return ruleOpenings(rule, through, port, transport);
}
