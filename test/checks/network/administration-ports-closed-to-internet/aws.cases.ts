// Cases of the check that administration ports are closed to the internet: AWS.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases } from "../../cases.ts";

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

export const cases: Cases = {
  "aws AWS::EC2::SecurityGroup": {
    cases: [
      { name: "nothing lets anything in", slice: group(), expect: "pass", facts: {} },
      {
        name: "SSH from anywhere",
        slice: group(permission("tcp", [22, 22], "0.0.0.0/0", "::/0")),
        expect: "fail",
        because: "the rules open port 22 to the whole internet",
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
        because: "the rules open ports 22, 3389 to the whole internet",
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
        slice: group(permission("tcp", [22, 22], "0.0.0.0/1"), permission("tcp", [23, 25], "128.0.0.0/1")),
        expect: "pass",
      },
      { name: "SSH from one half", slice: group(permission("tcp", [22, 22], "0.0.0.0/1")), expect: "pass" },
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
        because: "the rules open 6 administration ports to the whole internet",
      },
      // A prefix list may hold everything.
      {
        name: "SSH from a prefix list",
        slice: group({ IpProtocol: "tcp", FromPort: 22, ToPort: 22, PrefixListIds: [{ PrefixListId: "pl-1" }] }),
        expect: "indeterminate",
        problem: "not-supported",
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
      {
        name: "a range that is no CIDR block",
        slice: group(permission("tcp", [22, 22], "anywhere")),
        expect: "indeterminate",
        problem: "unexpected-shape",
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
