// Decides whether the internet reaches a database of AWS: security groups add up, and each of its subnets is a way to it.
import { z } from "zod";
import type { JsonObject, Problem } from "../../../evidence-schema/record/record.ts";
import { everywhere } from "../../engines/reachability/address-range.ts";
import { exposureThrough, letsIn, unread, type Part } from "../../engines/reachability/aws/part.ts";
import { theInternet, type InternetBound } from "../../engines/reachability/internet.ts";
import { describeOpenings, listed } from "../../engines/reachability/opening.ts";
import { carries } from "../../engines/reachability/transport.ts";
import { relation, type Answer, type Question } from "../../kernel.ts";
import { groupRelations, groupsOf, type Groups } from "../../readings/aws/security-groups.ts";
import { networkOf, subnetRelations } from "../../readings/aws/subnet-network.ts";
import type { Admission } from "./endpoint.ts";
import type { Parameters } from "./parameters.ts";

/** Memberships that are being added or removed count as well: whether they are in force yet is not told. */
export const SecurityGroups = z.array(z.object({ VpcSecurityGroupId: z.string() })).optional();

/** The members that the subnet groups of RDS and Redshift have in common. */
export const SubnetGroup = z.object({
  VpcId: z.string().optional(),
  Subnets: z.array(z.object({ SubnetIdentifier: z.string() })).optional(),
});
export type SubnetGroup = z.infer<typeof SubnetGroup>;

export const related = { ...groupRelations, ...subnetRelations };
type Related = Question<Parameters, typeof related>["related"];

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBSubnetGroup.html */
export const dbSubnetGroups = relation({
  type: "AWS::RDS::DBSubnetGroup",
  within: "region",
  global: false,
  reads: SubnetGroup.extend({ DBSubnetGroupName: z.string() }),
  on: (row) => [row.DBSubnetGroupName],
});

/** https://docs.aws.amazon.com/redshift/latest/APIReference/API_ClusterSubnetGroup.html */
export const clusterSubnetGroups = relation({
  type: "AWS::Redshift::ClusterSubnetGroup",
  within: "region",
  global: false,
  reads: SubnetGroup.extend({ ClusterSubnetGroupName: z.string() }),
  on: (row) => [row.ClusterSubnetGroupName],
});

const notInAnswer = (detail: string): Problem => ({ code: "not-in-answer", detail });

/** The subnet group that a database names. */
export function groupNamed(
  name: string | undefined,
  groups: (name: string) => { find(predicate: () => boolean): Answer<SubnetGroup> },
): SubnetGroup | Problem {
  if (name === undefined) return notInAnswer("the answer from AWS names no subnet group of the database");
  const answer = groups(name).find(() => true);
  if (answer.is === "found") return answer.row;
  const detail = "the subnet group of the database is not among those that were read in this account and region";
  return answer.is === "none" ? { code: "not-seen", detail } : answer.problem;
}

/** A part by the name that it has in a sentence. */
type Named = { readonly name: string; readonly part: Part };

type Way = {
  /** Parts that are the same for all ports, and the network ACL of a port. */
  readonly always: readonly Named[];
  readonly acl: (port: number) => Named;
  readonly targets: readonly string[];
};

const SUBNETS = "subnets";
const ROUTES = "routes";
const ACLS = "network ACLs";
const BLOCK = "VPC Block Public Access";
const ADDRESSES = "addresses";

const IPV4 = everywhere.filter(({ family }) => family === "ipv4");
const IPV4_ONLY: readonly Named[] = [{ name: ADDRESSES, part: { reach: { sure: IPV4, may: IPV4 }, problem: null } }];

/** The sentence of a pass by the part that closes every way. */
const CLOSING: ReadonlyMap<string, string> = new Map(
  Object.entries({
    [BLOCK]: "VPC Block Public Access keeps the internet from its subnets",
    [ROUTES]: "no route of its subnets leads the internet in",
    [ADDRESSES]: "no route of its subnets leads the internet in to its address of IPv4",
    [ACLS]: "network ACLs and routes of its subnets keep the internet from its port",
  }),
);

/** A way through each subnet of a group: where the database is now, and where it may be after a failover. */
function waysThrough(group: SubnetGroup | Problem, asked: Related, bound: InternetBound): readonly Way[] {
  const place = placeOf(group);
  if ("detail" in place) {
    const subnets = { name: SUBNETS, part: unread(place) };
    return [{ always: [], acl: () => subnets, targets: [] }];
  }
  return place.subnets.map((subnet) => {
    const { routes, block, acl } = networkOf(subnet, place.vpc, asked);
    return {
      always: [
        { name: BLOCK, part: block },
        { name: ROUTES, part: routes },
      ],
      acl: (port) => ({ name: ACLS, part: acl(port, "tcp") }),
      targets: routes.targets(bound),
    };
  });
}

function placeOf(
  group: SubnetGroup | Problem,
): { readonly vpc: string; readonly subnets: readonly string[] } | Problem {
  if ("detail" in group) return group;
  const { VpcId, Subnets = [] } = group;
  if (VpcId === undefined || Subnets.length === 0)
    return notInAnswer("the answer from AWS does not name the subnets of the database");
  return { vpc: VpcId, subnets: [...new Set(Subnets.map(({ SubnetIdentifier }) => SubnetIdentifier))].sort() };
}

const partsOf = (named: readonly Named[]): readonly Part[] => named.map(({ part }) => part);

/** The parts by which every way lets nobody in, whatever ports are open; null if there may be a way. */
function closedBy(ways: readonly Way[], bound: InternetBound): readonly string[] | null {
  const first = ways.map(
    ({ always }) => always.find((_, at) => letsIn(partsOf(always.slice(0, at + 1)), bound) === "no")?.name ?? null,
  );
  const names = first.filter((name) => name !== null);
  return names.length === ways.length ? names : null;
}

function closed(names: readonly string[]): Admission {
  const closing = [...new Set(names)].sort();
  const [only = ""] = closing.length === 1 ? closing : [];
  const because = CLOSING.get(only) ?? "each of its subnets is closed to the internet";
  const facts = { closedBy: closing };
  return {
    open: null,
    problem: null,
    closed: { because: `the database has a public endpoint, and ${because}`, facts },
  };
}

/** Whether groups let the internet in on any port by a way; what was not read may. */
function isOpenOnAnyPort({ named, openings }: Groups, ways: readonly Way[], bound: InternetBound): boolean {
  const ranges = named.filter(({ protocol }) => carries(protocol, "tcp")).flatMap(({ ports }) => ports);
  // Rules that have a port in common have the first port of one of them in common.
  return ["0", ...ranges].some((range) => {
    const rules = openings(Number.parseInt(range, 10) || 0, "tcp");
    return ways.some(({ always }) => {
      const { open, problem } = exposureThrough(rules, partsOf(always), bound);
      return open.length > 0 || problem !== null;
    });
  });
}

/**
 * Config items say port 0 where they mean none. A database is reached over TCP. `elsewhere`: why the database may listen on a port
 * beside this one, or null. `isIpv4Only`: the database has no address of IPv6.
 */
export function admissionBy(
  memberships: z.infer<typeof SecurityGroups>,
  port: number | undefined,
  group: SubnetGroup | Problem,
  { related: asked, parameters }: Question<Parameters, typeof related>,
  { elsewhere = null, isIpv4Only = false }: { readonly elsewhere?: Problem | null; readonly isIpv4Only?: boolean } = {},
): Admission {
  const families = isIpv4Only ? IPV4_ONLY : [];
  const ways = waysThrough(group, asked, parameters).map((way) => ({ ...way, always: [...way.always, ...families] }));
  const by = closedBy(ways, parameters);
  if (by !== null) return closed(by);
  if (port === undefined || port === 0)
    return { open: null, problem: notInAnswer("the answer from AWS does not say which port the database uses") };
  const ids = (memberships ?? []).map(({ VpcSecurityGroupId }) => VpcSecurityGroupId);
  const groups = groupsOf(ids, "the database", asked);
  const rules = groups.openings(port, "tcp");
  const alone = exposureThrough({ ...rules, problem: null }, partsOf(families), parameters).open;
  const exposures = ways.map(({ always, acl }) => exposureThrough(rules, partsOf([...always, acl(port)]), parameters));
  const open = exposures.flatMap((exposure) => exposure.open);
  if (open.length > 0) {
    const targets = listed(ways.flatMap((way, at) => (exposures[at]?.open.length === 0 ? [] : way.targets)));
    return {
      open: { port, ...describeOpenings(open), routeTargets: targets } as JsonObject,
      because: `public endpoint; groups, network ACLs and routes let in ${theInternet(parameters)}`,
      problem: null,
    };
  }
  const problem = exposures.find((exposure) => exposure.problem !== null)?.problem ?? null;
  if (problem === null && elsewhere !== null && isOpenOnAnyPort(groups, ways, parameters))
    return { open: null, problem: elsewhere };
  if (problem === null) return alone.length === 0 ? { open: null, problem } : closed([ACLS]);
  if (alone.length === 0) return { open: null, problem: rules.problem ?? problem };
  // A public endpoint behind open groups is a failure by itself; the sentence says how far the way to it was read.
  const unknown = ways.flatMap(({ always, acl }) => [...always, acl(port)]).filter(({ part }) => part.problem !== null);
  const notRead = [...new Set(unknown.map(({ name }) => name))].sort();
  return {
    open: { port, ...describeOpenings(alone), notRead },
    because: `public endpoint, groups let in ${theInternet(parameters)}; not read: ${shortly(notRead)}`,
    problem: null,
  };
}

/** A sentence of evidence has room for one of the names, which facts have in full. */
function shortly([first = "", ...more]: readonly string[]): string {
  const name = first === BLOCK ? "VPC block" : first;
  return more.length === 0 ? name : `${name} and more`;
}
