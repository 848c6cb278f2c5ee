// Cases of the way from the internet to a machine of EC2: routes, network ACLs and VPC Block Public Access.
import type { Case } from "../../cases.ts";
import { acl, blockAccess, entry, igw, nat, route, table, unreadRows } from "../aws-network.ts";
import { group, permission, privateEni, rows, running, web } from "./aws-machine.ts";

const pass = "pass" as const;
const fail = "fail" as const;
const indeterminate = "indeterminate" as const;

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
  // https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html: the block covers VPCs that the account owns
  {
    name: "a block of this account, and a subnet that another account shares",
    slice: running(),
    related: rows({ blocks: [blockAccess("block-ingress")], tables: [], acls: [] }),
    expect: indeterminate,
    problem: "not-seen",
  },
  {
    name: "a block, and route tables that were not read, beside the network ACL of the subnet",
    slice: running(),
    related: rows({ blocks: [blockAccess("block-ingress")], tables: unreadRows }),
    expect: pass,
  },
  {
    name: "a block that was not read",
    slice: running(),
    related: rows({ blocks: unreadRows }),
    expect: indeterminate,
    problem: "denied",
  },
];

export const ways: readonly Case[] = [...routes, ...acls, ...blocks];
