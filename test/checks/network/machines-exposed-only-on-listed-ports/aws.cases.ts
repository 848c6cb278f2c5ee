// Cases of the check that the internet reaches machines only on listed ports: EC2.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases, Members, RelatedRows } from "../../cases.ts";
import { acl, blockAccess, entry, igw, nat, network, openAcl, route, table, unreadRows } from "../aws-network.ts";

const permission = (protocol: string, ports: readonly [number, number] | null, ...sources: string[]): Json => ({
  IpProtocol: protocol,
  ...(ports === null ? {} : { FromPort: ports[0], ToPort: ports[1] }),
  IpRanges: sources
    .filter((one) => !one.includes(":"))
    .map((CidrIp) => ({ CidrIp, Description: "by alice@example.com" })),
  Ipv6Ranges: sources.filter((one) => one.includes(":")).map((CidrIpv6) => ({ CidrIpv6 })),
});
const group = (id: string, ...permissions: Json[]): Json => ({ GroupId: id, IpPermissions: permissions });
const ssh = group("sg-1", permission("tcp", [22, 22], "0.0.0.0/0", "::/0"));
const web = group("sg-1", permission("tcp", [80, 80], "0.0.0.0/0"), permission("tcp", [443, 443], "0.0.0.0/0", "::/0"));

const eni = (members: Members = {}): Json => ({
  NetworkInterfaceId: "eni-1",
  SubnetId: "subnet-1",
  VpcId: "vpc-1",
  Groups: [{ GroupId: "sg-1", GroupName: "of alice" }],
  Association: { PublicIp: "198.51.100.7" },
  PrivateIpAddresses: [{ PrivateIpAddress: "10.0.1.7", Association: { PublicIp: "198.51.100.7" } }],
  Ipv6Addresses: [],
  ...members,
});
const hidden = { Association: null, PrivateIpAddresses: [{ PrivateIpAddress: "10.0.1.7" }] } as const;
/** An interface without a public IPv4 address. */
const privateEni = (members: Members = {}): Json => {
  const { Association: _, ...rest } = eni({ ...hidden, ...members }) as { [member: string]: Json };
  return rest;
};
const machine = (state: string, ...interfaces: Json[]): Json => ({
  InstanceId: "i-1",
  State: { Name: state },
  NetworkInterfaces: interfaces.length === 0 ? [eni()] : interfaces,
});
const running = (...interfaces: Json[]): Json => machine("running", ...interfaces);

type Given = Parameters<typeof network>[0];
const rows = (given: Given = {}, ...groups: Json[]): { readonly [relation: string]: RelatedRows } => ({
  groups: { rows: groups.length === 0 ? [ssh] : groups },
  ...network(given),
});

const BOUND = "(a range wider than an IPv4 /8 or IPv6 /32)";
const pass = "pass" as const;
const fail = "fail" as const;
const indeterminate = "indeterminate" as const;

const addresses: readonly Case[] = [
  {
    name: "SSH from anywhere, an address, and a route from an internet gateway",
    slice: running(),
    related: rows(),
    expect: fail,
    because: `groups, ACLs and routes let the internet ${BOUND} in on unlisted tcp/22`,
    facts: {
      publicAddresses: ["IPv4"],
      routeTargets: ["igw-1"],
      openTraffic: ["tcp/22"],
      openTrafficCount: 1,
      rules: [{ protocol: "tcp", ports: ["22-22"], sources: ["0.0.0.0/0", "::/0"] }],
      ruleCount: 1,
    },
  },
  {
    name: "the web from anywhere",
    slice: running(),
    related: rows({}, web),
    expect: pass,
    because: `groups, ACLs and routes let the internet ${BOUND} in on listed traffic at most`,
    facts: { publicAddresses: ["IPv4"], routeTargets: ["igw-1"] },
  },
  {
    name: "no public address",
    slice: running(privateEni()),
    related: rows(),
    expect: pass,
    because: "the machine has no public address",
    facts: { publicAddresses: [], closedBy: ["no public address"] },
  },
  {
    name: "a public address that is a second one of the interface",
    slice: running(privateEni({ PrivateIpAddresses: [{}, { Association: { PublicIp: "198.51.100.8" } }] })),
    related: rows(),
    expect: fail,
  },
  {
    name: "an address of IPv6 alone",
    slice: running(privateEni({ Ipv6Addresses: [{ Ipv6Address: "2001:db8::7" }] })),
    related: rows(),
    expect: fail,
    facts: {
      publicAddresses: ["IPv6"],
      routeTargets: ["igw-1"],
      openTraffic: ["tcp/22"],
      openTrafficCount: 1,
      rules: [{ protocol: "tcp", ports: ["22-22"], sources: ["0.0.0.0/0", "::/0"] }],
      ruleCount: 1,
    },
  },
  {
    name: "an address of IPv6, behind a group for IPv4 alone",
    slice: running(privateEni({ Ipv6Addresses: [{ Ipv6Address: "2001:db8::7" }] })),
    related: rows({}, group("sg-1", permission("tcp", [22, 22], "0.0.0.0/0"))),
    expect: pass,
  },
  // https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html
  {
    name: "an address of IPv6, which an egress-only gateway leads nobody to",
    slice: running(privateEni({ Ipv6Addresses: [{ Ipv6Address: "2001:db8::7" }] })),
    related: rows({
      tables: [table([route("0.0.0.0/0", igw), route("::/0", { EgressOnlyInternetGatewayId: "eigw-1" })])],
    }),
    expect: pass,
    because: "no route of the machine's subnet leads the internet in",
  },
  {
    name: "a unique local address of IPv6",
    slice: running(privateEni({ Ipv6Addresses: [{ Ipv6Address: "fd00:10::7" }] })),
    related: rows(),
    expect: pass,
    because: "the machine has no public address",
  },
  {
    name: "a second interface, whose group is open",
    slice: running(privateEni(), eni({ SubnetId: "subnet-2", Groups: [{ GroupId: "sg-2" }] })),
    related: rows(
      {
        tables: [table([], ["subnet-1"]), table([route("0.0.0.0/0", igw)], ["subnet-2"])],
        acls: [openAcl("subnet-2")],
      },
      group("sg-2", permission("-1", null, "0.0.0.0/0")),
    ),
    expect: fail,
  },
  {
    name: "two interfaces, each closed by something else",
    slice: running(privateEni(), eni({ SubnetId: "subnet-2" })),
    related: rows({ tables: [table([route("0.0.0.0/0", nat)], ["subnet-2"])] }),
    expect: pass,
    because: "each interface of the machine is closed to the internet",
    facts: { publicAddresses: ["IPv4"], closedBy: ["no public address", "routes"] },
  },
  {
    name: "no interface",
    slice: { State: { Name: "running" }, NetworkInterfaces: [] },
    expect: indeterminate,
    problem: "not-in-answer",
  },
  {
    name: "nothing said about interfaces",
    slice: { State: { Name: "running" } },
    expect: indeterminate,
    problem: "not-in-answer",
  },
];

const states: readonly Case[] = [
  ...["terminated", "shutting-down"].map((state) => ({
    name: `a machine that is ${state}`,
    slice: machine(state, eni()),
    related: rows(),
    expect: "not-applicable" as const,
  })),
  { name: "a stopped machine that keeps its address", slice: machine("stopped", eni()), related: rows(), expect: fail },
  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html
  {
    name: "a stopped machine, which may get an address when it starts",
    slice: machine("stopped", privateEni()),
    related: rows(),
    expect: indeterminate,
    because: "a stopped machine may get a public address when it starts, and the answer from AWS does not say so",
  },
  {
    name: "a stopped machine in a subnet without a route from the internet",
    slice: machine("stopped", privateEni()),
    related: rows({ tables: [table([route("0.0.0.0/0", nat)])] }),
    expect: pass,
  },
  {
    name: "a stopped machine behind a group for the web",
    slice: machine("stopped", privateEni()),
    related: rows({}, web),
    expect: pass,
  },
  { name: "a machine without a state", slice: { NetworkInterfaces: [eni()] }, related: rows(), expect: fail },
];

const routes: readonly Case[] = [
  {
    name: "a subnet that only a NAT gateway leads out of",
    slice: running(),
    related: rows({ tables: [table([route("0.0.0.0/0", nat)])] }),
    expect: pass,
    because: "no route of the machine's subnet leads the internet in",
    facts: { publicAddresses: ["IPv4"], closedBy: ["routes"] },
  },
  {
    name: "a subnet by the main route table of its VPC",
    slice: running(),
    related: rows({ tables: [table([route("0.0.0.0/0", igw)], "main")] }),
    expect: fail,
  },
  {
    name: "a subnet with a table of its own, beside a main one with an internet gateway",
    slice: running(),
    related: rows({ tables: [table([]), table([route("0.0.0.0/0", igw)], "main")] }),
    expect: pass,
  },
  {
    name: "an internet gateway that is gone",
    slice: running(),
    related: rows({ tables: [table([route("0.0.0.0/0", igw, { State: "blackhole" })])] }),
    expect: pass,
  },
  // https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html#route-tables-gwlbe
  {
    name: "an endpoint of a Gateway Load Balancer",
    slice: running(),
    related: rows({ tables: [table([route("0.0.0.0/0", { GatewayId: "vpce-1" })])] }),
    expect: fail,
  },
  {
    name: "a route to an office alone",
    slice: running(),
    related: rows({ tables: [table([route("198.51.100.0/24", igw)])] }),
    expect: pass,
  },
  // https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html#route-tables-vpce
  {
    name: "a gateway endpoint to S3 beside a NAT gateway",
    slice: running(),
    related: rows({
      tables: [table([route("0.0.0.0/0", nat), route("pl-1", { GatewayId: "vpce-1" })])],
      lists: [{ PrefixListId: "pl-1", Entries: [{ Cidr: "52.218.0.0/17" }] }],
    }),
    expect: pass,
  },
  {
    name: "the same, whose prefix list was not read",
    slice: running(),
    related: rows({ tables: [table([route("0.0.0.0/0", nat), route("pl-1", { GatewayId: "vpce-1" })])] }),
    expect: indeterminate,
    because: "the entries of a prefix list that a route names were not read",
  },
  {
    name: "a gateway endpoint to S3 beside an internet gateway, whose prefix list was not read",
    slice: running(),
    related: rows({ tables: [table([route("0.0.0.0/0", igw), route("pl-1", { GatewayId: "vpce-1" })])] }),
    expect: fail,
  },
  {
    name: "a route to a prefix list by an internet gateway",
    slice: running(),
    related: rows({
      tables: [table([route("pl-1", igw)])],
      lists: [{ PrefixListId: "pl-1", Entries: [{ Cidr: "0.0.0.0/1" }, { Cidr: "128.0.0.0/1" }] }],
    }),
    expect: fail,
  },
  {
    name: "a target that nobody knows yet",
    slice: running(),
    related: rows({ tables: [table([route("0.0.0.0/0", {})])] }),
    expect: indeterminate,
    problem: "not-supported",
  },
  {
    name: "route tables that were not read",
    slice: running(),
    related: rows({ tables: unreadRows }),
    expect: indeterminate,
    problem: "denied",
  },
  {
    name: "route tables that were not read, behind a group for the web",
    slice: running(),
    related: rows({ tables: unreadRows }, web),
    expect: pass,
  },
  // https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing.html
  {
    name: "a subnet of another account, whose tables are there",
    slice: running(),
    related: rows({ tables: [table([route("0.0.0.0/0", igw)], ["subnet-9"])] }),
    expect: indeterminate,
    problem: "not-seen",
  },
];

const out = entry(100, { egress: true, protocol: "6", ports: [1024, 65535] });

const acls: readonly Case[] = [
  {
    name: "a network ACL that lets the web in alone",
    slice: running(),
    related: rows({ acls: [acl([out, entry(100, { protocol: "6", ports: [443, 443] })])] }),
    expect: pass,
  },
  {
    name: "a deny before the allow",
    slice: running(),
    related: rows({ acls: [acl([out, entry(90, { protocol: "6", ports: [22, 22], action: "deny" }), entry(100)])] }),
    expect: pass,
  },
  {
    name: "a deny after the allow",
    slice: running(),
    related: rows({ acls: [acl([out, entry(100), entry(110, { protocol: "6", ports: [22, 22], action: "deny" })])] }),
    expect: fail,
  },
  {
    name: "no way out for answers",
    slice: running(),
    related: rows({ acls: [acl([entry(100)])] }),
    expect: pass,
  },
  {
    name: "a way out for answers to one port, which a client may choose",
    slice: running(),
    related: rows({ acls: [acl([entry(100), entry(100, { egress: true, protocol: "6", ports: [443, 443] })])] }),
    expect: fail,
  },
  {
    name: "UDP, which arrives without an answer",
    slice: running(),
    related: rows({ acls: [acl([entry(100)])] }, group("sg-1", permission("udp", [161, 161], "0.0.0.0/0"))),
    expect: fail,
  },
  {
    name: "an entry for IPv4, and a machine with IPv6 alone",
    slice: running(privateEni({ Ipv6Addresses: [{ Ipv6Address: "2001:db8::7" }] })),
    related: rows({ acls: [acl([entry(100), entry(100, { egress: true })])] }),
    expect: pass,
  },
  {
    name: "an entry whose ports can't be read",
    slice: running(),
    related: rows({ acls: [acl([out, entry(100, { protocol: "6" })])] }),
    expect: indeterminate,
    problem: "unexpected-shape",
  },
  {
    name: "a network ACL that was not read",
    slice: running(),
    related: rows({ acls: unreadRows }),
    expect: indeterminate,
    problem: "denied",
  },
  {
    name: "a network ACL that was not read, in a subnet without a route from the internet",
    slice: running(),
    related: rows({ acls: unreadRows, tables: [table([])] }),
    expect: pass,
  },
  {
    name: "ICMP of one type, where ICMP is not allowed",
    slice: running(),
    parameters: { allowIcmp: false },
    related: rows(
      { acls: [acl([{ ...(entry(100, { protocol: "1" }) as object), IcmpTypeCode: { Type: 8, Code: -1 } }])] },
      group("sg-1", permission("icmp", [-1, -1], "0.0.0.0/0")),
    ),
    expect: indeterminate,
    problem: "not-supported",
  },
];

// https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
const blocks: readonly Case[] = [
  ...["block-ingress", "block-bidirectional"].map((mode) => ({
    name: `VPC Block Public Access: ${mode}`,
    slice: running(),
    related: rows({ blocks: [blockAccess(mode)] }),
    expect: pass,
    because: "VPC Block Public Access keeps the internet from the machine",
    facts: { publicAddresses: ["IPv4"], closedBy: ["VPC Block Public Access"] },
  })),
  ...(
    [
      ["subnet/subnet-1", "allow-bidirectional", fail],
      ["vpc/vpc-1", "allow-bidirectional", fail],
      ["vpc/vpc-1", "allow-egress", pass],
      ["vpc/vpc-2", "allow-bidirectional", pass],
      ["subnet/subnet-1", "something", indeterminate],
    ] as const
  ).map(([resource, mode, expect]) => ({
    name: `VPC Block Public Access with an exclusion of ${resource}: ${mode}`,
    slice: running(),
    related: rows({ blocks: [blockAccess("block-bidirectional", [resource, mode])] }),
    expect,
  })),
  {
    name: "an exclusion of the VPC and another of the subnet",
    slice: running(),
    related: rows({
      blocks: [blockAccess("block-ingress", ["vpc/vpc-1", "allow-egress"], ["subnet/subnet-1", "allow-bidirectional"])],
    }),
    expect: indeterminate,
    problem: "not-supported",
  },
  // https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html
  {
    name: "an exclusion, and a route through an endpoint of a Gateway Load Balancer",
    slice: running(),
    related: rows({
      blocks: [blockAccess("block-ingress", ["vpc/vpc-1", "allow-bidirectional"])],
      tables: [table([route("0.0.0.0/0", { GatewayId: "vpce-1" })])],
    }),
    expect: indeterminate,
    problem: "not-supported",
  },
  {
    name: "a block that is being changed",
    slice: running(),
    related: rows({ blocks: [{ ...(blockAccess("block-ingress") as object), State: "update-in-progress" }] }),
    expect: indeterminate,
    problem: "unconfirmed",
  },
  {
    name: "a block that was not read",
    slice: running(),
    related: rows({ blocks: unreadRows }),
    expect: indeterminate,
    problem: "denied",
  },
];

const groupsOfIt: readonly Case[] = [
  {
    name: "SSH from an office",
    slice: running(),
    related: rows({}, group("sg-1", permission("tcp", [22, 22], "198.51.100.0/24"))),
    expect: pass,
  },
  {
    name: "all traffic from anywhere",
    slice: running(),
    related: rows({}, group("sg-1", permission("-1", null, "0.0.0.0/0"))),
    expect: fail,
  },
  {
    name: "two groups that open one half of the internet each",
    slice: running(eni({ Groups: [{ GroupId: "sg-1" }, { GroupId: "sg-2" }] })),
    related: rows(
      {},
      group("sg-1", permission("tcp", [22, 22], "0.0.0.0/1")),
      group("sg-2", permission("tcp", [22, 22], "128.0.0.0/1")),
    ),
    expect: fail,
  },
  {
    name: "SSH from anywhere, listed by the company",
    slice: running(),
    related: rows(),
    parameters: { allowedPorts: ["tcp/22"] },
    expect: pass,
  },
  {
    name: "a group that was not read",
    slice: running(),
    related: { ...rows(), groups: unreadRows },
    expect: indeterminate,
    problem: "denied",
  },
  {
    name: "a group that was not read, in a subnet without a route from the internet",
    slice: running(),
    related: { ...rows({ tables: [table([])] }), groups: unreadRows },
    expect: pass,
  },
  {
    name: "no group named",
    slice: running(eni({ Groups: [] })),
    related: rows(),
    expect: indeterminate,
    because: "the answer from AWS names no security group of the machine",
  },
  {
    name: "an open interface beside one whose group was not read",
    slice: running(eni(), eni({ Groups: [{ GroupId: "sg-9" }] })),
    related: rows(),
    expect: fail,
  },
];

export const cases: Cases = {
  "aws AWS::EC2::Instance": { cases: [...addresses, ...states, ...routes, ...acls, ...blocks, ...groupsOfIt] },
};
