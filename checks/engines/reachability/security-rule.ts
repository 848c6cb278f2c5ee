// Reads security rules of Azure: Azure tries them in order of priority, and the first that matches decides.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { everywhere, isWithin, rangeOf, without, type AddressRange, type Family } from "./address-range.ts";
import { listed, type Opening, type Source } from "./opening.ts";
import { carries, hasPort, type Transport } from "./transport.ts";

/** An empty text is no port: Azure writes one beside the member that is filled. */
const Ports = z.string().regex(/^(\*|\d+(-\d+)?)?$/);
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
    sourcePortRange: z.string().nullish(),
    sourcePortRanges: z.array(z.string()).nullish(),
    destinationAddressPrefix: z.string().nullish(),
    destinationAddressPrefixes: z.array(z.string()).nullish(),
    destinationApplicationSecurityGroups: Groups,
    destinationPortRange: Ports.nullish(),
    destinationPortRanges: z.array(Ports).nullish(),
  }),
});
export type SecurityRule = z.infer<typeof SecurityRule>;

/** A rule has a property for one value and one for several values: the one that is not used is "", null, empty or missing. */
const either = (one: string | null | undefined, several: readonly string[] | null | undefined): readonly string[] =>
  [one ?? "", ...(several ?? [])].filter((text) => text !== "").map((text) => text.toLowerCase());

const sourcesOf = ({ properties: rule }: SecurityRule) => either(rule.sourceAddressPrefix, rule.sourceAddressPrefixes);
const portsOf = ({ properties: rule }: SecurityRule) => either(rule.destinationPortRange, rule.destinationPortRanges);
const sourcePortsOf = ({ properties: rule }: SecurityRule) => either(rule.sourcePortRange, rule.sourcePortRanges);
const destinationsOf = ({ properties: rule }: SecurityRule) => [
  ...either(rule.destinationAddressPrefix, rule.destinationAddressPrefixes),
  ...(rule.destinationApplicationSecurityGroups ?? []).map(({ id }) => id.toLowerCase()),
];

/** Other service tags than Internet stand for parts of it. https://learn.microsoft.com/en-us/azure/virtual-network/service-tags-overview */
const rangesOf = (source: string): readonly AddressRange[] => {
  if (["*", "any", "internet"].includes(source)) return everywhere;
  const range = rangeOf(source);
  return range === null ? [] : [range];
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
function barsPorts(deny: SecurityRule, allow: SecurityRule): boolean {
  const [barred, led] = [sourcePortsOf(deny), sourcePortsOf(allow)];
  if (barred.some((range) => ["*", "0-65535"].includes(range))) return true;
  return led.length > 0 && led.every((range) => barred.includes(range));
}

/** The sources that a deny keeps from one destination. */
function takenAt(to: string, deny: SecurityRule): readonly AddressRange[] {
  const barred = destinationsOf(deny);
  return sourcesOf(deny)
    .flatMap(rangesOf)
    .filter(({ family }) => bars(barred, to, family));
}

/** The sources that an allow lets in after the denies before it: those that still get to one of its destinations. */
function fromOf(allow: SecurityRule, before: readonly SecurityRule[]): readonly Source[] {
  const denies = before.filter((deny) => barsPorts(deny, allow));
  const taken = destinationsOf(allow).map((to) => denies.flatMap((deny) => takenAt(to, deny)));
  // An allow that names no destination may be for any.
  if (taken.length === 0) taken.push([]);
  return sourcesOf(allow)
    .flatMap(rangesOf)
    .map((range) => ({ written: range, through: taken.flatMap((gone) => without(range, gone)) }));
}

const isDeny = ({ properties }: SecurityRule): boolean => properties.access.toLowerCase() === "deny";

/** In the order in which Azure tries them. */
const inbound = (rules: readonly SecurityRule[], port: number, transport: Transport): readonly SecurityRule[] =>
  rules
    .filter(
      ({ properties }) => properties.direction.toLowerCase() !== "outbound" && carries(properties.protocol, transport),
    )
    .filter((rule) => portsOf(rule).some((range) => hasPort(range, port)))
    .sort((a, b) => a.properties.priority - b.properties.priority);

/**
 * Why a port that looks closed may be open: Azure has no rule without a port, so an allow that names none was not read as
 * it is. Null where every allow names its ports.
 */
export function portsUnread(all: readonly SecurityRule[], transport: Transport): Problem | null {
  const isUnread = all.some((rule) => {
    const { direction, protocol } = rule.properties;
    const mayOpen = direction.toLowerCase() !== "outbound" && carries(protocol, transport) && !isDeny(rule);
    return mayOpen && portsOf(rule).length === 0;
  });
  const detail = "a security rule that allows traffic names no destination port";
  return isUnread ? { code: "not-in-answer", detail } : null;
}

/**
 * Rules of a network security group that let inbound traffic to a port in, each from what the denies before it leave.
 * The default rules follow all others and let nothing of the internet in.
 * https://learn.microsoft.com/en-us/azure/virtual-network/network-security-groups-overview
 */
export function securityRuleOpenings(
  all: readonly SecurityRule[],
  port: number,
  transport: Transport,
): readonly Opening[] {
  const rules = inbound(all, port, transport);
  return rules.flatMap((allow, at) => {
    if (isDeny(allow)) return [];
    const { name, properties } = allow;
    const shown = { name, priority: properties.priority, protocol: properties.protocol.toLowerCase() };
    const lists = { ports: listed(portsOf(allow)), sources: listed(sourcesOf(allow)) };
    return [{ shown: { ...shown, ...lists }, from: fromOf(allow, rules.slice(0, at).filter(isDeny)) }];
  });
}
