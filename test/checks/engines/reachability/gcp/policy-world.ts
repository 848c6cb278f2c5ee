// A network of Google Cloud small enough to ask every packet: its rules, its policies, and the documented order word by word.
import fc from "fast-check";
import type { FirewallRule } from "../../../../../checks/engines/reachability/gcp/firewall-rule.ts";
import type { NetworkPolicies } from "../../../../../checks/engines/reachability/gcp/network-policies.ts";
import type { PolicyRule } from "../../../../../checks/engines/reachability/gcp/policy-rule.ts";
import type { Transport } from "../../../../../checks/engines/reachability/transport.ts";
import { cidr, cidrHas, cidrText, span, spanHas } from "../small-world.ts";

export const NETWORK = "https://www.googleapis.com/compute/v1/projects/acme/global/networks/prod";

/** Where some machines lie. */
const PART = "10.0.0.0/8";

/** A rule of a policy, or of the network: `tag` is a secure tag in a policy, and a network tag in the network. */
export const rule = fc.record({
  action: fc.constantFrom("allow", "deny", "goto_next", "allow", "deny", "goto_next", "apply_security_profile_group"),
  egress: fc.constantFrom(false, false, false, true),
  disabled: fc.constantFrom(false, false, false, true),
  protocol: fc.constantFrom("tcp", "all", "all", "udp", "6", "icmp", "1", "esp"),
  ports: fc.option(fc.array(span, { minLength: 1, maxLength: 2 })),
  /** Of a rule of the network, where two rules may have one. */
  priority: fc.nat({ max: 2 }),
  sources: fc.array(cidr, { minLength: 1, maxLength: 2 }),
  /** Where the addresses are not known: whether they are all or none is one case of two. */
  isUnknown: fc.constantFrom(false, false, false, false, false, true),
  target: fc.constantFrom(null, null, null, "tag a", "tag b", "account a", "account b"),
  network: fc.constantFrom(null, null, null, NETWORK, `${NETWORK}-other`),
  /** All addresses or a part of a network, of either family: packets are of IPv4. */
  destination: fc.constantFrom(null, null, null, null, "0.0.0.0/0", PART, "::/0", "2600:1900:4000:1::/64"),
});
export type Rule = typeof rule extends fc.Arbitrary<infer R> ? R : never;

const policy = fc.array(rule, { maxLength: 4 });
export const world = fc.record({
  hierarchy: fc.array(policy, { maxLength: 2 }),
  system: fc.array(policy, { maxLength: 1 }),
  network: fc.array(policy, { maxLength: 1 }),
  regional: fc.array(policy, { maxLength: 1 }),
  classic: fc.array(rule, { maxLength: 4 }),
  isBefore: fc.boolean(),
});
export type World = typeof world extends fc.Arbitrary<infer W> ? W : never;

const portTexts = ({ ports }: Rule) => ports?.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`));
const named = (target: Rule["target"], kind: string): readonly string[] =>
  target?.startsWith(kind) === true ? [target.slice(kind.length + 1)] : [];

function policyRule(one: Rule, at: number): PolicyRule {
  const ports = portTexts(one);
  return {
    priority: at,
    action: one.action,
    direction: one.egress ? "EGRESS" : "INGRESS",
    disabled: one.disabled,
    match: {
      layer4Configs: [{ ipProtocol: one.protocol, ...(ports === undefined ? {} : { ports }) }],
      ...(one.isUnknown ? { srcRegionCodes: ["NL"] } : { srcIpRanges: one.sources.map(cidrText) }),
      ...(one.destination === null ? {} : { destIpRanges: [one.destination] }),
    },
    ...(one.network === null ? {} : { targetResources: [one.network] }),
    targetServiceAccounts: [...named(one.target, "account")],
    targetSecureTags: named(one.target, "tag").map((name) => ({ name, state: "EFFECTIVE" })),
  };
}

/** A rule of the network only allows or denies. */
export function classicRule(one: Rule, at: number): FirewallRule {
  const ports = portTexts(one);
  const traffic = [{ IPProtocol: one.protocol, ...(ports === undefined ? {} : { ports }) }];
  return {
    name: `rule-${at}`,
    network: NETWORK,
    priority: one.priority,
    direction: one.egress ? "EGRESS" : "INGRESS",
    disabled: one.disabled,
    sourceRanges: one.sources.map(cidrText),
    ...(one.destination === null ? {} : { destinationRanges: [one.destination] }),
    targetTags: [...named(one.target, "tag")],
    targetServiceAccounts: [...named(one.target, "account")],
    ...(one.action === "deny" ? { denied: traffic } : { allowed: traffic }),
  };
}

export function written({ hierarchy, system, network, regional, isBefore }: World): NetworkPolicies {
  const typed = Object.entries({
    HIERARCHY: hierarchy,
    SYSTEM_REGIONAL: system,
    NETWORK: network,
    NETWORK_REGIONAL: regional,
  });
  const Policies = typed.flatMap(([type, policies]) =>
    policies.map((rules, at) => ({ Id: `${type} ${at}`, type, name: `${type} ${at}`, rules: rules.map(policyRule) })),
  );
  return {
    Network: NETWORK,
    EnforcementOrder: isBefore ? "BEFORE_CLASSIC_FIREWALL" : "AFTER_CLASSIC_FIREWALL",
    Policies,
    Regions: [{ Region: "europe-west4", Policies: Policies.map(({ Id }) => Id) }],
  };
}

export const subsets = (names: readonly string[]): readonly (readonly string[])[] =>
  names.reduce<readonly (readonly string[])[]>((all, name) => [...all, ...all.map((some) => [...some, name])], [[]]);

export const MACHINES = subsets(["a", "b"]).flatMap((secure) =>
  subsets(["a", "b"]).flatMap((tags) =>
    [null, "a", "b"].flatMap((account) => [true, false].map((isInPart) => ({ secure, tags, account, isInPart }))),
  ),
);
export type Machine = (typeof MACHINES)[number];

/** Rules whose case nobody can tell: whether one matches, or whether the inspection lets traffic through. */
export const undecided = ({ hierarchy, system, network, regional }: World): readonly Rule[] =>
  [hierarchy, system, network, regional].flat(2).filter((one) => one.isUnknown || one.action.startsWith("apply"));

/** Names of the protocols that are asked about. A protocol without ports has none that a rule could name. */
const PROTOCOLS: { readonly [transport in Transport]?: readonly string[] } = {
  tcp: ["tcp", "6", "all"],
  udp: ["udp", "17", "all"],
  1: ["icmp", "1", "all"],
  sctp: ["all"],
  50: ["esp", "all"],
  252: ["all"],
};
/** Traffic of which each stands for what no rule of the model tells apart from it. */
export const ALL_TRAFFIC: readonly (readonly [port: number, transport: Transport])[] = [
  ...(["tcp", "udp", "sctp"] as const).flatMap((transport) =>
    [22, 23, 24, 25, 26, 27, 28, 40000].map((port) => [port, transport] as const),
  ),
  ...([1, 50, 252] as const).map((transport) => [0, transport] as const),
];
export const ASKED = ["tcp", "udp", 1] as const satisfies readonly Transport[];

/** Who lets a packet in: a policy or the rules of the network; null: nobody. The documented order, word by word. */
export function decided(
  { system, network, regional, classic, isBefore }: World,
  hierarchy: readonly (readonly Rule[])[],
  [block, port, transport]: readonly [number, number, Transport],
  machine: Machine,
  holds: (one: Rule) => boolean,
): "policy" | "rules" | null {
  const isMatch = (one: Rule, tags: readonly string[], isPolicy: boolean): boolean =>
    !one.egress &&
    !one.disabled &&
    (PROTOCOLS[transport] ?? []).includes(one.protocol) &&
    (one.ports === null || typeof transport === "number" || one.ports.some((ports) => spanHas(ports, port))) &&
    (isPolicy && one.isUnknown ? holds(one) : one.sources.some((source) => cidrHas(source, block))) &&
    (!isPolicy || one.network === null || one.network === NETWORK) &&
    (one.destination === null || one.destination === "0.0.0.0/0" || (one.destination === PART && machine.isInPart)) &&
    (one.target === null ||
      named(one.target, "tag").some((tag) => tags.includes(tag)) ||
      named(one.target, "account").some((account) => account === machine.account));
  const byPolicy = (policies: readonly (readonly Rule[])[]): "policy" | "denied" | "next" => {
    for (const rules of policies) {
      const first = rules.find((one) => isMatch(one, machine.secure, true));
      if (first === undefined || first.action === "goto_next") continue;
      if (first.action === "apply_security_profile_group") return holds(first) ? "policy" : "denied";
      return first.action === "allow" ? "policy" : "denied";
    }
    return "next";
  };
  const byRules = (): "rules" | "denied" | "next" => {
    const matching = classic.filter((one) => isMatch(one, machine.tags, false));
    const first = matching.filter(({ priority }) => matching.every((other) => priority <= other.priority));
    if (first.length === 0) return "next";
    return first.some(({ action }) => action === "deny") ? "denied" : "rules";
  };
  const stages = [
    () => byPolicy(hierarchy),
    () => byPolicy(system),
    ...(isBefore ? [] : [byRules]),
    () => byPolicy(network),
    () => byPolicy(regional),
    ...(isBefore ? [byRules] : []),
  ];
  for (const stage of stages) {
    const said = stage();
    if (said === "denied") return null;
    if (said !== "next") return said;
  }
  return null;
}
