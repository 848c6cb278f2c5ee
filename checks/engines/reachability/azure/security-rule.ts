// Reads security rules of Azure: Azure tries them in order of priority, and the first that matches decides.
import { z } from "zod";
import type { JsonObject, Problem } from "../../../../evidence-schema/record/record.ts";
import { joined, spanOf } from "../asked-traffic.ts";
import { everywhere, isWithin, without, type AddressRange, type Family } from "../address-range.ts";
import type { InternetBound } from "../internet.ts";
import { deciding, listed, type Exposure, type Opening, type Source } from "../opening.ts";
import { carries, hasPort, hasPorts, isPortRange, isProtocol, protocolOf, type Transport } from "../transport.ts";
import { isUnreadable, knownRanges, type Rule } from "./rule.ts";

const Groups = z.array(z.object({ id: z.string() })).nullish();

/** https://learn.microsoft.com/en-us/rest/api/virtualnetwork/security-rules/get */
export const SecurityRule = z.object({
  name: z.string(),
  properties: z.object({
    access: z.string(),
    direction: z.string(),
    priority: z.int(),
    protocol: z.string(),
    sourceAddressPrefix: z.string().nullish(),
    sourceAddressPrefixes: z.array(z.string()).nullish(),
    sourceApplicationSecurityGroups: Groups,
    sourcePortRange: z.string().nullish(),
    sourcePortRanges: z.array(z.string()).nullish(),
    destinationAddressPrefix: z.string().nullish(),
    destinationAddressPrefixes: z.array(z.string()).nullish(),
    destinationApplicationSecurityGroups: Groups,
    destinationPortRange: z.string().nullish(),
    destinationPortRanges: z.array(z.string()).nullish(),
  }),
});
export type SecurityRule = z.infer<typeof SecurityRule>;

/** A rule has a property for one value and one for several values: the one that is not used is "", null, empty or missing. */
const either = (one: string | null | undefined, several: readonly string[] | null | undefined): readonly string[] =>
  [one ?? "", ...(several ?? [])].filter((text) => text !== "").map((text) => text.toLowerCase());

const sourcesOf = ({ properties: rule }: SecurityRule) => either(rule.sourceAddressPrefix, rule.sourceAddressPrefixes);
const portsOf = ({ properties: rule }: SecurityRule) => either(rule.destinationPortRange, rule.destinationPortRanges);
const sourcePortsOf = ({ properties: rule }: SecurityRule) => either(rule.sourcePortRange, rule.sourcePortRanges);
const prefixesTo = ({ properties: rule }: SecurityRule) =>
  either(rule.destinationAddressPrefix, rule.destinationAddressPrefixes);
const destinationsOf = (rule: SecurityRule) => [
  ...prefixesTo(rule),
  ...(rule.properties.destinationApplicationSecurityGroups ?? []).map(({ id }) => id.toLowerCase()),
];

const rangesOf = (text: string): readonly AddressRange[] => knownRanges(text) ?? [];

/** Groups as sources are machines of the network, never the internet. */
const namesSource = (rule: SecurityRule): boolean =>
  sourcesOf(rule).length > 0 || (rule.properties.sourceApplicationSecurityGroups ?? []).length > 0;

/** The cause for which a rule can't be read; null where it can. Azure has no rule without these members. */
function faultOf(rule: SecurityRule): Problem | null {
  if (!isProtocol(rule.properties.protocol))
    return unreadable("protocol of a security rule is not one that Azure documents");
  if (portsOf(rule).length === 0) return lacking("destination port");
  if (!portsOf(rule).every(isPortRange)) return unreadable("destination port of a security rule is no range of ports");
  if (!namesSource(rule)) return lacking("source");
  if (sourcePortsOf(rule).length === 0) return lacking("source port");
  if (destinationsOf(rule).length === 0) return lacking("destination");
  if (sourcesOf(rule).some(isUnreadable))
    return unreadable("source of a security rule is not an address, CIDR block or service tag");
  if (!prefixesTo(rule).some(isUnreadable)) return null;
  return unreadable("destination of a security rule is not an address, CIDR block or service tag");
}

const lacking = (what: string): Problem => ({ code: "not-in-answer", detail: `a security rule names no ${what}` });
const unreadable = (what: string): Problem => ({ code: "unexpected-shape", detail: `the ${what}` });

/** The inbound rules of a group in the form that interfaces are asked by. `group`: the name of the group, for facts. */
export const inboundRules = (rules: readonly SecurityRule[], group: string): readonly Rule[] =>
  rules
    .filter(({ properties }) => properties.direction.toLowerCase() !== "outbound")
    .map((rule) => ({
      shown: { group, ...shownOf(rule) },
      priority: rule.properties.priority,
      action: actionOf(rule),
      protocol: rule.properties.protocol,
      sources: {
        ranges: sourcesOf(rule).flatMap(rangesOf),
        isOpen: !namesSource(rule) || sourcesOf(rule).some(isUnreadable),
      },
      sourcePorts: sourcePortsOf(rule),
      destinations: destinationsOf(rule),
      ports: portsOf(rule),
      fault: faultOf(rule),
    }));

function actionOf({ properties }: SecurityRule): Rule["action"] {
  const access = properties.access.toLowerCase();
  return access === "allow" || access === "deny" ? access : "unknown";
}

function shownOf(rule: SecurityRule): JsonObject {
  const { name, properties } = rule;
  const shown = { name, priority: properties.priority, protocol: properties.protocol.toLowerCase() };
  return { ...shown, ports: listed(portsOf(rule)), sources: listed(sourcesOf(rule)) };
}

/** Two ways to read a rule that has a fault: the rules together let in the least traffic, or the most. */
export type Reading = "least" | "most";

const isBroad = (rule: SecurityRule, reading: Reading): boolean => isDeny(rule) === (reading === "least");

/** The sources of a rule under a reading. */
function rangesFrom(rule: SecurityRule, reading: Reading): readonly AddressRange[] {
  const isOpen = !namesSource(rule) || sourcesOf(rule).some(isUnreadable);
  return isOpen && isBroad(rule, reading) ? everywhere : sourcesOf(rule).flatMap(rangesOf);
}

/** Whether a rule is for a port under a reading. */
function isForPort(rule: SecurityRule, port: number, transport: Transport, reading: Reading): boolean {
  const ports = portsOf(rule);
  // A rule for any protocol that names ports is for protocols that have some.
  if (!hasPorts(transport) && protocolOf(rule.properties.protocol) !== null) return true;
  if (!hasPorts(transport) && ports.length > 0) return ports.some((range) => ["*", "0-65535"].includes(range));
  if (ports.some((range) => hasPort(range, port))) return true;
  return !(ports.length > 0 && ports.every(isPortRange)) && isBroad(rule, reading);
}

/** Whether a rule is for a transport under a reading. */
function isForTransport(rule: SecurityRule, transport: Transport, reading: Reading): boolean {
  const { protocol } = rule.properties;
  return isProtocol(protocol) ? carries(protocol, transport) : isBroad(rule, reading);
}

/**
 * Inbound traffic has the private address of a machine when rules are asked, so a rule to Internet alone matches none of it.
 * https://learn.microsoft.com/en-us/azure/virtual-network/network-security-groups-overview
 */
const isInbound = (rule: SecurityRule): boolean => {
  const to = destinationsOf(rule);
  return (
    rule.properties.direction.toLowerCase() !== "outbound" &&
    !(to.length > 0 && to.every((each) => each === "internet"))
  );
};

/** Whether denies to `barred` hold for all that traffic of one family to `to` can reach. A destination without ranges may be anywhere. */
function bars(barred: readonly string[], to: string, family: Family): boolean {
  if (barred.includes(to)) return true;
  // Every destination that inbound traffic can reach lies in the virtual network.
  const ranges = barred.flatMap((one) => (one === "virtualnetwork" ? everywhere : rangesOf(one)));
  const wanted = rangesOf(to).length > 0 ? rangesOf(to) : everywhere;
  return wanted.filter((range) => range.family === family).every((range) => isWithin(range, ranges));
}

/** Whether a deny holds from every source port that an allow is for. */
function barsPorts(deny: SecurityRule, allow: SecurityRule, reading: Reading): boolean {
  const [barred, led] = [sourcePortsOf(deny), sourcePortsOf(allow)];
  if (barred.length === 0) return reading === "least";
  const runs = joined(barred.map(spanOf).filter((span) => span !== null));
  const holds = (range: string): boolean => {
    const span = spanOf(range);
    return span === null ? barred.includes(range) : runs.some(([from, to]) => from <= span[0] && span[1] <= to);
  };
  return holds("*") || (led.length > 0 && led.every(holds));
}

/** The sources that a deny keeps from one destination. */
function takenAt(to: string, deny: SecurityRule, reading: Reading): readonly AddressRange[] {
  const barred = destinationsOf(deny).filter((each) => each !== "internet");
  const mayBeAll = destinationsOf(deny).length === 0 || prefixesTo(deny).some(isUnreadable);
  const sources = rangesFrom(deny, reading);
  return mayBeAll && reading === "least" ? sources : sources.filter(({ family }) => bars(barred, to, family));
}

/** The sources that an allow lets in after the denies before it: those that still get to one of its destinations. */
function fromOf(allow: SecurityRule, before: readonly SecurityRule[], reading: Reading): readonly Source[] {
  const denies = before.filter((deny) => barsPorts(deny, allow, reading));
  // Destinations that the same denies bar are one. An allow that names no destination may be for any.
  const to = destinationsOf(allow);
  const taken = new Map<string, readonly AddressRange[]>();
  for (const each of to.length === 0 ? [null] : to) {
    const gone = each === null ? [] : denies.map((deny) => takenAt(each, deny, reading));
    taken.set(
      gone.map((ranges) => ranges.map(({ family, first }) => `${family} ${first}`).join()).join(";"),
      gone.flat(),
    );
  }
  return rangesFrom(allow, reading).map((written) => ({
    written,
    through: [...taken.values()].flatMap((gone) => without(written, gone)),
  }));
}

const isDeny = ({ properties }: SecurityRule): boolean => properties.access.toLowerCase() === "deny";

/** In the order in which Azure tries them. */
const inbound = (rules: readonly SecurityRule[], transport: Transport, reading: Reading): readonly SecurityRule[] =>
  rules
    .filter((rule) => isInbound(rule) && isForTransport(rule, transport, reading))
    .sort((a, b) => a.properties.priority - b.properties.priority);

/**
 * Rules of a network security group that let inbound traffic to a port in, each from what the denies before it leave.
 * The default rules follow all others and let nothing of the internet in.
 * https://learn.microsoft.com/en-us/azure/virtual-network/network-security-groups-overview
 */
export function securityRuleOpenings(
  all: readonly SecurityRule[],
  port: number,
  transport: Transport,
  reading: Reading,
): readonly Opening[] {
  const rules = inbound(all, transport, reading).filter((rule) => isForPort(rule, port, transport, reading));
  return rules.flatMap((allow, at) => {
    if (isDeny(allow)) return [];
    return [{ shown: shownOf(allow), from: fromOf(allow, rules.slice(0, at).filter(isDeny), reading) }];
  });
}

/** How the rules of a group expose a port to the internet. A rule with a fault counts only where its reading decides. */
export function securityRuleExposure(
  rules: readonly SecurityRule[],
  port: number,
  transport: Transport,
  bound: InternetBound,
): Exposure {
  const [least, most] = (["least", "most"] as const).map((reading) =>
    deciding(securityRuleOpenings(rules, port, transport, reading), bound),
  ) as [readonly Opening[], readonly Opening[]];
  if (least.length > 0 || most.length === 0) return { open: least, problem: null };
  const fault = rules
    .filter(
      (rule) =>
        isInbound(rule) && (!isProtocol(rule.properties.protocol) || carries(rule.properties.protocol, transport)),
    )
    .map(faultOf)
    .find((found) => found !== null);
  return { open: [], problem: fault ?? null };
}
