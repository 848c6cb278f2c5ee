// Cases of the check that firewalls let the internet in only on listed ports: security groups and network ACLs of AWS.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases, RelatedRows } from "../../cases.ts";
import { acl, entry } from "../aws-network.ts";

const permission = (protocol: string, ports: readonly [number, number] | null, ...sources: string[]): Json => ({
  IpProtocol: protocol,
  ...(ports === null ? {} : { FromPort: ports[0], ToPort: ports[1] }),
  IpRanges: sources
    .filter((one) => !one.includes(":"))
    .map((CidrIp) => ({ CidrIp, Description: "by alice@example.com" })),
  Ipv6Ranges: sources.filter((one) => one.includes(":")).map((CidrIpv6) => ({ CidrIpv6 })),
});
const group = (...permissions: Json[]): Json => ({ GroupId: "sg-1", IpPermissions: permissions });
const byList = group({ IpProtocol: "tcp", FromPort: 22, ToPort: 22, PrefixListIds: [{ PrefixListId: "pl-1" }] });
const entries = (...blocks: string[]): { lists: RelatedRows } => ({
  lists: { rows: [{ PrefixListId: "pl-1", Entries: blocks.map((Cidr) => ({ Cidr })) }] },
});

const BOUND = "(a range wider than an IPv4 /8 or IPv6 /32)";
const all = "0.0.0.0/0";

// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-rules-reference.html
const documented: readonly Case[] = [
  {
    name: "web server rules",
    slice: group(permission("tcp", [80, 80], all), permission("tcp", [443, 443], all, "::/0")),
    expect: "pass",
    because: `the rules let the internet ${BOUND} in on listed traffic at most`,
  },
  {
    name: "database server rules, from a network",
    slice: group(permission("tcp", [3306, 3306], "10.0.0.0/16")),
    expect: "pass",
  },
  {
    name: "rules to connect from your computer",
    slice: group(permission("tcp", [22, 22], "203.0.113.25/32"), permission("tcp", [3389, 3389], "203.0.113.25/32")),
    expect: "pass",
  },
  { name: "rules for ping", slice: group(permission("icmp", [8, -1], all)), expect: "pass" },
  {
    name: "DNS server rules",
    slice: group(permission("tcp", [53, 53], all), permission("udp", [53, 53], all)),
    expect: "fail",
    because: `the rules let the internet ${BOUND} in on unlisted tcp/53, udp/53`,
    facts: {
      openTraffic: ["tcp/53", "udp/53"],
      openTrafficCount: 2,
      rules: [
        { protocol: "tcp", ports: ["53-53"], sources: [all] },
        { protocol: "udp", ports: ["53-53"], sources: [all] },
      ],
      ruleCount: 2,
    },
  },
];

const groups: readonly Case[] = [
  ...documented,
  { name: "no rule", slice: group(), expect: "pass" },
  { name: "protocol -1, which has no ports", slice: group(permission("-1", null, all)), expect: "fail" },
  { name: "all ports by IPv6 alone", slice: group(permission("tcp", [0, 65535], "::/0")), expect: "fail" },
  {
    name: "a range of ports that begins with a listed one",
    slice: group(permission("tcp", [443, 444], all)),
    expect: "fail",
    because: `the rules let the internet ${BOUND} in on unlisted tcp/444`,
  },
  {
    name: "the same range, listed by the company",
    slice: group(permission("tcp", [443, 444], all)),
    parameters: { allowedPorts: ["tcp/443-444"] },
    expect: "pass",
  },
  {
    name: "ICMP, which the company does not allow",
    slice: group(permission("icmp", [-1, -1], all)),
    parameters: { allowIcmp: false },
    expect: "fail",
  },
  { name: "ESP from anywhere", slice: group(permission("50", null, all)), expect: "fail" },
  {
    name: "two halves of the internet",
    slice: group(permission("tcp", [22, 22], "0.0.0.0/1"), permission("tcp", [22, 22], "128.0.0.0/1")),
    expect: "fail",
  },
  {
    name: "another group as source",
    slice: group({ IpProtocol: "tcp", FromPort: 22, ToPort: 22, UserIdGroupPairs: [{ GroupId: "sg-2" }] }),
    expect: "pass",
  },
  { name: "a prefix list of an office", slice: byList, related: entries("192.0.2.0/24"), expect: "pass" },
  { name: "a prefix list of everything", slice: byList, related: entries(all), expect: "fail" },
  { name: "a prefix list that was not read", slice: byList, expect: "indeterminate", problem: "not-seen" },
  {
    name: "a source that is no block",
    slice: group(permission("tcp", [22, 22], "everywhere")),
    expect: "indeterminate",
    problem: "unexpected-shape",
  },
];

const asked = { networkAcls: true };
const inbound = entry(100, { protocol: "6", ports: [443, 443] });

const networkAcls: readonly Case[] = [
  {
    name: "an open ACL, where the company does not ask",
    slice: acl([entry(100)]),
    expect: "not-applicable",
    because: "the company does not ask for network ACLs as firewalls of their own",
  },
  // https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html
  { name: "the default ACL", slice: acl([entry(100), entry(101, { of: "::/0" })]), parameters: asked, expect: "fail" },
  {
    name: "HTTPS from anywhere, SSH from an office",
    slice: acl([inbound, entry(120, { protocol: "6", ports: [22, 22], of: "192.0.2.0/24" })]),
    parameters: asked,
    expect: "pass",
    because: `the inbound entries let the internet ${BOUND} in on listed traffic at most`,
  },
  // https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html
  {
    name: "HTTPS, and the ports of answers",
    slice: acl([inbound, entry(140, { protocol: "6", ports: [32768, 65535] })]),
    parameters: asked,
    expect: "fail",
    because: `the inbound entries let the internet ${BOUND} in on unlisted tcp/32768-65535`,
    facts: {
      openTraffic: ["tcp/32768-65535"],
      openTrafficCount: 1,
      rules: [{ number: 140, protocol: "6", ports: ["32768-65535"], sources: [all] }],
      ruleCount: 1,
    },
  },
  {
    name: "a deny before an allow of everything",
    slice: acl([
      entry(10, { protocol: "6", ports: [0, 79], action: "deny" }),
      entry(20, { protocol: "6", ports: [80, 443] }),
      entry(30, { action: "deny" }),
      entry(40),
    ]),
    parameters: { networkAcls: true, allowedPorts: ["tcp/80-443"] },
    expect: "pass",
  },
  {
    name: "a deny after an allow",
    slice: acl([entry(20, { protocol: "6", ports: [22, 22] }), entry(30, { action: "deny" })]),
    parameters: asked,
    expect: "fail",
  },
  {
    name: "an entry for egress alone",
    slice: acl([entry(100, { egress: true })]),
    parameters: asked,
    expect: "pass",
  },
  {
    name: "an entry whose ports can't be read",
    slice: acl([entry(100, { protocol: "6" })]),
    parameters: asked,
    expect: "indeterminate",
    problem: "unexpected-shape",
  },
  {
    name: "an entry whose ports can't be read, behind a deny of everything",
    slice: acl([entry(90, { action: "deny" }), entry(100, { protocol: "6" })]),
    parameters: asked,
    expect: "pass",
  },
];

export const cases: Cases = {
  "aws AWS::EC2::SecurityGroup": { cases: groups },
  "aws AWS::EC2::NetworkAcl": { cases: networkAcls },
};
