// Security rules of Azure: tried in order of priority, and the first that matches decides.
import { z } from "zod";
import { everywhere, isCovered, isWithin, rangeOf, type AddressRange } from "../internet-ranges.ts";
import { carries, hasPort, listed, type Opening, type Transport } from "./exposure.ts";

const Ports = z.string().regex(/^(\*|\d+(-\d+)?)$/);
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
type SecurityRule = z.infer<typeof SecurityRule>;

/** One value and several are two properties, and only one of them is set. */
const either = (one: string | null | undefined, several: readonly string[] | null | undefined): readonly string[] =>
  [one ?? "", ...(several ?? [])].filter((text) => text !== "").map((text) => text.toLowerCase());

const sourcesOf = ({ properties: rule }: SecurityRule) => either(rule.sourceAddressPrefix, rule.sourceAddressPrefixes);
const portsOf = ({ properties: rule }: SecurityRule) => either(rule.destinationPortRange, rule.destinationPortRanges);
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

/** Whether denies to `barred` hold for all that traffic of one family to `to` can reach. What has no ranges may be anywhere. */
function bars(barred: readonly string[], to: string, family: AddressRange["family"]): boolean {
  if (barred.includes(to)) return true;
  // Whatever inbound traffic can reach lies in the virtual network.
  const ranges = barred.flatMap((one) => (one === "virtualnetwork" ? everywhere : rangesOf(one)));
  const wanted = rangesOf(to).length > 0 ? rangesOf(to) : everywhere;
  return wanted.filter((range) => range.family === family).every((range) => isWithin(range, ranges));
}

/** The sources that a deny takes from an allow after it: none unless it applies whatever the source port. */
function takenBy(deny: SecurityRule, allow: SecurityRule): readonly AddressRange[] {
  const { sourcePortRange, sourcePortRanges } = deny.properties;
  if (!either(sourcePortRange, sourcePortRanges).some((range) => ["*", "0-65535"].includes(range))) return [];
  const [barred, led] = [destinationsOf(deny), destinationsOf(allow)];
  if (led.length === 0) return [];
  return sourcesOf(deny)
    .flatMap(rangesOf)
    .filter(({ family }) => led.every((to) => bars(barred, to, family)));
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

/** Rules that let inbound traffic to a port in, each from what the denies before it leave. */
export function openingsOf(all: readonly SecurityRule[], port: number, transport: Transport): readonly Opening[] {
  const rules = inbound(all, port, transport);
  return rules.flatMap((allow, at) => {
    if (isDeny(allow)) return [];
    const before = rules.slice(0, at).filter(isDeny);
    const gone = before.flatMap((deny) => takenBy(deny, allow));
    const { name, properties } = allow;
    const shown = { name, priority: properties.priority, protocol: properties.protocol.toLowerCase() };
    const lists = { ports: listed(portsOf(allow)), sources: listed(sourcesOf(allow)) };
    const from = sourcesOf(allow)
      .flatMap(rangesOf)
      .filter((range) => !isCovered(range, gone));
    return [{ shown: { ...shown, ...lists }, from }];
  });
}
