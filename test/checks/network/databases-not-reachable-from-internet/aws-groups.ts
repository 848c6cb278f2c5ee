// Cases of databases of AWS behind security groups, whose way from the internet nobody read.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Members } from "../../cases.ts";
import { byList, entries, group, groups, office, open, permission } from "./group.ts";

export const member = (id: string, Status = "active"): Json => ({ VpcSecurityGroupId: id, Status });

const closed = { allowPublicEndpoint: false };

/** Cases of a public database that say nothing of its way are of subnets that nobody read. */
export const BEYOND =
  "public endpoint, groups let in the internet (a range wider than an IPv4 /8 or IPv6 /32); not read:";

/** What holds of each of them: an address of the internet behind security groups. */
export const behindGroups = (database: (members?: Members) => Json, unread: string): readonly Case[] => [
  {
    name: "no public address, behind an open group",
    slice: database({ PubliclyAccessible: false }),
    related: groups(open()),
    expect: "pass",
    because: "the database has no public endpoint that accepts connections",
    facts: { publicEndpoint: false },
  },
  {
    name: "a public address behind an open group",
    slice: database(),
    related: groups(open()),
    expect: "fail",
    because: `${BEYOND} ${unread}`,
    facts: {
      publicEndpoint: true,
      port: 5432,
      notRead: unread === "subnets" ? ["subnets"] : ["VPC Block Public Access", "network ACLs", "routes"],
      rules: [{ protocol: "tcp", ports: ["5432-5432"], sources: ["0.0.0.0/0"] }],
      ruleCount: 1,
    },
  },
  {
    name: "a public address behind a group for an office",
    slice: database(),
    related: groups(office()),
    expect: "pass",
    because:
      "the database has a public endpoint, and its rules do not let in the internet (a range wider than an IPv4 /8 or IPv6 /32)",
    facts: { publicEndpoint: true },
  },
  {
    name: "the same, where no public address is allowed",
    slice: database(),
    related: groups(office()),
    parameters: closed,
    expect: "fail",
    because: "the database has a public endpoint",
    facts: { publicEndpoint: true },
  },
  {
    name: "no public address, where none is allowed",
    slice: database({ PubliclyAccessible: false }),
    parameters: closed,
    expect: "pass",
  },
  {
    name: "a group that is open to another port",
    slice: database(),
    related: groups(group("sg-1", permission(443, 443, "0.0.0.0/0"))),
    expect: "pass",
  },
  {
    name: "a group that is open to all ports by IPv6",
    slice: database(),
    related: groups(group("sg-1", { IpProtocol: "-1", Ipv6Ranges: [{ CidrIpv6: "::/0" }] })),
    expect: "fail",
  },
  {
    name: "a group that is open by UDP, which no client of it speaks",
    slice: database(),
    related: groups(group("sg-1", { IpProtocol: "udp", IpRanges: [{ CidrIp: "0.0.0.0/0" }] })),
    expect: "pass",
  },
  {
    name: "two groups, one of which is open",
    slice: database({ VpcSecurityGroups: [member("sg-2"), member("sg-1")] }),
    related: groups(office("sg-1"), open("sg-2")),
    expect: "fail",
  },
  {
    name: "two groups with one half of the internet each",
    slice: database({ VpcSecurityGroups: [member("sg-1"), member("sg-2")] }),
    related: groups(
      group("sg-1", permission(5432, 5432, "0.0.0.0/1")),
      group("sg-2", permission(5000, 6000, "128.0.0.0/1")),
    ),
    expect: "fail",
  },
  {
    name: "an open group of something else",
    slice: database(),
    related: groups(office("sg-1"), open("sg-2")),
    expect: "pass",
  },
  {
    name: "an open group that is being removed",
    slice: database({ VpcSecurityGroups: [member("sg-1", "removing")] }),
    related: groups(open()),
    expect: "fail",
  },
  {
    name: "a group that was not read",
    slice: database(),
    related: { groups: { rows: [], complete: false, problem: { code: "denied", detail: "config:Select" } } },
    expect: "indeterminate",
    problem: "denied",
  },
  {
    name: "a group that is in no account of ours",
    slice: database(),
    related: groups(),
    expect: "indeterminate",
    because: "a security group of the database is not among the groups that were read in this account and region",
  },
  // A witness decides, whatever else could not be read.
  {
    name: "an open group, and another that was not read",
    slice: database({ VpcSecurityGroups: [member("sg-0"), member("sg-1")] }),
    related: { groups: { rows: [open()], complete: false } },
    expect: "fail",
  },
  {
    name: "a group that was not read, where no public address is allowed",
    slice: database(),
    related: { groups: { rows: [], complete: false } },
    parameters: closed,
    expect: "fail",
  },
  {
    name: "a group that lets a prefix list in whose entries were not read",
    slice: database(),
    related: groups(byList),
    expect: "indeterminate",
    problem: "not-seen",
  },
  {
    name: "a group that lets a prefix list of everything in",
    slice: database(),
    related: { ...groups(byList), ...entries("0.0.0.0/0") },
    expect: "fail",
    facts: {
      publicEndpoint: true,
      port: 5432,
      notRead: unread === "subnets" ? ["subnets"] : ["VPC Block Public Access", "network ACLs", "routes"],
      rules: [{ protocol: "tcp", ports: ["5432-5432"], sources: ["pl-1"] }],
      ruleCount: 1,
    },
  },
  {
    name: "a group that lets a prefix list of an office in",
    slice: database(),
    related: { ...groups(byList), ...entries("192.0.2.0/24") },
    expect: "pass",
  },
  {
    name: "a group that lets in half the internet",
    slice: database(),
    related: groups(group("sg-1", permission(5432, 5432, "0.0.0.0/1"))),
    expect: "fail",
    because: `${BEYOND} ${unread}`,
  },
  {
    name: "no group",
    slice: database({ VpcSecurityGroups: [] }),
    expect: "indeterminate",
    because: "the answer from AWS names no security group of the database",
  },
  {
    name: "a group of an unexpected shape",
    slice: database(),
    related: groups({ GroupId: "sg-1" }),
    expect: "indeterminate",
    problem: "unexpected-shape",
  },
];
