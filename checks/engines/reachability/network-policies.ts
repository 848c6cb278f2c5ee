// Judges firewall policies of Google Cloud that apply in a VPC network: hierarchical ones, and those of the network.
import { z } from "zod";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { merged, type AddressRange } from "./address-range.ts";
import { classicSteps, NO_GATE, type FirewallRule, type Gate } from "./firewall-rule.ts";
import type { Machine } from "./machine.ts";
import { listed, type Opening } from "./opening.ts";
import { detoursOf, machinesOf, ownersOf, type Detours } from "./policy-machines.ts";
import { chainsOf, FirewallPolicy, type Chain } from "./policy-order.ts";
import {
  actionOf,
  isInbound,
  matched,
  portsOf,
  shownSources,
  sourcesOf,
  trafficOf,
  type PolicyRule,
} from "./policy-rule.ts";
import type { Transport } from "./transport.ts";
import { both, certain, walk, type Reach, type Step } from "./walk.ts";

/**
 * The firewall policies that apply in a network, by region. A region names its policies by the ids that they have here, since most
 * apply in all regions. `Region` is null for a network without subnets.
 */
export const NetworkPolicies = z.object({
  Network: z.string(),
  EnforcementOrder: z.string().nullish(),
  Policies: z.array(FirewallPolicy.extend({ Id: z.string() })),
  Regions: z.array(z.object({ Region: z.string().nullish(), Policies: z.array(z.string()) })),
});
export type NetworkPolicies = z.infer<typeof NetworkPolicies>;

/** Two ways to read what can't be told: what is let in for certain, or all that may be. */
export type Reading = keyof Reach;

/** Regions in which the same policies apply, and the orders in which those may be asked; null where nobody can say. */
type Place = { readonly regions: readonly (string | null)[]; readonly chains: readonly Chain[] | null };

function placesOf({ EnforcementOrder, Policies, Regions }: NetworkPolicies): readonly Place[] {
  const byId = new Map(Policies.map((policy) => [policy.Id, policy]));
  const regions = Map.groupBy(Regions, ({ Policies: ids }) => ids.toSorted().join());
  return [...regions.values()].map((same) => {
    const ids = same[0]?.Policies ?? [];
    const policies = ids.flatMap((id) => byId.get(id) ?? []);
    return {
      regions: same.map(({ Region }) => Region ?? null),
      chains: policies.length === ids.length ? chainsOf(policies, EnforcementOrder ?? null) : null,
    };
  });
}

/** Whether nobody can say in which order the policies of some region are asked. */
export const isOrderUnknown = (network: NetworkPolicies): boolean =>
  placesOf(network).some(({ chains }) => chains === null);

/** A rule with the policy that has it. */
type Placed = { readonly policy: FirewallPolicy; readonly rule: PolicyRule };

/** Traffic to a port of a machine of a network. */
type Traffic = {
  readonly network: string;
  readonly machine: Machine;
  readonly port: number;
  readonly transport: Transport;
};

const stepsOf = (policy: FirewallPolicy, { network, machine, port, transport }: Traffic): readonly Step<Placed>[] =>
  (policy.rules ?? [])
    .filter(isInbound)
    .toSorted((a, b) => a.priority - b.priority)
    .map((rule) => ({
      rule: { policy, rule },
      action: actionOf(rule),
      from: matched(rule, network, machine, port, transport),
    }));

/** The addresses that remain in each order, for certain, or in any of them: one order is the true one. */
function across(orders: readonly Reach[], reading: Reading): readonly AddressRange[] {
  if (reading === "may") return merged(orders.flatMap(({ may }) => may));
  const [first, ...others] = orders.map(({ sure }) => sure);
  return others.reduce((sum, each) => both(sum, each), first ?? []);
}

/** Detours of policies, worked out once for each port. */
function detoursBy(policies: readonly FirewallPolicy[]): (port: number, transport: Transport) => Detours {
  const rules = policies.flatMap((policy) => policy.rules ?? []);
  const known = new Map<string, Detours>();
  return (port, transport) => {
    const of = `${transport} ${port}`;
    const detours = known.get(of) ?? detoursOf(rules, port, transport);
    known.set(of, detours);
    return detours;
  };
}

/** The gate of the policies that are asked before the rules of a network, in any of its regions. */
export function gateOf(network: NetworkPolicies, reading: Reading): Gate {
  const places = placesOf(network);
  const detours = detoursBy(places.flatMap(({ chains }) => (chains ?? []).flatMap(({ before }) => before)));
  const machines = (owner: Parameters<Gate["machines"]>[0], port: number, transport: Transport) =>
    machinesOf({ ...owner, secureTag: null }, detours(port, transport));
  return {
    machines: (owner, port, transport) => machines(owner, port, transport) ?? NO_GATE.machines(owner, port, transport),
    passes(written, machine, port, transport) {
      const isUnclear = machines(machine, port, transport) === null;
      const unclear = reading === "may" ? [written] : [];
      return merged(
        places.flatMap(({ chains }) =>
          chains === null || isUnclear
            ? unclear
            : across(
                chains.map(({ before }) =>
                  past(before, [written], { network: network.Network, machine, port, transport }),
                ),
                reading,
              ),
        ),
      );
    },
  };
}

const past = (policies: readonly FirewallPolicy[], from: readonly AddressRange[], traffic: Traffic): Reach =>
  policies.reduce<Reach>((reach, policy) => walk(stepsOf(policy, traffic), reach).onward, certain(from));

/** Rules of policies that decide about traffic from `from` before the rules of the network do, as facts show them. */
export function decidersOf(
  network: NetworkPolicies,
  from: readonly AddressRange[],
  machine: Machine,
  port: number,
  transport: Transport,
): readonly JsonObject[] {
  const traffic = { network: network.Network, machine, port, transport };
  return placesOf(network).flatMap(({ chains }) =>
    (chains ?? []).flatMap(({ before }) =>
      before.flatMap((policy, at) =>
        walk(stepsOf(policy, traffic), past(before.slice(0, at), from, traffic)).decided.map(({ rule }) => ({
          policy: nameOf(policy),
          priority: rule.priority,
          action: rule.action.toLowerCase(),
        })),
      ),
    ),
  );
}

const nameOf = ({ shortName, displayName, name }: FirewallPolicy): string => shortName ?? displayName ?? name;

/**
 * Everything that the policies of a network let in by themselves, in any of its regions. `rules`: those of the network, which come before
 * policies of the network unless it says otherwise; the fewer of them are known, the more the policies let in.
 */
export function policyOpenings(
  network: NetworkPolicies,
  rules: readonly FirewallRule[],
  port: number,
  transport: Transport,
  reading: Reading,
): readonly Opening[] {
  return placesOf(network).flatMap(({ regions, chains }) => {
    const policies = new Set((chains ?? []).flatMap(({ before, after }) => [...before, ...after]));
    const detours = detoursBy([...policies])(port, transport);
    return [...policies].flatMap((policy) =>
      (policy.rules ?? []).flatMap((rule) => {
        const letsIn = isInbound(rule) && !["deny", "next"].includes(actionOf(rule));
        const written = sourcesOf(rule)[reading];
        if (!letsIn || written.length === 0 || trafficOf(rule, port, transport).length === 0) return [];
        const machines = ownersOf(rule).map((owner) => machinesOf(owner, detours));
        const through = machines.includes(null)
          ? reading === "may"
            ? written
            : []
          : machines.flatMap((each) =>
              (each ?? []).flatMap((machine) => {
                const traffic = { network: network.Network, machine, port, transport };
                return across(
                  (chains ?? []).map((chain) => reachOf({ policy, rule }, chain, rules, written, traffic)),
                  reading,
                );
              }),
            );
        const from = written.map((range) => ({ written: range, through: both([range], merged(through)) }));
        return openingsOf({ policy, rule }, regions, port, transport).map((shown) => ({ shown, from }));
      }),
    );
  });
}

/** The part of the traffic from `from` that a rule lets in, in one order of policies. */
function reachOf(
  { policy, rule }: Placed,
  { before, after }: Chain,
  rules: readonly FirewallRule[],
  from: readonly AddressRange[],
  traffic: Traffic,
): Reach {
  const { machine, port, transport } = traffic;
  const stages: (readonly Step<Placed | null>[])[] = [
    ...before.map((each) => stepsOf(each, traffic)),
    classicSteps(rules, machine, port, transport, null),
    ...after.map((each) => stepsOf(each, traffic)),
  ];
  let reach = certain(from);
  for (const steps of stages) {
    const { letIn, onward } = walk(steps, reach);
    const found = letIn.find((each) => each.rule?.policy === policy && each.rule.rule === rule);
    if (found !== undefined) return found.reach;
    reach = onward;
  }
  return { sure: [], may: [] };
}

function openingsOf(
  { policy, rule }: Placed,
  regions: readonly (string | null)[],
  port: number,
  transport: Transport,
): readonly JsonObject[] {
  return trafficOf(rule, port, transport).map((one) => ({
    policy: nameOf(policy),
    priority: rule.priority,
    action: rule.action.toLowerCase(),
    protocol: one.ipProtocol.toLowerCase(),
    ports: listed(portsOf(one)),
    sources: listed(shownSources(rule)),
    ...(policy.type === "NETWORK_REGIONAL" ? { regions: listed(regions.flatMap((region) => region ?? [])) } : {}),
  }));
}
