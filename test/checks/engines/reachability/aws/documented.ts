// Lists networks that the documentation of AWS describes, with whether the internet reaches an interface in them. Facts are of the pages.
import { entry, igw, nat, route } from "../../../network/aws-network.ts";

type Json = ReturnType<typeof route>;

export type Documented = {
  readonly page: string;
  readonly name: string;
  /** Inbound rules as `tcp 443 0.0.0.0/0`; all traffic from everywhere where a page is about something else. */
  readonly rules?: readonly string[];
  /** Routes besides the local one; to an internet gateway by both families where a page is about something else. */
  readonly routes?: readonly Json[];
  /** Entries besides the last denies; all traffic both ways where a page is about something else. */
  readonly acl?: readonly Json[];
  readonly block?: readonly [mode: string, ...exclusions: (readonly [resource: string, mode: string])[]];
  /** The family in which the interface has a public address; both unless said otherwise. */
  readonly family?: "ipv4" | "ipv6";
  /** `tcp 443`. */
  readonly asked: string;
  readonly reached: boolean;
  /** Whether security groups alone, which was all that was read once, say something else. */
  readonly wrongByGroups?: true;
};

const VPC = "https://docs.aws.amazon.com/vpc/latest/userguide";
const GROUPS = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-rules-reference.html";
const RDS = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide";

const web = ["tcp 80 0.0.0.0/0", "tcp 443 0.0.0.0/0", "tcp 80 ::/0", "tcp 443 ::/0"];
const dns = ["tcp 53 10.0.0.0/16", "udp 53 10.0.0.0/16"];

const groups: readonly Documented[] = [
  { page: `${GROUPS}#sg-rules-web-server`, name: "web server, HTTPS", rules: web, asked: "tcp 443", reached: true },
  { page: `${GROUPS}#sg-rules-web-server`, name: "web server, SSH", rules: web, asked: "tcp 22", reached: false },
  {
    page: `${GROUPS}#sg-rules-db-server`,
    name: "database, MySQL",
    rules: ["tcp 3306 10.0.0.0/16"],
    asked: "tcp 3306",
    reached: false,
  },
  {
    page: `${GROUPS}#sg-rules-local-access`,
    name: "from your computer",
    rules: ["tcp 22 203.0.113.25/32"],
    asked: "tcp 22",
    reached: false,
  },
  {
    page: `${GROUPS}#sg-rules-ping`,
    name: "ping from your computer",
    rules: ["icmp 8 203.0.113.25/32"],
    asked: "icmp 0",
    reached: false,
  },
  { page: `${GROUPS}#sg-rules-dns`, name: "DNS server, by UDP", rules: dns, asked: "udp 53", reached: false },
  {
    page: `${GROUPS}#sg-rules-elb`,
    name: "internet-facing load balancer",
    rules: ["tcp 443 0.0.0.0/0"],
    asked: "tcp 443",
    reached: true,
  },
];

const local6 = route("2001:db8:1234:1a00::/56", { GatewayId: "local" });
const eigw = { EgressOnlyInternetGatewayId: "eigw-1" };
const pcx = { VpcPeeringConnectionId: "pcx-1" };
const vgw = { GatewayId: "vgw-1" };
const propagated = { Origin: "EnableVgwRoutePropagation" };
const TABLES = `${VPC}/VPC_Route_Tables.html`;
const OPTIONS = `${VPC}/route-table-options.html`;

const routes: readonly Documented[] = [
  {
    page: `${OPTIONS}#route-tables-internet-gateway`,
    name: "internet gateway",
    routes: [route("0.0.0.0/0", igw), route("::/0", igw)],
    asked: "tcp 22",
    reached: true,
  },
  {
    page: `${OPTIONS}#route-tables-nat`,
    name: "NAT gateway",
    routes: [route("0.0.0.0/0", nat)],
    asked: "tcp 22",
    reached: false,
    wrongByGroups: true,
  },
  {
    page: `${OPTIONS}#route-tables-vgw`,
    name: "virtual private gateway to a network",
    routes: [route("10.0.0.0/16", vgw)],
    asked: "tcp 22",
    reached: false,
    wrongByGroups: true,
  },
  {
    page: `${OPTIONS}#route-tables-lgw`,
    name: "local gateway",
    routes: [route("192.168.10.0/24", { LocalGatewayId: "lgw-1" })],
    asked: "tcp 22",
    reached: false,
    wrongByGroups: true,
  },
  {
    page: `${OPTIONS}#route-tables-vpc-peering`,
    name: "peering",
    routes: [route("172.31.0.0/16", pcx), route("2001:db8:5678:2b00::/56", pcx)],
    asked: "tcp 22",
    reached: false,
    wrongByGroups: true,
  },
  {
    page: `${OPTIONS}#route-tables-eigw`,
    name: "egress-only internet gateway",
    routes: [route("::/0", eigw)],
    asked: "tcp 22",
    reached: false,
    wrongByGroups: true,
  },
  {
    page: `${OPTIONS}#route-tables-tgw`,
    name: "transit gateway",
    routes: [route("10.0.0.0/8", { TransitGatewayId: "tgw-1" })],
    asked: "tcp 22",
    reached: false,
    wrongByGroups: true,
  },
  {
    page: `${OPTIONS}#route-tables-appliance-routing`,
    name: "middlebox appliance",
    routes: [route("0.0.0.0/0", { NetworkInterfaceId: "eni-1" })],
    asked: "tcp 22",
    reached: true,
  },
  {
    page: `${OPTIONS}#route-tables-managed-prefix-list`,
    name: "prefix list by a transit gateway",
    routes: [route("pl-1", { TransitGatewayId: "tgw-1" })],
    asked: "tcp 22",
    reached: false,
    wrongByGroups: true,
  },
  {
    page: `${OPTIONS}#route-tables-gwlbe`,
    name: "endpoint for a part of the VPC",
    routes: [route("10.0.1.0/24", { GatewayId: "vpce-1" })],
    asked: "tcp 22",
    reached: false,
    wrongByGroups: true,
  },
  {
    page: `${VPC}/gwlb-route.html`,
    name: "application subnet behind a Gateway Load Balancer",
    routes: [route("0.0.0.0/0", { GatewayId: "vpce-1" })],
    asked: "tcp 22",
    reached: true,
  },
  {
    page: `${TABLES}#route-table-routes`,
    name: "IPv4 by an internet gateway, IPv6 by an egress-only one: IPv4",
    routes: [local6, route("172.31.0.0/16", pcx), route("0.0.0.0/0", igw), route("::/0", eigw)],
    family: "ipv4",
    asked: "tcp 22",
    reached: true,
  },
  {
    page: `${TABLES}#route-table-routes`,
    name: "IPv4 by an internet gateway, IPv6 by an egress-only one: IPv6",
    routes: [local6, route("172.31.0.0/16", pcx), route("0.0.0.0/0", igw), route("::/0", eigw)],
    family: "ipv6",
    asked: "tcp 22",
    reached: false,
    wrongByGroups: true,
  },
  {
    page: `${TABLES}#route-table-longest-prefix-match`,
    name: "a more specific route to a peering",
    routes: [route("172.31.0.0/16", pcx), route("0.0.0.0/0", igw)],
    asked: "tcp 22",
    reached: true,
  },
  {
    page: `${TABLES}#route-table-priority-propagated-routes`,
    name: "a static route before a propagated one, to one network",
    routes: [route("172.31.0.0/24", vgw, propagated), route("172.31.0.0/24", igw)],
    asked: "tcp 22",
    reached: false,
    wrongByGroups: true,
  },
  {
    page: `${TABLES}#main-route-table`,
    name: "a main route table as it is made: the local route alone",
    routes: [],
    asked: "tcp 22",
    reached: false,
    wrongByGroups: true,
  },
  {
    page: `${VPC}/VPC_Internet_Gateway.html`,
    name: "a default subnet",
    routes: [route("0.0.0.0/0", igw)],
    family: "ipv4",
    asked: "tcp 22",
    reached: true,
  },
  {
    page: `${VPC}/VPC_Scenario2.html#VPC_Scenario2_Routing`,
    name: "the private subnet of a VPC with both",
    routes: [local6, route("0.0.0.0/0", nat), route("::/0", eigw)],
    asked: "tcp 22",
    reached: false,
    wrongByGroups: true,
  },
  {
    page: `${VPC}/Carrier_Gateway.html`,
    name: "a subnet of a Wavelength Zone, by the network of the carrier",
    routes: [route("0.0.0.0/0", { CarrierGatewayId: "cagw-1" })],
    family: "ipv4",
    asked: "tcp 22",
    reached: true,
  },
  {
    page: `${VPC}/Carrier_Gateway.html#delete-cgw`,
    name: "a route to a carrier gateway that was deleted",
    routes: [route("0.0.0.0/0", { CarrierGatewayId: "cagw-1" }, { State: "blackhole" })],
    family: "ipv4",
    asked: "tcp 22",
    reached: false,
    wrongByGroups: true,
  },
];

const tcp = (ports: readonly [number, number], of = "0.0.0.0/0", egress = false) => ({
  protocol: "6",
  ports,
  of,
  egress,
});
const office = "192.0.2.0/24";
const custom = [
  entry(100, tcp([80, 80])),
  entry(110, tcp([443, 443])),
  entry(120, tcp([22, 22], office)),
  entry(130, tcp([3389, 3389], office)),
  entry(140, tcp([32768, 65535])),
  entry(100, tcp([80, 80], undefined, true)),
  entry(110, tcp([443, 443], undefined, true)),
  entry(120, tcp([1024, 65535], office, true)),
  entry(140, tcp([32768, 65535], undefined, true)),
];
const CUSTOM = `${VPC}/custom-network-acl.html`;

const acls: readonly Documented[] = [
  {
    page: `${VPC}/default-network-acl.html`,
    name: "default network ACL, IPv4",
    acl: [entry(100), entry(100, { egress: true })],
    family: "ipv4",
    asked: "tcp 22",
    reached: true,
  },
  {
    page: `${VPC}/default-network-acl.html`,
    name: "default network ACL of a VPC that had no IPv6, by IPv6",
    acl: [entry(100), entry(100, { egress: true })],
    family: "ipv6",
    asked: "tcp 22",
    reached: false,
    wrongByGroups: true,
  },
  { page: CUSTOM, name: "custom network ACL, HTTPS", acl: custom, asked: "tcp 443", reached: true },
  { page: CUSTOM, name: "custom network ACL, SSH", acl: custom, asked: "tcp 22", reached: false, wrongByGroups: true },
  {
    page: CUSTOM,
    name: "custom network ACL, NetBIOS",
    acl: custom,
    asked: "tcp 139",
    reached: false,
    wrongByGroups: true,
  },
  { page: CUSTOM, name: "custom network ACL, a port of answers", acl: custom, asked: "tcp 40000", reached: true },
  { page: CUSTOM, name: "custom network ACL, UDP", acl: custom, asked: "udp 443", reached: false, wrongByGroups: true },
  {
    page: CUSTOM,
    name: "custom network ACL for IPv4, HTTPS by IPv6",
    acl: custom,
    family: "ipv6",
    asked: "tcp 443",
    reached: false,
    wrongByGroups: true,
  },
  {
    page: `${VPC}/create-network-acl.html`,
    name: "a network ACL as it is made, without rules",
    acl: [],
    asked: "tcp 443",
    reached: false,
    wrongByGroups: true,
  },
  {
    page: `${VPC}/nacl-basics.html`,
    name: "no rule for responses, since network ACLs are stateless",
    acl: [entry(100)],
    family: "ipv4",
    asked: "tcp 443",
    reached: false,
    wrongByGroups: true,
  },
  {
    page: `${VPC}/nacl-ephemeral-ports.html`,
    name: "ephemeral ports, with a deny of one port before them",
    acl: [
      entry(100),
      entry(90, { ...tcp([5000, 5000], undefined, true), action: "deny" }),
      entry(100, tcp([1024, 65535], undefined, true)),
    ],
    family: "ipv4",
    asked: "tcp 443",
    reached: true,
  },
];

const BPA = `${VPC}/security-vpc-bpa.html`;
const BASICS = `${VPC}/security-vpc-bpa-basics.html`;

const blocks: readonly Documented[] = [
  {
    page: BPA,
    name: "bidirectional",
    block: ["block-bidirectional"],
    asked: "tcp 22",
    reached: false,
    wrongByGroups: true,
  },
  { page: BPA, name: "ingress-only", block: ["block-ingress"], asked: "tcp 22", reached: false, wrongByGroups: true },
  {
    page: `${BASICS}#security-vpc-bpa-exclusions`,
    name: "bidirectional, with a bidirectional exclusion of the subnet",
    block: ["block-bidirectional", ["subnet/subnet-1", "allow-bidirectional"]],
    asked: "tcp 22",
    reached: true,
  },
  {
    page: `${BASICS}#security-vpc-bpa-exclusions`,
    name: "bidirectional, with an egress-only exclusion of the VPC",
    block: ["block-bidirectional", ["vpc/vpc-1", "allow-egress"]],
    asked: "tcp 22",
    reached: false,
    wrongByGroups: true,
  },
  {
    page: `${BASICS}#security-vpc-bpa-exclusions`,
    name: "ingress-only, with a bidirectional exclusion of another subnet",
    block: ["block-ingress", ["subnet/subnet-2", "allow-bidirectional"]],
    asked: "tcp 22",
    reached: false,
    wrongByGroups: true,
  },
];

const databases: readonly Documented[] = [
  {
    page: `${RDS}/USER_VPC.Scenarios.html#USER_VPC.Scenario1`,
    name: "a database for a machine of the same VPC",
    rules: ["tcp 3306 10.0.0.0/24"],
    routes: [],
    asked: "tcp 3306",
    reached: false,
  },
  {
    page: `${RDS}/USER_VPC.Scenarios.html#USER_VPC.Scenario4`,
    name: "a database for clients on the internet",
    rules: ["tcp 3306 0.0.0.0/0"],
    routes: [route("0.0.0.0/0", igw)],
    asked: "tcp 3306",
    reached: true,
  },
  {
    page: `${RDS}/USER_VPC.WorkingWithRDSInstanceinaVPC.html#USER_VPC.Hiding`,
    name: "a database in a private subnet, behind an open group",
    rules: ["tcp 3306 0.0.0.0/0"],
    routes: [route("0.0.0.0/0", nat)],
    asked: "tcp 3306",
    reached: false,
    wrongByGroups: true,
  },
];

export const documented: readonly Documented[] = [...groups, ...routes, ...acls, ...blocks, ...databases];
