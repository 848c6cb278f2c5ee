// Makes networks of AWS for cases: route tables, network ACLs, VPC Block Public Access and security groups.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import type { RelatedRows } from "../cases.ts";

/** A route to `0.0.0.0/0`, `::/0`, another block or a prefix list, by the member that names its target. */
export const route = (destination: string, target: { readonly [member: string]: string }, more: object = {}): Json => ({
  ...(destination.startsWith("pl-")
    ? { DestinationPrefixListId: destination }
    : destination.includes(":")
      ? { DestinationIpv6CidrBlock: destination }
      : { DestinationCidrBlock: destination }),
  ...target,
  Origin: "CreateRoute",
  State: "active",
  ...more,
});

export const igw = { GatewayId: "igw-1" };
export const nat = { NatGatewayId: "nat-1" };
const local = route("10.0.0.0/16", { GatewayId: "local" }, { Origin: "CreateRouteTable" });

/** A route table of vpc-1 with the local route, for these subnets or as the main one. */
export const table = (routes: readonly Json[], of: readonly string[] | "main" = ["subnet-1"]): Json => ({
  RouteTableId: "rtb-1",
  VpcId: "vpc-1",
  Routes: [local, ...routes],
  Associations: of === "main" ? [{ Main: true }] : of.map((SubnetId) => ({ Main: false, SubnetId })),
});

type EntryOf = {
  readonly egress?: boolean;
  readonly protocol?: string;
  readonly ports?: readonly [number, number];
  readonly of?: string;
  readonly action?: string;
};
export const entry = (
  number: number,
  { egress = false, protocol = "-1", ports, of = "0.0.0.0/0", action = "allow" }: EntryOf = {},
): Json => ({
  RuleNumber: number,
  Protocol: protocol,
  RuleAction: action,
  Egress: egress,
  ...(of.includes(":") ? { Ipv6CidrBlock: of } : { CidrBlock: of }),
  ...(ports === undefined ? {} : { PortRange: { From: ports[0], To: ports[1] } }),
});

/** The entries that every network ACL ends with. */
const last: readonly Json[] = [false, true].flatMap((egress) => [
  entry(32767, { egress, action: "deny" }),
  entry(32768, { egress, action: "deny", of: "::/0" }),
]);

export const acl = (entries: readonly Json[], of: readonly string[] = ["subnet-1"]): Json => ({
  NetworkAclId: "acl-1",
  Entries: [...entries, ...last],
  Associations: of.map((SubnetId) => ({ SubnetId })),
});

/** The default network ACL: everything, both ways. */
export const openAcl = (...of: string[]): Json =>
  acl(
    [false, true].flatMap((egress) => [entry(100, { egress }), entry(101, { egress, of: "::/0" })]),
    of.length === 0 ? ["subnet-1"] : of,
  );

export const blockAccess = (
  InternetGatewayBlockMode: string,
  ...exclusions: readonly (readonly [string, string])[]
): Json => ({
  InternetGatewayBlockMode,
  State: "update-complete",
  Exclusions: exclusions.map(([resource, InternetGatewayExclusionMode]) => ({
    ExclusionId: "vpcbpa-exclude-1",
    ResourceArn: `arn:aws:ec2:eu-central-1:111122223333:${resource}`,
    InternetGatewayExclusionMode,
    State: "create-complete",
  })),
});

export const unreadRows: RelatedRows = {
  rows: [],
  complete: false,
  problem: { code: "denied", detail: "ec2:DescribeRouteTables" },
};

/** A network whose subnet has a route from an internet gateway, an open network ACL and no block; each may be another. */
export const network = ({
  tables = [table([route("0.0.0.0/0", igw), route("::/0", igw)])],
  acls = [openAcl()],
  blocks = [blockAccess("off")],
  lists = [],
}: { readonly [relation in "tables" | "acls" | "blocks" | "lists"]?: readonly Json[] | RelatedRows } = {}): {
  readonly [relation: string]: RelatedRows;
} =>
  Object.fromEntries(
    Object.entries({ tables, acls, blocks, lists }).map(([name, given]) => [
      name,
      "rows" in given ? given : { rows: given },
    ]),
  );
