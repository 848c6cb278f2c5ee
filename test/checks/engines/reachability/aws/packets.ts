// Models network ACLs and route tables of AWS by asking every packet: from each block of addresses and each port of a client, to each
// port of an interface. What can't be read is told by the world that is tried.
import fc from "fast-check";
import { isWithin, rangeOf, type AddressRange } from "../../../../../checks/engines/reachability/address-range.ts";
import type { NetworkAcl } from "../../../../../checks/engines/reachability/aws/network-acl.ts";
import type { RouteTable } from "../../../../../checks/engines/reachability/aws/route-table.ts";
import type { PrefixList } from "../../../../../checks/engines/reachability/aws/security-group.ts";
import type { Answer } from "../../../../../checks/kernel.ts";
import {
  BLOCKS,
  cidr,
  cidrHas,
  cidrText,
  PORTS,
  span,
  spanHas,
  type TRANSPORTS,
  type Cidr,
  type Span,
} from "../small-world.ts";

export type Transport = (typeof TRANSPORTS)[number];
/** Ports that a client may have chosen: those of the small world stand for all. */
const CLIENT_PORTS = [0, ...PORTS, 40000];

// --- network ACLs

/** `reads`: whether the entry can be read; one that can't is for the traffic, or is not. */
export type AclEntry = {
  readonly allow: boolean;
  readonly egress: boolean;
  readonly protocol: Transport | "all";
  readonly ports: Span;
  readonly block: Cidr;
  readonly reads: "yes" | "no-ports" | "no-protocol" | "no-action";
};

export const aclEntry = (reads: readonly AclEntry["reads"][]): fc.Arbitrary<AclEntry> =>
  fc.record({
    allow: fc.boolean(),
    egress: fc.boolean(),
    protocol: fc.constantFrom<AclEntry["protocol"]>("tcp", "udp", "all"),
    ports: fc.oneof(span, fc.constant<Span>([0, 65535])),
    block: cidr,
    reads: fc.constantFrom(...reads),
  });

const NUMBERS = { tcp: "6", udp: "17", all: "-1" } as const;

/** The order of the list is no order: numbers are given out so that the last entry is tried first. */
export const aclOf = (entries: readonly AclEntry[]): NetworkAcl => ({
  Entries: entries.map(({ allow, egress, protocol, ports, block, reads }, at) => ({
    RuleNumber: 100 - at,
    Protocol: reads === "no-protocol" ? "something" : NUMBERS[protocol],
    RuleAction: reads === "no-action" ? "inspect" : allow ? "allow" : "deny",
    Egress: egress,
    CidrBlock: cidrText(block),
    ...(protocol === "all" || reads === "no-ports" ? {} : { PortRange: { From: ports[0], To: ports[1] } }),
  })),
});

/** A packet gets through by the entry of the lowest number that is for it. `isFor` and `allows` tell what can't be read. */
function getsThrough(
  entries: readonly AclEntry[],
  egress: boolean,
  transport: Transport,
  block: number,
  port: number,
  world: (entry: AclEntry, what: "is-for" | "allows") => boolean,
): boolean {
  for (const entry of entries.toReversed()) {
    if (entry.egress !== egress || !cidrHas(entry.block, block)) continue;
    const isAll = entry.protocol === "all" && entry.reads !== "no-protocol";
    const matches =
      entry.reads === "no-protocol"
        ? world(entry, "is-for")
        : isAll ||
          (entry.protocol === transport &&
            (entry.reads === "no-ports" ? world(entry, "is-for") : spanHas(entry.ports, port)));
    if (matches) return entry.reads === "no-action" ? world(entry, "allows") : entry.allow;
  }
  return false;
}

export const aclModel = (
  entries: readonly AclEntry[],
  transport: Transport,
  port: number,
  world: (entry: AclEntry, what: "is-for" | "allows") => boolean = () => false,
): readonly number[] =>
  BLOCKS.filter(
    (block) =>
      getsThrough(entries, false, transport, block, port, world) &&
      (transport === "udp" ||
        CLIENT_PORTS.some((client) => getsThrough(entries, true, transport, block, client, world))),
  );

export const blocksIn = (ranges: readonly AddressRange[]): readonly number[] =>
  BLOCKS.filter((block) => isWithin(rangeOf(cidrText([block, 4])) as AddressRange, ranges));

// --- route tables

export const TARGETS = {
  igw: { GatewayId: "igw-1" },
  carrier: { CarrierGatewayId: "cagw-1" },
  endpoint: { GatewayId: "vpce-1" },
  interface: { NetworkInterfaceId: "eni-1" },
  instance: { InstanceId: "i-1", NetworkInterfaceId: "eni-2" },
  nat: { NatGatewayId: "nat-1" },
  transit: { TransitGatewayId: "tgw-1" },
  peering: { VpcPeeringConnectionId: "pcx-1" },
  egressOnly: { EgressOnlyInternetGatewayId: "eigw-1" },
  local: { GatewayId: "local" },
  virtual: { GatewayId: "vgw-1" },
} as const;
export type Target = keyof typeof TARGETS;
const LEADS_IN: ReadonlySet<Target> = new Set(["igw", "carrier", "endpoint", "interface", "instance"]);

export type Routed = {
  readonly block: Cidr;
  readonly target: Target;
  readonly state: "active" | "blackhole";
  readonly known: boolean;
};
/** A list that was not read has entries that nobody knows: `hidden` is what they are in one world. */
export type Listed = { readonly target: Target; readonly entries: readonly Cidr[]; readonly isRead: boolean };

export const routed: fc.Arbitrary<Routed> = fc.record({
  block: cidr,
  target: fc.constantFrom(...(Object.keys(TARGETS) as Target[])),
  state: fc.constantFrom<Routed["state"]>("active", "active", "blackhole"),
  known: fc.constant(true),
});

export const tableOf = (routes: readonly Routed[], lists: readonly Listed[]): RouteTable => ({
  Routes: [
    ...routes.map(({ block, target, state, known }) => ({
      DestinationCidrBlock: cidrText(block),
      State: state,
      ...(known ? TARGETS[target] : {}),
    })),
    ...lists.map(({ target }, at) => ({ DestinationPrefixListId: `pl-${at}`, State: "active", ...TARGETS[target] })),
  ],
});

export const listOf =
  (lists: readonly Listed[]) =>
  (id: string): Answer<PrefixList> => {
    const list = lists[Number(id.slice(3))];
    if (list?.isRead !== true) return { is: "none" };
    return {
      is: "found",
      key: id,
      row: { PrefixListId: id, Entries: list.entries.map((one) => ({ Cidr: cidrText(one) })) },
    };
  };

/** A table has one route to a destination; a CIDR block comes before a prefix list with an entry of the same length. */
export const eachOnce = (routes: readonly Routed[]): readonly Routed[] => [
  ...new Map(routes.map((route) => [cidrText(route.block), route])).values(),
];

export function routeModel(routes: readonly Routed[], lists: readonly Listed[], leads: (route: Routed) => boolean) {
  return BLOCKS.filter((block) => {
    const matching = [
      ...routes
        .filter((route) => cidrHas(route.block, block))
        .map((route) => ({ length: route.block[1], rank: 0, in: leads(route) })),
      ...lists.flatMap(({ target, entries }) =>
        entries
          .filter((entry) => cidrHas(entry, block))
          .map((entry) => ({ length: entry[1], rank: 1, in: LEADS_IN.has(target) })),
      ),
    ];
    const [first] = matching.toSorted((a, b) => b.length - a.length || a.rank - b.rank);
    return first?.in ?? false;
  });
}
export const leadsIn = ({ target, state }: Routed): boolean => state === "active" && LEADS_IN.has(target);
