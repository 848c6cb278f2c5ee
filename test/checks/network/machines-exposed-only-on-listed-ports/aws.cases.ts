// Cases of the check that the internet reaches machines only on listed ports: EC2.
import type { Case, Cases } from "../../cases.ts";
import { igw, nat, openAcl, route, table, unreadRows } from "../aws-network.ts";
import { eni, group, machine, permission, privateEni, rows, running, web } from "./aws-machine.ts";
import { ways } from "./aws-ways.ts";

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
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html: ports of another protocol let all ports in
  ...([[3868, 3868], [-1, -1], null] as const).map((ports) => ({
    name: `SCTP, whose one port is listed, by a rule with the ports ${JSON.stringify(ports)}`,
    slice: running(),
    parameters: { allowedPorts: ["sctp/3868"] },
    related: rows({}, group("sg-1", permission("132", ports, "0.0.0.0/0"))),
    expect: fail,
  })),
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceNetworkInterface.html: Ipv6Prefixes
  {
    name: "a prefix of IPv6 alone",
    slice: running(privateEni({ Ipv6Prefixes: [{ Ipv6Prefix: "2001:db8:0:1::/80" }] })),
    related: rows(),
    expect: fail,
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
  "aws AWS::EC2::Instance": { cases: [...addresses, ...states, ...groupsOfIt, ...ways] },
};
