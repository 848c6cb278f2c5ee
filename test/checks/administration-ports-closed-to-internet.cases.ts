// Cases of the check that administration ports are closed to the internet.
import type { Json } from "../../evidence-schema/canonical.ts";
import type { Cases } from "./cases.ts";

type Members = { readonly [member: string]: Json };
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

const rule = (priority: number, access: string, members: Members = {}): Json => ({
  name: `r${priority}`,
  properties: {
    access,
    priority,
    direction: "Inbound",
    protocol: "Tcp",
    sourceAddressPrefix: "*",
    sourceAddressPrefixes: [],
    sourcePortRange: "*",
    sourcePortRanges: [],
    destinationAddressPrefix: "*",
    destinationAddressPrefixes: [],
    destinationPortRange: "22",
    destinationPortRanges: [],
    ...members,
  },
});
const nsg = (...securityRules: Json[]): Json => ({
  id: "/subscriptions/s",
  properties: { securityRules, defaultSecurityRules: [] },
});
const shown = (priority: number, members: Members = {}): Json => ({
  name: `r${priority}`,
  priority,
  protocol: "tcp",
  ports: ["22"],
  sources: ["*"],
  ...members,
});

const firewall = (allowed: Json, members: Members = {}): Json => ({
  name: "allow-ssh",
  direction: "INGRESS",
  disabled: false,
  priority: 1000,
  allowed,
  sourceRanges: ["0.0.0.0/0"],
  ...members,
});

export const cases: Cases = {
  "aws AWS::EC2::SecurityGroup": {
    cases: [
      { name: "nothing lets anything in", slice: group(), expect: "pass", facts: {} },
      {
        name: "SSH from anywhere",
        slice: group(permission("tcp", [22, 22], "0.0.0.0/0", "::/0")),
        expect: "fail",
        because: "port 22 is open to the internet",
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
        because: "ports 22, 3389 are open to the internet",
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
        because: "6 administration ports are open to the internet",
      },
      // A prefix list may hold everything.
      {
        name: "SSH from a prefix list",
        slice: group({ IpProtocol: "tcp", FromPort: 22, ToPort: 22, PrefixListIds: [{ PrefixListId: "pl-1" }] }),
        expect: "indeterminate",
        problem: "not-yet-read",
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
  "azure microsoft.network/networksecuritygroups": {
    cases: [
      { name: "default rules alone", slice: nsg(), expect: "pass", facts: {} },
      {
        name: "SSH from anywhere",
        slice: nsg(rule(100, "Allow")),
        expect: "fail",
        because: "port 22 is open to the internet",
        facts: { openPorts: [22], rules: [shown(100)], ruleCount: 1 },
      },
      ...["Internet", "internet", "Any", "0.0.0.0/0", "::/0", "10.0.0.0/0"].map((source) => ({
        name: `SSH from ${source}`,
        slice: nsg(rule(100, "Allow", { sourceAddressPrefix: source })),
        expect: "fail" as const,
      })),
      ...["VirtualNetwork", "AzureLoadBalancer", "10.0.0.0/8", "192.0.2.7"].map((source) => ({
        name: `SSH from ${source}`,
        slice: nsg(rule(100, "Allow", { sourceAddressPrefix: source })),
        expect: "pass" as const,
      })),
      {
        name: "SSH from both halves, in one rule",
        slice: nsg(
          rule(100, "Allow", { sourceAddressPrefix: null, sourceAddressPrefixes: ["128.0.0.0/1", "0.0.0.0/1"] }),
        ),
        expect: "fail",
        facts: { openPorts: [22], rules: [shown(100, { sources: ["0.0.0.0/1", "128.0.0.0/1"] })], ruleCount: 1 },
      },
      { name: "any protocol", slice: nsg(rule(100, "Allow", { protocol: "*" })), expect: "fail" },
      { name: "ICMP", slice: nsg(rule(100, "Allow", { protocol: "Icmp", destinationPortRange: "*" })), expect: "pass" },
      { name: "a protocol in capitals", slice: nsg(rule(100, "Allow", { protocol: "TCP" })), expect: "fail" },
      { name: "outbound", slice: nsg(rule(100, "Allow", { direction: "Outbound" })), expect: "pass" },
      {
        name: "all ports",
        slice: nsg(rule(100, "Allow", { destinationPortRange: "*" })),
        expect: "fail",
        because: "ports 22, 3389 are open to the internet",
      },
      {
        name: "several ports, RDP among them",
        slice: nsg(rule(100, "Allow", { destinationPortRange: null, destinationPortRanges: ["443", "3380-3390"] })),
        expect: "fail",
      },
      { name: "another port", slice: nsg(rule(100, "Allow", { destinationPortRange: "443" })), expect: "pass" },
      {
        name: "to one machine only",
        slice: nsg(rule(100, "Allow", { destinationAddressPrefix: "10.0.0.4" })),
        expect: "fail",
      },
      {
        name: "from a source port only, which the client chooses",
        slice: nsg(rule(100, "Allow", { sourcePortRange: "1024-65535" })),
        expect: "fail",
      },
      // Rules come in any order; their numbers decide.
      { name: "a deny before it", slice: nsg(rule(200, "Allow"), rule(100, "Deny")), expect: "pass" },
      { name: "a deny after it", slice: nsg(rule(200, "Deny"), rule(100, "Allow")), expect: "fail" },
      {
        name: "a deny of the internet before an allow of anything",
        slice: nsg(rule(100, "Deny", { sourceAddressPrefix: "Internet" }), rule(200, "Allow")),
        expect: "pass",
      },
      {
        name: "a deny of all ports before it",
        slice: nsg(rule(100, "Deny", { destinationPortRange: "0-65535", protocol: "*" }), rule(200, "Allow")),
        expect: "pass",
      },
      {
        name: "a deny of another port before it",
        slice: nsg(rule(100, "Deny", { destinationPortRange: "23" }), rule(200, "Allow")),
        expect: "fail",
      },
      {
        name: "a deny of UDP before it",
        slice: nsg(rule(100, "Deny", { protocol: "Udp" }), rule(200, "Allow")),
        expect: "fail",
      },
      {
        name: "a deny of TCP before an allow of all protocols, which leaves UDP",
        slice: nsg(rule(100, "Deny"), rule(200, "Allow", { protocol: "*" })),
        expect: "fail",
      },
      {
        name: "a deny of one network before it",
        slice: nsg(rule(100, "Deny", { sourceAddressPrefix: "198.18.0.0/15" }), rule(200, "Allow")),
        expect: "fail",
      },
      {
        name: "a deny of one half before it",
        slice: nsg(rule(100, "Deny", { sourceAddressPrefix: "0.0.0.0/1" }), rule(200, "Allow")),
        expect: "fail",
      },
      {
        name: "denies of both halves before an allow of IPv4",
        slice: nsg(
          rule(100, "Deny", { sourceAddressPrefix: "0.0.0.0/1" }),
          rule(110, "Deny", { sourceAddressPrefix: "128.0.0.0/1" }),
          rule(200, "Allow", { sourceAddressPrefix: "0.0.0.0/0" }),
        ),
        expect: "pass",
      },
      {
        name: "a deny of IPv4 before an allow of both",
        slice: nsg(
          rule(100, "Deny", { sourceAddressPrefix: "0.0.0.0/0" }),
          rule(200, "Allow", { sourceAddressPrefix: "*" }),
        ),
        expect: "fail",
      },
      {
        name: "an allow from one half, denied before, and from the other",
        slice: nsg(
          rule(100, "Deny", { sourceAddressPrefix: "0.0.0.0/1" }),
          rule(200, "Allow", { sourceAddressPrefix: null, sourceAddressPrefixes: ["0.0.0.0/1", "128.0.0.0/1"] }),
        ),
        expect: "pass",
      },
      {
        name: "a deny for one source port before it",
        slice: nsg(rule(100, "Deny", { sourcePortRange: "1000" }), rule(200, "Allow")),
        expect: "fail",
      },
      {
        name: "a deny to one machine before it",
        slice: nsg(rule(100, "Deny", { destinationAddressPrefix: "10.0.0.4" }), rule(200, "Allow")),
        expect: "fail",
      },
      {
        name: "a deny to the subnet of the machine before it",
        slice: nsg(
          rule(100, "Deny", { destinationAddressPrefix: "10.0.0.0/24" }),
          rule(200, "Allow", { destinationAddressPrefix: "10.0.0.4" }),
        ),
        expect: "pass",
      },
      {
        name: "a deny to another machine before it",
        slice: nsg(
          rule(100, "Deny", { destinationAddressPrefix: "10.0.0.5" }),
          rule(200, "Allow", { destinationAddressPrefix: "10.0.0.4" }),
        ),
        expect: "fail",
      },
      {
        name: "a deny to the virtual network before it",
        slice: nsg(rule(100, "Deny", { destinationAddressPrefix: "VirtualNetwork" }), rule(200, "Allow")),
        expect: "pass",
      },
      {
        name: "a deny to one application security group before an allow to another",
        slice: nsg(
          rule(100, "Deny", {
            destinationAddressPrefix: null,
            destinationApplicationSecurityGroups: [{ id: "/a/web" }],
          }),
          rule(200, "Allow", {
            destinationAddressPrefix: null,
            destinationApplicationSecurityGroups: [{ id: "/a/db" }],
          }),
        ),
        expect: "fail",
      },
      {
        name: "a deny to the same application security group before it",
        slice: nsg(
          rule(100, "Deny", {
            destinationAddressPrefix: null,
            destinationApplicationSecurityGroups: [{ id: "/a/DB" }],
          }),
          rule(200, "Allow", {
            destinationAddressPrefix: null,
            destinationApplicationSecurityGroups: [{ id: "/a/db" }],
          }),
        ),
        expect: "pass",
      },
      {
        name: "an allow from a network before a deny of all",
        slice: nsg(
          rule(100, "Allow", { sourceAddressPrefix: "192.0.2.0/24" }),
          rule(4096, "Deny", { protocol: "*", destinationPortRange: "*" }),
        ),
        expect: "pass",
      },
      {
        name: "a port that is a name",
        slice: nsg(rule(100, "Allow", { destinationPortRange: "ssh" })),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "a group without its rules",
        slice: { properties: {} },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
  "gcp compute.googleapis.com/Firewall": {
    cases: [
      {
        name: "SSH from anywhere",
        slice: firewall([{ IPProtocol: "tcp", ports: ["22", "80"] }]),
        expect: "fail",
        because: "port 22 is open to the internet",
        facts: {
          openPorts: [22],
          rules: [{ protocol: "tcp", ports: ["22", "80"], sources: ["0.0.0.0/0"] }],
          ruleCount: 1,
        },
      },
      {
        name: "SSH through Identity-Aware Proxy",
        slice: firewall([{ IPProtocol: "tcp", ports: ["22"] }], { sourceRanges: ["35.235.240.0/20"] }),
        expect: "pass",
        facts: {},
      },
      {
        name: "all protocols",
        slice: firewall([{ IPProtocol: "all" }]),
        expect: "fail",
        because: "ports 22, 3389 are open to the internet",
      },
      { name: "TCP without ports, which is all of them", slice: firewall([{ IPProtocol: "TCP" }]), expect: "fail" },
      { name: "a protocol by its number", slice: firewall([{ IPProtocol: "6", ports: ["20-30"] }]), expect: "fail" },
      { name: "ICMP", slice: firewall([{ IPProtocol: "icmp" }]), expect: "pass" },
      { name: "HTTPS", slice: firewall([{ IPProtocol: "tcp", ports: ["443"] }]), expect: "pass" },
      {
        name: "IPv6",
        slice: firewall([{ IPProtocol: "tcp", ports: ["3389"] }], { sourceRanges: ["::/0"] }),
        expect: "fail",
      },
      {
        name: "both halves",
        slice: firewall([{ IPProtocol: "tcp", ports: ["22"] }], { sourceRanges: ["128.0.0.0/1", "0.0.0.0/1"] }),
        expect: "fail",
      },
      // Ranges or tags: a tag beside the range narrows nothing.
      {
        name: "anywhere, or machines with a tag",
        slice: firewall([{ IPProtocol: "tcp", ports: ["22"] }], { sourceTags: ["bastion"] }),
        expect: "fail",
      },
      {
        name: "machines with a tag only",
        slice: { direction: "INGRESS", allowed: [{ IPProtocol: "tcp", ports: ["22"] }], sourceTags: ["bastion"] },
        expect: "pass",
      },
      {
        name: "machines with a service account only",
        slice: {
          allowed: [{ IPProtocol: "tcp", ports: ["22"] }],
          sourceRanges: [],
          sourceServiceAccounts: ["deploy@acme.iam.gserviceaccount.com"],
        },
        expect: "pass",
      },
      {
        name: "no source and no direction",
        slice: { allowed: [{ IPProtocol: "tcp", ports: ["22"] }] },
        expect: "fail",
      },
      { name: "disabled", slice: firewall([{ IPProtocol: "all" }], { disabled: true }), expect: "not-applicable" },
      {
        name: "outgoing",
        slice: firewall([{ IPProtocol: "all" }], { direction: "EGRESS", sourceRanges: [] }),
        expect: "not-applicable",
      },
      {
        name: "a deny",
        slice: { direction: "INGRESS", denied: [{ IPProtocol: "all" }], sourceRanges: ["0.0.0.0/0"] },
        expect: "not-applicable",
      },
      {
        name: "one address without a mask",
        slice: firewall([{ IPProtocol: "tcp", ports: ["22"] }], { sourceRanges: ["192.0.2.7"] }),
        expect: "pass",
      },
      {
        name: "a source that is a name",
        slice: firewall([{ IPProtocol: "tcp" }], { sourceRanges: ["office"] }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
