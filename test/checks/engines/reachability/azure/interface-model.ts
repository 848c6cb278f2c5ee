// Models an interface of Azure in a world so small that every packet can be asked: rules of a manager, a subnet and its own.
import fc from "fast-check";
import { rangeOf } from "../../../../../checks/engines/reachability/address-range.ts";
import { inboundAdminRules, type AdminRule } from "../../../../../checks/engines/reachability/azure/admin-rule.ts";
import type { Guard, Way } from "../../../../../checks/engines/reachability/azure/interface.ts";
import { inboundRules, type SecurityRule } from "../../../../../checks/engines/reachability/azure/security-rule.ts";
import type { Transport } from "../../../../../checks/engines/reachability/transport.ts";
import { BLOCKS, cidr, cidrHas, cidrText, span, spanHas, type Cidr, type Span } from "../small-world.ts";

/** A rule as the model knows it. Without an access of a network manager it is one of a group. */
export type Modelled = {
  readonly access: "Allow" | "Deny" | "AlwaysAllow";
  readonly protocol: "tcp" | "udp" | "*";
  readonly sources: readonly Cidr[];
  readonly ports: readonly Span[];
  readonly sourcePorts: "*" | "1000" | "1-1500" | "1-65535";
  readonly to: To;
};
type To =
  | "*"
  | "VirtualNetwork"
  | "Internet"
  | "10.0.0.4"
  | "10.0.0.5"
  | "10.0.0.4/31"
  | "/subscriptions/s/web"
  | "/subscriptions/s/db";

export type Machine = { readonly address: "10.0.0.4" | "10.0.0.5"; readonly groups: readonly ("web" | "db")[] };

/** The interface of the model: 10.0.0.4, in the group web. */
const HERE: Machine = { address: "10.0.0.4", groups: ["web"] };

/** All machines that rules of the model can tell apart. */
export const MACHINES: readonly Machine[] = (["10.0.0.4", "10.0.0.5"] as const).flatMap((address) =>
  ([[], ["web"], ["db"], ["web", "db"]] as const).map((groups) => ({ address, groups })),
);

function leadsTo(to: To, { address, groups }: Machine): boolean {
  if (["*", "VirtualNetwork", "10.0.0.4/31", address].includes(to)) return true;
  return groups.some((group) => to === `/subscriptions/s/${group}`);
}

const TO = fc.constantFrom<To>(
  "*",
  "*",
  "VirtualNetwork",
  "Internet",
  "10.0.0.4",
  "10.0.0.5",
  "10.0.0.4/31",
  "/subscriptions/s/web",
  "/subscriptions/s/db",
);
const modelled = (access: fc.Arbitrary<Modelled["access"]>): fc.Arbitrary<Modelled> =>
  fc.record({
    access,
    protocol: fc.constantFrom("tcp", "udp", "*"),
    sources: fc.array(cidr, { minLength: 1, maxLength: 3 }),
    ports: fc.array(span, { minLength: 1, maxLength: 2 }),
    sourcePorts: fc.constantFrom("*", "*", "*", "1-65535", "1-1500", "1000"),
    to: TO,
  });

export const ofGroup = fc.array(modelled(fc.constantFrom("Allow", "Allow", "Deny")), { maxLength: 4 });
const group = fc.option(ofGroup, { freq: 3 });
export const ofManager = fc.array(
  modelled(fc.constantFrom("Allow", "AlwaysAllow", "Deny")).filter(({ to }) => !to.startsWith("/")),
  { maxLength: 3 },
);

export const securityRule = (
  { access, protocol, sources, ports, sourcePorts, to }: Modelled,
  at: number,
): SecurityRule => ({
  name: `rule-${at}`,
  properties: {
    access,
    direction: "Inbound",
    priority: 100 + at,
    protocol,
    sourceAddressPrefixes: sources.map(cidrText),
    sourcePortRange: sourcePorts,
    destinationPortRanges: ports.map(([from, until]) => `${from}-${until}`),
    ...(to.startsWith("/") ? { destinationApplicationSecurityGroups: [{ id: to }] } : { destinationAddressPrefix: to }),
  },
});

export const adminRule = ({ access, protocol, sources, ports, sourcePorts, to }: Modelled, at: number): AdminRule => ({
  id: `/subscriptions/s/networkManagers/m/securityAdminConfigurations/c/ruleCollections/r/rules/rule-${at}`,
  access,
  direction: "Inbound",
  priority: 1 + at,
  protocol: protocol === "*" ? "Any" : protocol,
  sources: sources.map((source) => ({ addressPrefix: cidrText(source), addressPrefixType: "IPPrefix" })),
  destinations: [{ addressPrefix: to, addressPrefixType: "IPPrefix" }],
  sourcePortRanges: [sourcePorts === "*" ? "0-65535" : sourcePorts],
  destinationPortRanges: ports.map(([from, until]) => `${from}-${until}`),
});

/** The order of a list says nothing: numbers do. */
const turned = <T>(list: readonly T[]): readonly T[] => list.toReversed();

export type World = {
  readonly admin: readonly Modelled[];
  readonly subnet: readonly Modelled[] | null;
  readonly own: readonly Modelled[] | null;
  readonly isOpenWithoutGroup: boolean;
  readonly only: Way["only"];
};
export const world: fc.Arbitrary<World> = fc.record({
  admin: ofManager,
  subnet: group,
  own: group,
  isOpenWithoutGroup: fc.boolean(),
  only: fc.constantFrom(null, null, { transports: ["tcp"], port: 22 }, { transports: ["tcp", "udp"], port: 24 }),
});

const groupRules = (rules: readonly Modelled[], name: string) => inboundRules(turned(rules.map(securityRule)), name);
export const guardOf = ({ admin, subnet, own }: World): Guard => ({
  admin: inboundAdminRules(turned(admin.map(adminRule))),
  subnet: subnet === null ? null : groupRules(subnet, "subnet"),
  own: own === null ? null : groupRules(own, "own"),
});
export const wayOf = ({ isOpenWithoutGroup, only }: World): Way => ({
  family: "ipv4",
  address: rangeOf("10.0.0.4"),
  groups: new Set(["/subscriptions/s/web"]),
  only,
  unsure: null,
  openWithoutGroup: isOpenWithoutGroup,
});

export type Packet = {
  readonly block: number;
  readonly port: number;
  readonly transport: Transport;
  readonly sourcePort: number;
};

/** A source port of each kind that rules of the model can tell apart. */
export const SOURCE_PORTS = [500, 1000, 2000];
const FROM: Readonly<Record<Modelled["sourcePorts"], readonly number[]>> = {
  "*": SOURCE_PORTS,
  "1-65535": SOURCE_PORTS,
  "1-1500": [500, 1000],
  "1000": [1000],
};

/** The access of the first rule that matches a packet; null where none does. Lists of the model are in order of priority. */
export const firstOf = (
  rules: readonly Modelled[],
  { block, port, transport, sourcePort }: Packet,
  machine: Machine = HERE,
): Modelled["access"] | null =>
  rules.find(
    (rule) =>
      [transport, "*"].includes(rule.protocol) &&
      rule.sources.some((source) => cidrHas(source, block)) &&
      rule.ports.some((one) => spanHas(one, port)) &&
      FROM[rule.sourcePorts].includes(sourcePort) &&
      leadsTo(rule.to, machine),
  )?.access ?? null;

/** Whether one packet gets to the interface: by the manager's rules, then the subnet's group, then its own. */
function arrives({ admin, subnet, own, isOpenWithoutGroup, only }: World, packet: Packet): boolean {
  if (only !== null && !(only.port === packet.port && only.transports.includes(String(packet.transport)))) return false;
  const decided = firstOf(admin, packet);
  if (decided === "Deny") return false;
  if (decided === "AlwaysAllow") return true;
  if (subnet === null && own === null) return isOpenWithoutGroup;
  return [subnet, own].every((rules) => rules === null || firstOf(rules, packet) === "Allow");
}

/** Blocks of the world that have more public addresses than the bound: all but those from 224.0.0.0 on. */
export const PUBLIC = BLOCKS.filter((block) => block < 14);

export const isReached = (of: World, port: number, transport: Transport): boolean =>
  PUBLIC.some((block) => SOURCE_PORTS.some((sourcePort) => arrives(of, { block, port, transport, sourcePort })));
