// Cases of the check that administration ports are closed to the internet: AWS.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, RelatedRows } from "../../cases.ts";
import { unreadPermissions } from "./unread-permissions.ts";

const range = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, at) => first + at);

const permission = (protocol: string, ports: readonly [number, number] | null, ...sources: string[]): Json => ({
  IpProtocol: protocol,
  ...(ports === null ? {} : { FromPort: ports[0], ToPort: ports[1] }),
  IpRanges: sources
    .filter((one) => !one.includes(":"))
    .map((CidrIp) => ({ CidrIp, Description: "by alice@example.com" })),
  Ipv6Ranges: sources.filter((one) => one.includes(":")).map((CidrIpv6) => ({ CidrIpv6 })),
  UserIdGroupPairs: [],
  PrefixListIds: [],
});

const group = (...permissions: Json[]): Json => ({ GroupId: "sg-1", IpPermissions: permissions });

/** Half the internet, and all of it but a few addresses, are as good as all of it. */
const wide = [
  ["0.0.0.0/1"],
  ["8.0.0.0/7"],
  ["20.0.0.0/8", "21.0.0.0/32"],
  ["128.0.0.0/2", "0.0.0.0/32"],
  ["2001::/31"],
  ["2000::/4"],
  // All but 10.0.0.0/8 and 128.0.0.0/1.
  ["0.0.0.0/5", "8.0.0.0/7", "11.0.0.0/8", "12.0.0.0/6", "16.0.0.0/4", "32.0.0.0/3", "64.0.0.0/2"],
];
const narrow = [
  ["20.0.0.0/8"],
  ["20.0.0.0/8", "22.0.0.0/8"],
  ["10.0.0.0/7"],
  ["2001::/32"],
  ["240.0.0.0/4"],
  ["fc00::/7"],
];

/** SSH from prefix lists, and what their entries are. */
const fromLists = (...ids: string[]): Json =>
  group({ IpProtocol: "tcp", FromPort: 22, ToPort: 22, PrefixListIds: ids.map((PrefixListId) => ({ PrefixListId })) });
const lists = (...entries: [string, ...string[]][]): { lists: RelatedRows } => ({
  lists: {
    rows: entries.map(([PrefixListId, ...blocks]) => ({ PrefixListId, Entries: blocks.map((Cidr) => ({ Cidr })) })),
  },
});

export const cases: Cases = {
  "aws AWS::EC2::SecurityGroup": {
    cases: [
      { name: "nothing lets anything in", slice: group(), expect: "pass", facts: {} },
      ...unreadPermissions,
      {
        name: "SSH from anywhere",
        slice: group(permission("tcp", [22, 22], "0.0.0.0/0", "::/0")),
        expect: "fail",
        because: "the rules open port 22 to the internet (a range wider than an IPv4 /8 or IPv6 /32)",
        facts: {
          openPorts: [22],
          rules: [{ protocol: "tcp", ports: ["22-22"], sources: ["0.0.0.0/0", "::/0"] }],
          ruleCount: 1,
        },
      },
      { name: "SSH from anywhere by IPv6 alone", slice: group(permission("tcp", [22, 22], "::/0")), expect: "fail" },
      {
        name: "everything from anywhere",
        slice: group(permission("-1", null, "0.0.0.0/0")),
        expect: "fail",
        because: "the rules open ports 22, 3389 to the internet (a range wider than an IPv4 /8 or IPv6 /32)",
        facts: {
          openPorts: [22, 3389],
          rules: [{ protocol: "-1", ports: ["*"], sources: ["0.0.0.0/0"] }],
          ruleCount: 1,
        },
      },
      {
        name: "a range that has the port in it",
        slice: group(permission("tcp", [20, 30], "0.0.0.0/0")),
        expect: "fail",
      },
      // Ports beside this protocol mean nothing.
      {
        name: "everything, with a port all the same",
        slice: group(permission("-1", [443, 443], "0.0.0.0/0")),
        expect: "fail",
      },
      {
        name: "a range that ends before the port",
        slice: group(permission("tcp", [0, 21], "0.0.0.0/0")),
        expect: "pass",
      },
      { name: "a protocol by its number", slice: group(permission("6", [22, 22], "0.0.0.0/0")), expect: "fail" },
      { name: "RDP over UDP", slice: group(permission("udp", [3389, 3389], "0.0.0.0/0")), expect: "fail" },
      { name: "HTTPS from anywhere", slice: group(permission("tcp", [443, 443], "0.0.0.0/0")), expect: "pass" },
      // Type 22 of ICMP is no port.
      {
        name: "ICMP from anywhere",
        slice: group(permission("icmp", [-1, -1], "0.0.0.0/0"), permission("icmp", [22, 22], "0.0.0.0/0")),
        expect: "pass",
      },
      {
        name: "SSH from an office",
        slice: group(permission("tcp", [22, 22], "192.0.2.0/24", "2001:db8::/32")),
        expect: "pass",
      },
      // Two halves are a way around a search for 0.0.0.0/0.
      {
        name: "SSH from both halves, in two permissions",
        slice: group(
          permission("tcp", [22, 22], "0.0.0.0/1"),
          permission("tcp", [20, 25], "128.0.0.0/1", "10.0.0.0/8"),
        ),
        expect: "fail",
        facts: {
          openPorts: [22],
          rules: [
            { protocol: "tcp", ports: ["20-25"], sources: ["10.0.0.0/8", "128.0.0.0/1"] },
            { protocol: "tcp", ports: ["22-22"], sources: ["0.0.0.0/1"] },
          ],
          ruleCount: 2,
        },
      },
      {
        name: "halves of different ports",
        slice: group(permission("tcp", [22, 22], "20.0.0.0/8"), permission("tcp", [23, 25], "21.0.0.0/8")),
        expect: "pass",
      },
      ...wide.map((sources) => ({
        name: `SSH from ${sources.join(" and ")}`,
        slice: group(permission("tcp", [22, 22], ...sources)),
        expect: "fail" as const,
      })),
      ...narrow.map((sources) => ({
        name: `SSH from ${sources.join(" and ")}`,
        slice: group(permission("tcp", [22, 22], ...sources)),
        expect: "pass" as const,
      })),
      {
        name: "SSH from a range that the company calls the internet",
        slice: group(permission("tcp", [22, 22], "198.18.0.0/15", "52.0.0.0/15")),
        parameters: { broadestIpv4Prefix: 16 },
        expect: "fail",
        because: "the rules open port 22 to the internet (a range wider than an IPv4 /16 or IPv6 /32)",
      },
      {
        name: "all of IPv6 that is assigned",
        slice: group(permission("tcp", [22, 22], "2000::/4", "3000::/4")),
        expect: "fail",
      },
      {
        name: "only what decides is told",
        slice: group(permission("tcp", [22, 22], "10.0.0.0/8"), permission("tcp", [22, 23], "0.0.0.0/0")),
        expect: "fail",
        facts: {
          openPorts: [22],
          rules: [{ protocol: "tcp", ports: ["22-23"], sources: ["0.0.0.0/0"] }],
          ruleCount: 1,
        },
      },
      {
        name: "more rules than facts hold",
        slice: group(...range(1, 22).map((from) => permission("tcp", [from, 22], "0.0.0.0/0"))),
        expect: "fail",
        facts: {
          openPorts: [22],
          rules: range(1, 22)
            .map((from) => ({ protocol: "tcp", ports: [`${from}-22`], sources: ["0.0.0.0/0"] }))
            .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
            .slice(0, 20),
          ruleCount: 22,
        },
      },
      {
        name: "other ports, as the company says",
        slice: group(permission("tcp", [22, 22], "0.0.0.0/0")),
        parameters: { ports: [5985] },
        expect: "pass",
      },
      {
        name: "more ports than a line holds",
        slice: group(permission("-1", null, "0.0.0.0/0")),
        parameters: { ports: [22, 23, 135, 445, 3389, 5985] },
        expect: "fail",
        because: "the rules open 6 administration ports to the internet (a range wider than an IPv4 /8 or IPv6 /32)",
      },
      {
        name: "SSH from a prefix list that was not read",
        slice: fromLists("pl-1"),
        expect: "indeterminate",
        problem: "not-seen",
        because: "the entries of a prefix list that an inbound rule names were not read",
      },
      {
        name: "SSH from a prefix list whose unit was not read completely",
        slice: fromLists("pl-1"),
        related: { lists: { rows: [], complete: false } },
        expect: "indeterminate",
        problem: "unavailable",
      },
      {
        name: "SSH from a prefix list of everything",
        slice: fromLists("pl-1"),
        related: lists(["pl-2", "192.0.2.0/24"], ["pl-1", "0.0.0.0/0"]),
        expect: "fail",
        facts: { openPorts: [22], rules: [{ protocol: "tcp", ports: ["22-22"], sources: ["pl-1"] }], ruleCount: 1 },
      },
      {
        name: "SSH from a prefix list of everything by IPv6",
        slice: fromLists("pl-1"),
        related: lists(["pl-1", "::/0"]),
        expect: "fail",
      },
      {
        name: "SSH from two prefix lists that are the internet together",
        slice: fromLists("pl-1", "pl-2"),
        related: lists(["pl-1", "20.0.0.0/8"], ["pl-2", "21.0.0.0/8"]),
        expect: "fail",
      },
      {
        name: "SSH from prefix lists of offices",
        slice: fromLists("pl-1", "pl-2"),
        related: lists(["pl-1", "192.0.2.0/24", "2001:db8::/48"], ["pl-2"]),
        expect: "pass",
      },
      {
        name: "SSH from a prefix list of an office, and from one that was not read",
        slice: fromLists("pl-1", "pl-2"),
        related: lists(["pl-1", "192.0.2.0/24"]),
        expect: "indeterminate",
        problem: "not-seen",
      },
      {
        name: "SSH from a prefix list whose entry is no CIDR block",
        slice: fromLists("pl-1"),
        related: lists(["pl-1", "0/0"]),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "HTTPS from a prefix list",
        slice: group({ IpProtocol: "tcp", FromPort: 443, ToPort: 443, PrefixListIds: [{ PrefixListId: "pl-1" }] }),
        expect: "pass",
      },
      {
        name: "SSH from a prefix list, and from anywhere",
        slice: group(
          { IpProtocol: "tcp", FromPort: 22, ToPort: 22, PrefixListIds: [{ PrefixListId: "pl-1" }] },
          permission("tcp", [22, 22], "0.0.0.0/0"),
        ),
        expect: "fail",
      },
      ...["anywhere", "0/0", "0.0.0.0-255.255.255.255", "0.0.0.0/33", "300.0.0.0/0", "::/129", ""].map((source) => ({
        name: `${JSON.stringify(source)}, which is no CIDR block`,
        slice: group(permission("tcp", [22, 22], source)),
        expect: "indeterminate" as const,
        problem: "unexpected-shape" as const,
      })),
      { name: "SSH over any", slice: group(permission("any", [22, 22], "0.0.0.0/0")), expect: "fail" },
      ...["", "everything", "999"].map((protocol) => ({
        name: `SSH over ${JSON.stringify(protocol)}, which is no protocol`,
        slice: group(permission(protocol, [22, 22], "0.0.0.0/0")),
        expect: "indeterminate" as const,
        problem: "unexpected-shape" as const,
      })),
      {
        name: "SSH from nowhere, which no permission is for",
        slice: group({ IpProtocol: "tcp", FromPort: 22, ToPort: 22 }),
        expect: "indeterminate",
        problem: "not-in-answer",
        because: "an inbound rule of a security group names no source",
      },
      {
        name: "SSH from another group",
        slice: group({ IpProtocol: "tcp", FromPort: 22, ToPort: 22, UserIdGroupPairs: [{ GroupId: "sg-2" }] }),
        expect: "pass",
      },
      {
        name: "a group without its permissions",
        slice: { GroupId: "sg-1" },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
