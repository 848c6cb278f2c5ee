// Reads VPC firewall rules of Google Cloud: the smallest priority number decides, and of equal priorities the deny.
import { z } from "zod";
import type { Problem } from "../../../../evidence-schema/record/record.ts";
import { everywhere, rangeOf, without, type AddressRange } from "../address-range.ts";
import type { Named } from "../asked-traffic.ts";
import { placesIn, toDestination, type Machine } from "./machine.ts";
import { listed, type Opening } from "../opening.ts";
import { carries, hasPort, hasPorts, isPortRange, isProtocol, type Transport } from "../transport.ts";
import { both, certain, type Reach, type Step } from "../walk.ts";

const Traffic = z.object({
  IPProtocol: z.string(),
  /**
   * Missing or empty: all ports. "If not specified, this rule applies to connections through any port."
   * https://docs.cloud.google.com/compute/docs/reference/rest/v1/firewalls
   */
  ports: z.array(z.string()).nullish(),
});
type Traffic = z.infer<typeof Traffic>;

/** Where a text is no block, nobody can say which machines the rule is for. */
const Destinations = z.array(z.string().refine((text) => rangeOf(text) !== null)).nullish();
const Names = z.array(z.string()).nullish();

/** https://docs.cloud.google.com/compute/docs/reference/rest/v1/firewalls */
export const FirewallRule = z.object({
  name: z.string(),
  network: z.string(),
  direction: z.enum(["EGRESS", "INGRESS"]).nullish(),
  disabled: z.boolean().nullish(),
  priority: z.int().nullish(),
  allowed: z.array(Traffic).nullish(),
  denied: z.array(Traffic).nullish(),
  sourceRanges: z.array(z.string()).nullish(),
  sourceTags: Names,
  sourceServiceAccounts: Names,
  destinationRanges: Destinations,
  targetTags: Names,
  targetServiceAccounts: Names,
});
export type FirewallRule = z.infer<typeof FirewallRule>;

/** 1000 where none was given, says the reference of the API. */
const priorityOf = ({ priority }: FirewallRule): number => priority ?? 1000;

/** Whether a rule denies any inbound traffic. */
export const isInboundDeny = ({ direction, disabled, denied }: FirewallRule): boolean =>
  (direction ?? "INGRESS") === "INGRESS" && disabled !== true && (denied ?? []).length > 0;

/**
 * Source addresses as written. Tags and service accounts add to the ranges, they do not narrow them; a rule with no
 * source at all is for any IPv4 address. https://docs.cloud.google.com/firewall/docs/firewalls
 */
function sourcesOf({ sourceRanges, sourceTags, sourceServiceAccounts }: FirewallRule): readonly string[] {
  const isAny = [sourceRanges, sourceTags, sourceServiceAccounts].every((names) => (names ?? []).length === 0);
  return isAny ? ["0.0.0.0/0"] : (sourceRanges ?? []);
}

const rangesOf = (texts: readonly string[]): readonly AddressRange[] => texts.flatMap((text) => rangeOf(text) ?? []);

const portsOf = ({ ports }: Traffic): readonly string[] => (ports == null || ports.length === 0 ? ["*"] : ports);

/** The traffic that a rule names. */
export const namedBy = ({ allowed, denied }: FirewallRule): readonly Named[] =>
  [...(allowed ?? []), ...(denied ?? [])].map((one) => ({ protocol: one.IPProtocol, ports: portsOf(one) }));

const matches = (traffic: Traffic, port: number, transport: Transport): boolean =>
  carries(traffic.IPProtocol, transport) &&
  (!hasPorts(transport) || portsOf(traffic).some((range) => hasPort(range, port)));

/**
 * Why nobody can say whether a rule is for traffic to a port, or from where; null where it is clear. The protocol, ports and
 * sources of other traffic make no difference.
 */
export function faultOf(rule: FirewallRule, port: number, transport: Transport): Problem | null {
  const traffic = [...(rule.allowed ?? []), ...(rule.denied ?? [])];
  if (!traffic.every(({ IPProtocol }) => isProtocol(IPProtocol)))
    return unreadable("protocol of a firewall rule is not one that Google Cloud documents");
  const carrying = traffic.filter(({ IPProtocol }) => carries(IPProtocol, transport));
  if (hasPorts(transport) && !carrying.every((one) => portsOf(one).every(isPortRange)))
    return unreadable("ports of a firewall rule are no range of ports");
  const isFor = carrying.some((one) => matches(one, port, transport));
  if (!isFor || sourcesOf(rule).every((source) => rangeOf(source) !== null)) return null;
  return unreadable("source of a firewall rule is not an address or a CIDR block");
}

const unreadable = (what: string): Problem => ({ code: "unexpected-shape", detail: `the ${what}` });

/** Machines that a rule is for: those with one of its tags, or that run as one of its accounts; both null for all of a network. */
type Target = { readonly tag: string | null; readonly account: string | null };

function targetsOf({ targetTags, targetServiceAccounts }: FirewallRule): readonly Target[] {
  const named: readonly Target[] = [
    ...(targetTags ?? []).map((tag) => ({ tag, account: null })),
    ...(targetServiceAccounts ?? []).map((account) => ({ tag: null, account })),
  ];
  return named.length > 0 ? named : [{ tag: null, account: null }];
}

/** Everything that comes before the rules of a network: machines to ask about, and the sources from which traffic comes through to them. */
export type Gate = {
  readonly machines: (
    of: Target & { readonly at: AddressRange | null },
    port: number,
    transport: Transport,
  ) => readonly Machine[];
  readonly passes: (
    written: AddressRange,
    machine: Machine,
    port: number,
    transport: Transport,
  ) => readonly AddressRange[];
};

/** Nothing comes before the rules of the network. */
export const NO_GATE: Gate = {
  machines: ({ tag, account, at }) => [
    { tags: new Set(tag === null ? [] : [tag]), account, secureTags: new Set(), at: at === null ? [] : [at] },
  ],
  passes: (written) => [written],
};

/** A machine for each target of an allow and each range of its destinations, as the gate has them. */
function machinesOf(allow: FirewallRule, port: number, transport: Transport, gate: Gate): readonly Machine[] {
  const led = destinationsOf(allow);
  return targetsOf(allow).flatMap((target) =>
    (led.length > 0 ? placesIn(led) : [null]).flatMap((at) => gate.machines({ ...target, at }, port, transport)),
  );
}

/** Whether a rule is for a machine, wherever the machine's address lies. */
export const isForMachine = (rule: FirewallRule, machine: Machine): boolean =>
  targetsOf(rule).some(
    ({ tag, account }) =>
      (tag === null && account === null) || (tag !== null ? machine.tags.has(tag) : account === machine.account),
  );

const destinationsOf = ({ destinationRanges }: FirewallRule): readonly AddressRange[] =>
  rangesOf(destinationRanges ?? []);

/** Sources of a rule from which it is for certain for the address of a machine. */
const sourcesTo = (rule: FirewallRule, machine: Machine, sources: readonly AddressRange[]): readonly AddressRange[] =>
  toDestination(certain(sources), machine.at, destinationsOf(rule)).sure;

/** Whether a deny of the same network keeps traffic to a port from some machine that an allow is for. */
export function hinders(
  deny: FirewallRule,
  allow: FirewallRule,
  port: number,
  transport: Transport,
  gate: Gate = NO_GATE,
): boolean {
  return (
    (deny.denied ?? []).some((traffic) => matches(traffic, port, transport)) &&
    mayHinder(deny, allow, port, transport, gate)
  );
}

/** Whether a deny of the same network keeps some traffic from some machine that an allow is for, whatever the traffic is. */
export function mayHinder(
  deny: FirewallRule,
  allow: FirewallRule,
  port: number,
  transport: Transport,
  gate: Gate = NO_GATE,
): boolean {
  return (
    isInboundDeny(deny) &&
    priorityOf(deny) <= priorityOf(allow) &&
    machinesOf(allow, port, transport, gate).some(
      (machine) => isForMachine(deny, machine) && sourcesTo(deny, machine, everywhere).length > 0,
    )
  );
}

/** How an enabled inbound rule lets traffic to a port in, after what comes before, and the denies of its network that hinder it. */
export function firewallOpenings(
  allow: FirewallRule,
  denies: readonly FirewallRule[],
  port: number,
  transport: Transport,
  gate: Gate = NO_GATE,
): readonly Opening[] {
  const carried = (allow.allowed ?? []).filter((traffic) => matches(traffic, port, transport));
  if (carried.length === 0) return [];
  const before = denies.filter((deny) => hinders(deny, allow, port, transport, gate));
  const machines = machinesOf(allow, port, transport, gate).map((machine) => ({
    machine,
    taken: before
      .filter((deny) => isForMachine(deny, machine))
      .flatMap((deny) => sourcesTo(deny, machine, knownSources(deny))),
  }));
  const sources = sourcesOf(allow);
  const from = rangesOf(sources).map((written) => ({
    written,
    through: machines
      .filter(({ machine }) => sourcesTo(allow, machine, [written]).length > 0)
      .flatMap(({ machine, taken }) =>
        gate.passes(written, machine, port, transport).flatMap((range) => without(range, taken)),
      ),
  }));
  return carried.map((traffic) => ({ shown: shownTraffic(allow, traffic), from }));
}

const shownTraffic = (rule: FirewallRule, { IPProtocol, ...traffic }: Traffic) => ({
  protocol: IPProtocol.toLowerCase(),
  ports: listed(portsOf({ IPProtocol, ...traffic })),
  sources: listed(sourcesOf(rule)),
});

/** How an allow lets traffic to a port in where `through` gets past everything before it. */
export function ruleOpenings(
  rule: FirewallRule,
  through: readonly AddressRange[],
  port: number,
  transport: Transport,
): readonly Opening[] {
  const from = knownSources(rule).map((range) => ({ written: range, through: both([range], through) }));
  return (rule.allowed ?? [])
    .filter((traffic) => matches(traffic, port, transport))
    .map((traffic) => ({ shown: { rule: rule.name, ...shownTraffic(rule, traffic) }, from }));
}

/** A rule is asked about many machines: its addresses are worked out once. */
function knownSources(rule: FirewallRule): readonly AddressRange[] {
  const known = SOURCES.get(rule) ?? rangesOf(sourcesOf(rule));
  SOURCES.set(rule, known);
  return known;
}
const SOURCES = new WeakMap<FirewallRule, readonly AddressRange[]>();

/** Where a rule matches traffic to a port of a machine. */
function matched(rule: FirewallRule, machine: Machine, port: number, transport: Transport): Reach | null {
  if (!isForMachine(rule, machine)) return null;
  const known = decides(rule, port, transport) ? knownSources(rule) : [];
  const isUnclear = faultOf(rule, port, transport) !== null;
  const from = { sure: known, may: isUnclear ? everywhere : known };
  const led = toDestination(from, machine.at, destinationsOf(rule));
  return led.may.length === 0 ? null : led;
}

/** Whether a rule is for traffic to a port, as far as it can be read. */
export const decides = (rule: FirewallRule, port: number, transport: Transport): boolean =>
  [...(rule.allowed ?? []), ...(rule.denied ?? [])].some((one) => matches(one, port, transport));

/** Whether a rule decides any inbound traffic. */
export const isInboundRule = ({ direction, disabled, allowed, denied }: FirewallRule): boolean =>
  (direction ?? "INGRESS") === "INGRESS" && disabled !== true && (allowed ?? []).length + (denied ?? []).length > 0;

/** Rules of a network in the order in which they decide about traffic to a port of a machine. */
export function classicSteps(
  rules: readonly FirewallRule[],
  machine: Machine,
  port: number,
  transport: Transport,
): readonly Step<FirewallRule>[] {
  const isDeny = (rule: FirewallRule): boolean => (rule.denied ?? []).length > 0;
  return rules
    .filter(isInboundRule)
    .toSorted((a, b) => priorityOf(a) - priorityOf(b) || Number(isDeny(b)) - Number(isDeny(a)))
    .flatMap((rule): readonly Step<FirewallRule>[] => {
      const from = matched(rule, machine, port, transport);
      return from === null ? [] : [{ rule, action: isDeny(rule) ? "deny" : "allow", from }];
    });
}
