// Defines a rule of a network security group or of a network manager in one form, and decides where it matches a packet.
import type { JsonObject, Problem } from "../../../../evidence-schema/record/record.ts";
import { everywhere, isWithin, rangeOf, type AddressRange, type Family } from "../address-range.ts";
import type { Certainty } from "../walk.ts";
import { NOWHERE, type Action, type Reach } from "../walk.ts";
import { carries, hasPort, hasPorts, isPortRange, isProtocol, protocolOf, type Transport } from "../transport.ts";

/** A rule that is for inbound traffic. Texts are in lower case. An empty list names nothing, which no rule of Azure does. */
export type Rule = {
  /** The rule as facts show it. */
  readonly shown: JsonObject;
  readonly priority: number;
  /** `next`: what matches goes on to the rules behind. */
  readonly action: Action;
  readonly protocol: string;
  readonly sources: Sources;
  readonly sourcePorts: readonly string[];
  /** Prefixes, service tags, and ids of application security groups. */
  readonly destinations: readonly string[];
  readonly ports: readonly string[];
  /** The cause for which the rule can't be read; null where it can. */
  readonly fault: Problem | null;
};

/** Public addresses that a rule is for. `isOpen`: it may be for others too, since a source can't be read or is missing. */
export type Sources = { readonly ranges: readonly AddressRange[]; readonly isOpen: boolean };

/** Traffic to an interface, after Azure has put its private address in the place of the public one. */
export type Packet = {
  readonly family: Family;
  readonly transport: Transport;
  readonly port: number;
  readonly sourcePort: number;
  /** The private address; null where it is not known. */
  readonly address: AddressRange | null;
  /** Ids of the application security groups of the interface, in lower case. */
  readonly groups: ReadonlySet<string>;
};

/** Addresses of the internet from which a rule matches a packet. A text that can't be read may match. */
export function matched(rule: Rule, packet: Packet): Reach {
  const all = [isForProtocol(rule, packet), isForPort(rule, packet), isForSourcePort(rule, packet), isTo(rule, packet)];
  if (all.includes("no")) return NOWHERE;
  const { ranges, isOpen } = rule.sources;
  return { sure: all.includes("maybe") ? [] : ranges, may: isOpen ? everywhere : ranges };
}

const certainty = (is: boolean): Certainty => (is ? "yes" : "no");

const isForProtocol = ({ protocol }: Rule, { transport }: Packet): Certainty =>
  isProtocol(protocol) ? certainty(carries(protocol, transport)) : "maybe";

const isForPort = (rule: Rule, { port, transport }: Packet): Certainty => among(rule.ports, port, rule, transport);

const isForSourcePort = (rule: Rule, { sourcePort, transport }: Packet): Certainty =>
  among(rule.sourcePorts, sourcePort, rule, transport);

/** Whether ranges of ports have a port. A rule for any protocol that names ports is for protocols that have some. */
function among(ranges: readonly string[], port: number, { protocol }: Rule, transport: Transport): Certainty {
  if (!hasPorts(transport) && protocolOf(protocol) !== null) return "yes";
  if (!hasPorts(transport) && ranges.length > 0) return certainty(ranges.some(isEveryPort));
  if (ranges.some((range) => hasPort(range, port))) return "yes";
  return ranges.length > 0 && ranges.every(isPortRange) ? "no" : "maybe";
}

const isEveryPort = (range: string): boolean => ["*", "0-65535"].includes(range);

/**
 * Whether a rule is for the interface. Every interface lies in the virtual network, and no other service tag has its private address.
 * https://learn.microsoft.com/en-us/azure/virtual-network/network-security-groups-overview
 */
function isTo({ destinations }: Rule, { address, groups }: Packet): Certainty {
  const each = destinations.map((to): Certainty => {
    if (["*", "any", "virtualnetwork"].includes(to) || groups.has(to)) return "yes";
    if (isTag(to) || to.startsWith("/subscriptions/")) return "no";
    const range = rangeOf(to);
    if (range === null) return "maybe";
    if (address === null) return everywhere.some((all) => isWithin(all, [range])) ? "yes" : "maybe";
    return certainty(isWithin(address, [range]));
  });
  if (each.includes("yes")) return "yes";
  return each.length === 0 || each.includes("maybe") ? "maybe" : "no";
}

/** Service tags stand for parts of the internet, or of Azure. https://learn.microsoft.com/en-us/azure/virtual-network/service-tags-overview */
const isTag = (text: string): boolean => /^[a-z][a-z0-9.]*$/.test(text);

/** The addresses of `*`, of the tag Internet, of an address or of a CIDR block; null for any other text. */
export function knownRanges(text: string): readonly AddressRange[] | null {
  if (["*", "any", "internet"].includes(text)) return everywhere;
  const range = rangeOf(text);
  return range === null ? null : [range];
}

/** Texts that no rule of Azure has there, such as a range with a dash: nobody can say which addresses they are. */
export const isUnreadable = (text: string): boolean => knownRanges(text) === null && !isTag(text);

/** The source ports to ask about: all others are treated by every rule as the nearest below of these. */
export function sourcePortsIn(rules: readonly Rule[]): readonly number[] {
  const cuts = rules
    .flatMap(({ sourcePorts }) => sourcePorts.filter(isPortRange))
    .flatMap((range) => (range === "*" ? [] : [Number(range.split("-")[0]), Number(range.split("-").at(-1)) + 1]));
  return [...new Set([1, ...cuts])].filter((port) => port >= 1 && port <= 65535);
}
