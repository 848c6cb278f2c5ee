// Reads route tables of AWS: the most specific route to an address decides whether answers to the internet find their way.
import { z } from "zod";
import type { Problem } from "../../../../evidence-schema/record/record.ts";
import type { Answer } from "../../../kernel.ts";
import { BITS, everywhere, rangeOf, type AddressRange } from "../address-range.ts";
import { certain, type Action, type LetIn, type Step } from "../walk.ts";
import type { InternetBound } from "../internet.ts";
import { decided, isBroad, reachOf, unread, type Part } from "./part.ts";
import type { PrefixList } from "./security-group.ts";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html */
const Route = z.object({
  DestinationCidrBlock: z.string().optional(),
  DestinationIpv6CidrBlock: z.string().optional(),
  DestinationPrefixListId: z.string().optional(),
  GatewayId: z.string().optional(),
  CarrierGatewayId: z.string().optional(),
  EgressOnlyInternetGatewayId: z.string().optional(),
  InstanceId: z.string().optional(),
  NetworkInterfaceId: z.string().optional(),
  NatGatewayId: z.string().optional(),
  TransitGatewayId: z.string().optional(),
  LocalGatewayId: z.string().optional(),
  VpcPeeringConnectionId: z.string().optional(),
  CoreNetworkArn: z.string().optional(),
  OdbNetworkArn: z.string().optional(),
  Origin: z.string().optional(),
  State: z.string().optional(),
});
type Route = z.infer<typeof Route>;

export const RouteTable = z.object({ Routes: z.array(Route) });
export type RouteTable = z.infer<typeof RouteTable>;

/** How a target leads the internet in, if it does: an endpoint of a load balancer or firewall, or an appliance, may drop traffic. */
type Way = "gateway" | "endpoint" | "appliance" | "none" | "unknown";

/** Where a route's target leads, and its id. */
function targetOf(route: Route): { readonly way: Way; readonly id: string } {
  const { GatewayId: gateway = "", CarrierGatewayId: carrier, NetworkInterfaceId, InstanceId } = route;
  // A route that is not in force drops what it matches.
  if (route.State !== undefined && route.State !== "active") return { way: "none", id: "" };
  if (carrier !== undefined) return { way: "gateway", id: carrier };
  if (gateway.startsWith("igw-")) return { way: "gateway", id: gateway };
  // Gateway endpoints to S3 and DynamoDB are written so too: the addresses of these services are too few to be the internet.
  if (gateway.startsWith("vpce-")) return { way: "endpoint", id: gateway };
  const appliance = NetworkInterfaceId ?? InstanceId;
  if (appliance !== undefined) return { way: "appliance", id: appliance };
  const elsewhere =
    route.EgressOnlyInternetGatewayId ??
    route.NatGatewayId ??
    route.TransitGatewayId ??
    route.LocalGatewayId ??
    route.VpcPeeringConnectionId ??
    route.CoreNetworkArn ??
    route.OdbNetworkArn;
  const isKnown = elsewhere !== undefined || gateway === "local" || /^(?:vgw|lgw|eigw|nat|tgw|pcx)-/.test(gateway);
  return { way: isKnown ? "none" : "unknown", id: elsewhere ?? gateway };
}

const ACTIONS: { readonly [way in Exclude<Way, "endpoint">]: Action } = {
  gateway: "allow",
  appliance: "allow",
  none: "deny",
  unknown: "unknown",
};

const noTarget: Problem = { code: "not-supported", detail: "a route has a target that this version does not know" };
const behindBlock: Problem = {
  code: "not-supported",
  detail: "VPC Block Public Access may keep the internet from an endpoint though its network is excluded",
};
const noDestination: Problem = { code: "unexpected-shape", detail: "the destination of a route is no CIDR block" };
const listUnread: Problem = {
  code: "not-seen",
  detail: "the entries of a prefix list that a route names were not read",
};

/** Static routes to a CIDR block come before prefix lists, and those before propagated routes, where prefixes are as long. */
const rankOf = (route: Route): number => {
  if (route.GatewayId === "local") return 0;
  if (route.Origin === "EnableVgwRoutePropagation") return 3;
  return route.DestinationPrefixListId === undefined ? 1 : 2;
};

type Found = { readonly route: Route; readonly range: AddressRange | null; readonly problem: Problem | null };

function destinationsOf(route: Route, listOf: (id: string) => Answer<PrefixList>): readonly Found[] {
  const blocks = (texts: readonly string[]): readonly Found[] =>
    texts.map((text) => {
      const range = rangeOf(text);
      return { route, range, problem: range === null ? noDestination : null };
    });
  const { DestinationPrefixListId: list } = route;
  const block = route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock;
  if (list === undefined || block !== undefined) return blocks([block ?? ""]);
  const answer = listOf(list);
  if (answer.is === "found") return blocks(answer.row.Entries.map(({ Cidr }) => Cidr ?? ""));
  return [{ route, range: null, problem: answer.is === "none" ? listUnread : answer.problem }];
}

const size = ({ first, last }: AddressRange): bigint => last - first;

/** Longest prefixes first; a destination that is not known may be for anything, and comes before them. */
function inOrder(a: Found, b: Found): number {
  if (a.range === null || b.range === null) return Number(a.range !== null) - Number(b.range !== null);
  const [own, other] = [size(a.range) * scale(a.range), size(b.range) * scale(b.range)];
  return own === other ? rankOf(a.route) - rankOf(b.route) : own < other ? -1 : 1;
}

/** Families are never compared with each other; as parts of all addresses they have one order. */
const scale = ({ family }: AddressRange): bigint => 2n ** BigInt(BITS.ipv6 - BITS[family]);

export type Routes = Part & {
  /** Targets that lead the internet in: each once, sorted. */
  readonly targets: (bound: InternetBound) => readonly string[];
};

/**
 * The sources to which answers find their way, and so from which connections come in.
 * https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html#route-tables-priority
 * `isExcluded`: from a block that endpoints may stay under. https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html
 */
export function routesIn(
  { Routes: routes }: RouteTable,
  listOf: (id: string) => Answer<PrefixList>,
  isExcluded = false,
): Routes {
  let problem: Problem | null = null;
  const steps = routes
    .flatMap((route) => destinationsOf(route, listOf))
    .toSorted(inOrder)
    .map(({ route, range, problem: cause }): Step<Route> => {
      const { way } = targetOf(route);
      const isHidden = way === "endpoint" && isExcluded;
      problem ??= cause ?? (way === "unknown" ? noTarget : isHidden ? behindBlock : null);
      return {
        rule: route,
        action: way !== "endpoint" ? ACTIONS[way] : isExcluded ? "unknown" : "allow",
        from: range === null ? { sure: [], may: everywhere } : certain([range]),
      };
    });
  const letIn = decided(steps);
  return { reach: reachOf(letIn), problem, targets: (bound) => targetsOf(letIn.sure, bound) };
}

function targetsOf(letIn: readonly LetIn<Route>[], bound: InternetBound): readonly string[] {
  const byTarget = Map.groupBy(letIn, ({ rule }) => targetOf(rule).id);
  const broad = [...byTarget].filter(([, all]) =>
    isBroad(
      all.flatMap(({ reach }) => reach.sure),
      bound,
    ),
  );
  return broad.map(([id]) => id).sort();
}

/** Routes that were not read. */
export const routesUnread = (problem: Problem): Routes => ({ ...unread(problem), targets: () => [] });
