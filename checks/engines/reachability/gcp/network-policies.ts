// Judges firewall policies of Google Cloud that apply in a VPC network: hierarchical ones, and those of the network.
import { z } from "zod";
import type { JsonObject } from "../../../../evidence-schema/record/record.ts";
import { merged, type AddressRange } from "../address-range.ts";
import type { Named } from "../asked-traffic.ts";
import { classicSteps, NO_GATE, type FirewallRule, type Gate } from "./firewall-rule.ts";
import type { Machine } from "./machine.ts";
import { listed, unhindered, type Opening, type Source } from "../opening.ts";
import { detoursOf, machinesOf, ownersOf, type Detours } from "./policy-machines.ts";
import { chainsOf, FirewallPolicy, type Chain } from "./policy-order.ts";
import {
  isInbound,
  matched,
  namedBy,
  portsOf,
  rulesForPort,
  shownSources,
  trafficOf,
  type PolicyRule,
  type PortRule,
} from "./policy-rule.ts";
import type { Transport } from "../transport.ts";
import { both, certain, NOWHERE, walk, type Reach, type Step } from "../walk.ts";

/**
 * The firewall policies that apply in a network, by region. A region names its policies by the ids that they have here, since most
 * apply in all regions. `Region` is null for a network without subnets.
 */
export const NetworkPolicies = z.object({
  Network: z.string(),
  EnforcementOrder: z.string().nullish(),
  Policies: z.array(FirewallPolicy),
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

/** The regions of a network that are as one of them is; undefined where that region was not read. */
export const placeIn = (network: NetworkPolicies, region: string): Place | undefined =>
  // A network that was asked as a whole has no regions of its own.
  placesOf(network).find(({ regions }) => regions.includes(region) || regions.includes(null));

/** Whether nobody can say in which order the policies of some region are asked. */
export const isOrderUnknown = (network: NetworkPolicies): boolean =>
  placesOf(network).some(({ chains }) => chains === null);

/** The traffic that inbound rules of the policies name. */
export const namedByPolicies = ({ Policies }: NetworkPolicies): readonly Named[] =>
  Policies.flatMap(({ rules }) => (rules ?? []).filter(isInbound).flatMap(namedBy));

/** A rule with the policy that has it. */
type Placed = { readonly policy: FirewallPolicy; readonly rule: PolicyRule };

/** Traffic to a port of a machine of a network. */
export type Traffic = {
  readonly network: string;
  readonly machine: Machine;
  readonly port: number;
  readonly transport: Transport;
};

/** A rule as traffic meets it, with the sources that it is written for. */
export type Met = Placed & { readonly sources: Reach };

/** Rules of a policy, as traffic to a machine meets them. */
export const stepsOf = (policy: FirewallPolicy, { network, machine, port, transport }: Traffic): readonly Step<Met>[] =>
  portRulesOf(policy, port, transport).flatMap((each): readonly Step<Met>[] => {
    const from = matched(each, network, machine);
    return from.may.length === 0
      ? []
      : [{ rule: { policy, rule: each.rule, sources: each.from }, action: each.action, from }];
  });

/** A policy is asked about many machines: the part that they have in common is worked out once for each port. */
function portRulesOf(policy: FirewallPolicy, port: number, transport: Transport): readonly PortRule[] {
  const of = `${transport} ${port}`;
  const known = PORT_RULES.get(policy) ?? new Map<string, readonly PortRule[]>();
  const rules = known.get(of) ?? rulesForPort(policy.rules ?? [], port, transport);
  PORT_RULES.set(policy, known.set(of, rules));
  return rules;
}
const PORT_RULES = new WeakMap<FirewallPolicy, Map<string, readonly PortRule[]>>();

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
      const { account, at } = machine;
      const isUnclear = machines({ tag: null, account, at: at[0] ?? null }, port, transport) === null;
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

/** A rule that lets traffic in, with the regions in which it applies. */
type Allow = Placed & { readonly regions: readonly (string | null)[]; readonly written: readonly AddressRange[] };

function allowsOf({ regions, chains }: Place, port: number, transport: Transport, reading: Reading): readonly Allow[] {
  const policies = new Set((chains ?? []).flatMap(({ before, after }) => [...before, ...after]));
  return [...policies].flatMap((policy) =>
    portRulesOf(policy, port, transport).flatMap(({ rule, action, from }): readonly Allow[] => {
      const written = from[reading];
      return ["deny", "next"].includes(action) || written.length === 0 ? [] : [{ policy, rule, regions, written }];
    }),
  );
}

/** Everything that rules of policies would let in if nothing came before them. */
export const policyAllows = (
  network: NetworkPolicies,
  port: number,
  transport: Transport,
  reading: Reading,
): readonly Opening[] =>
  placesOf(network).flatMap((place) =>
    allowsOf(place, port, transport, reading).flatMap((allow) =>
      openingsOf(allow, allow.written.map(unhindered), port, transport),
    ),
  );

/**
 * Everything that the policies of a network let in by themselves, in any of its regions. `rules`: those of the network, which come
 * before policies of the network unless it says otherwise; the fewer of them are known, the more the policies let in.
 */
export function policyOpenings(
  network: NetworkPolicies,
  rules: readonly FirewallRule[],
  port: number,
  transport: Transport,
  reading: Reading,
): readonly Opening[] {
  // A policy that follows the same policies in two regions lets the same in.
  const known = new Map<string, readonly AddressRange[]>();
  return placesOf(network).flatMap((place) => {
    const chains = place.chains ?? [];
    const policies = new Set(chains.flatMap(({ before, after }) => [...before, ...after]));
    const detours = detoursBy([...policies])(port, transport);
    return allowsOf(place, port, transport, reading).flatMap((allow) => {
      const prefixes = chains.map((chain) => [...chain.before, null, ...chain.after]);
      const before = prefixes.map((stages) => stages.slice(0, stages.indexOf(allow.policy)));
      const key = JSON.stringify([before.map((stages) => stages.map(idOf)), idOf(allow.policy), allow.rule.priority]);
      const through =
        known.get(key) ??
        throughOf(allow, before, { rules, detours, network: network.Network, port, transport, reading });
      known.set(key, through);
      return openingsOf(
        allow,
        allow.written.map((range) => ({ written: range, through: both([range], through) })),
        port,
        transport,
      );
    });
  });
}

const idOf = (stage: FirewallPolicy | null): string | null => stage?.Id ?? null;

type Asked = Omit<Traffic, "machine"> & {
  readonly rules: readonly FirewallRule[];
  readonly detours: Detours;
  readonly reading: Reading;
};

/** The part of the traffic to any machine that a rule lets in. `orders`: the stages before its policy; null for the rules of the network. */
function throughOf(
  { policy, rule, written }: Allow,
  orders: readonly (readonly (FirewallPolicy | null)[])[],
  { rules, detours, reading, ...asked }: Asked,
): readonly AddressRange[] {
  const machines = ownersOf(rule).map((owner) => machinesOf(owner, detours));
  if (machines.includes(null)) return reading === "may" ? written : [];
  return merged(
    machines.flatMap((each) =>
      (each ?? []).flatMap((machine) => {
        const traffic = { ...asked, machine };
        const stepsAt = (stage: FirewallPolicy | null): readonly Step<Placed | FirewallRule>[] =>
          stage === null ? classicSteps(rules, machine, asked.port, asked.transport) : stepsOf(stage, traffic);
        return across(
          orders.map((stages) => {
            let reach = certain(written);
            for (const stage of stages) reach = reach.may.length === 0 ? reach : walk(stepsAt(stage), reach).onward;
            const { letIn } = walk(stepsOf(policy, traffic), reach);
            return letIn.find((one) => one.rule.rule === rule)?.reach ?? NOWHERE;
          }),
          reading,
        );
      }),
    ),
  );
}

/** How a rule of a policy lets traffic to a port in, in some regions. */
export const openingsOf = (
  { policy, rule, regions }: Placed & Pick<Allow, "regions">,
  from: readonly Source[],
  port: number,
  transport: Transport,
): readonly Opening[] =>
  trafficOf(rule, port, transport).map((one) => ({
    shown: {
      policy: nameOf(policy),
      priority: rule.priority,
      action: rule.action.toLowerCase(),
      protocol: one.ipProtocol.toLowerCase(),
      ports: listed(portsOf(one)),
      sources: listed(shownSources(rule)),
      ...(policy.type === "NETWORK_REGIONAL" ? { regions: listed(regions.flatMap((region) => region ?? [])) } : {}),
    },
    from,
  }));
