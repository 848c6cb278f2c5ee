// Lists rule sets of the documentation on network security groups and public addresses, with the answer that it gives.
import { LEARN, rule, toGroup, type Example } from "./documented-rules.ts";

const HOW_IT_WORKS = `${LEARN}virtual-network/network-security-group-how-it-works`;
const OVERVIEW = `${LEARN}virtual-network/network-security-groups-overview`;
const APPLICATION_GROUPS = `${LEARN}virtual-network/application-security-groups`;
const FILTERING = `${LEARN}virtual-network/tutorial-filter-network-traffic`;
const DIAGNOSING = `${LEARN}virtual-network/diagnose-network-traffic-filter-problem`;
const ADDRESSES = `${LEARN}virtual-network/ip-services/public-ip-addresses`;
const MANAGED_INSTANCE = `${LEARN}azure-sql/managed-instance/public-endpoint-configure`;

const http = rule(100, "Allow", "Internet", "80");

/** https://learn.microsoft.com/en-us/azure/virtual-network/application-security-groups */
const ASG = [
  rule(100, "Allow", "Internet", "80", toGroup("asgweb")),
  rule(120, "Deny", "*", "1433", { ...toGroup("asgdb"), protocol: "*" }),
  rule(110, "Allow", "", "1433", {
    ...toGroup("asgdb"),
    sourceApplicationSecurityGroups: [{ id: "/subscriptions/s/asglogic" }],
  }),
];
const TUTORIAL = [
  rule(100, "Allow", "*", "", { ...toGroup("asg-web"), destinationPortRanges: ["80", "443"] }),
  rule(110, "Allow", "*", "3389", toGroup("asg-mgmt")),
];
const PUBLIC_ENDPOINT = [rule(1300, "Allow", "Internet", "3342"), rule(4096, "Deny", "*", "*", { protocol: "*" })];

export const EXAMPLES_OF_GROUPS: readonly Example[] = [
  {
    page: HOW_IT_WORKS,
    name: "VM1: NSG1 allows port 80, NSG2 does too",
    subnet: [http],
    own: [http],
    traffic: ["tcp", 80],
    isReached: true,
  },
  {
    page: HOW_IT_WORKS,
    name: "VM1: NSG1 has no rule for port 80, NSG2 is never asked",
    subnet: [],
    own: [http],
    traffic: ["tcp", 80],
    isReached: false,
    before: "both groups must allow",
  },
  {
    page: HOW_IT_WORKS,
    name: "VM1: NSG1 allows port 80, NSG2 does not",
    subnet: [http],
    own: [],
    traffic: ["tcp", 80],
    isReached: false,
    before: "both groups must allow",
  },
  { page: HOW_IT_WORKS, name: "VM2: all that NSG1 allows", subnet: [http], traffic: ["tcp", 80], isReached: true },
  {
    page: HOW_IT_WORKS,
    name: "VM2: nothing that NSG1 denies",
    subnet: [rule(100, "Deny", "*", "80")],
    traffic: ["tcp", 80],
    isReached: false,
  },
  { page: HOW_IT_WORKS, name: "VM3: NSG2 alone", own: [http], traffic: ["tcp", 80], isReached: true },
  {
    page: HOW_IT_WORKS,
    name: "VM4: no group at all",
    isBasic: true,
    traffic: ["tcp", 80],
    isReached: true,
    before: "no group",
  },
  { page: ADDRESSES, name: "a Standard address without a group is closed", traffic: ["tcp", 80], isReached: false },
  {
    page: ADDRESSES,
    name: "a Standard address, and a group that allows the traffic",
    own: [http],
    traffic: ["tcp", 80],
    isReached: true,
  },
  {
    page: ADDRESSES,
    name: "a Basic address is open by default",
    isBasic: true,
    traffic: ["udp", 161],
    isReached: true,
    before: "no group",
  },
  { page: OVERVIEW, name: "DenyAllInbound: default rules alone", own: [], traffic: ["tcp", 3389], isReached: false },
  {
    page: OVERVIEW,
    name: "AllowVNetInBound and AllowAzureLoadBalancerInBound, written out",
    own: [
      rule(4000, "Allow", "VirtualNetwork", "0-65535", { protocol: "*", destinationAddressPrefix: "VirtualNetwork" }),
      rule(4001, "Allow", "AzureLoadBalancer", "0-65535", { protocol: "*", destinationAddressPrefix: "0.0.0.0/0" }),
    ],
    traffic: ["tcp", 22],
    isReached: false,
  },
  {
    page: OVERVIEW,
    name: "processing stops at the first rule that matches",
    own: [rule(200, "Allow", "*", "80"), rule(100, "Deny", "Internet", "80")],
    traffic: ["tcp", 80],
    isReached: false,
  },
  {
    page: OVERVIEW,
    name: "an address of the internet is no destination: Azure has put the private one in its place",
    own: [rule(100, "Allow", "*", "80", { destinationAddressPrefix: "20.1.2.3" })],
    traffic: ["tcp", 80],
    isReached: false,
    before: "an address",
  },
  {
    page: OVERVIEW,
    name: "an augmented rule with several ports and addresses",
    own: [
      rule(100, "Allow", "", "", {
        sourceAddressPrefixes: ["0.0.0.0/1", "128.0.0.0/1"],
        destinationPortRanges: ["80", "10000-10005"],
      }),
    ],
    traffic: ["tcp", 10003],
    isReached: true,
  },
  {
    page: APPLICATION_GROUPS,
    name: "Allow-HTTP-Inbound-Internet: NIC1, in AsgWeb",
    subnet: ASG,
    groups: ["asgweb"],
    traffic: ["tcp", 80],
    isReached: true,
  },
  {
    page: APPLICATION_GROUPS,
    name: "Allow-HTTP-Inbound-Internet: NIC3, in AsgLogic",
    subnet: ASG,
    groups: ["asglogic"],
    traffic: ["tcp", 80],
    isReached: false,
    before: "an application group",
  },
  {
    page: APPLICATION_GROUPS,
    name: "Deny-Database-All: NIC4, in AsgDb",
    subnet: ASG,
    groups: ["asgdb"],
    traffic: ["tcp", 1433],
    isReached: false,
  },
  {
    page: FILTERING,
    name: "vm-2, in asg-mgmt: RDP from the internet",
    subnet: TUTORIAL,
    groups: ["asg-mgmt"],
    traffic: ["tcp", 3389],
    isReached: true,
  },
  {
    page: FILTERING,
    name: "vm-1, in asg-web: no RDP from the internet",
    subnet: TUTORIAL,
    groups: ["asg-web"],
    traffic: ["tcp", 3389],
    isReached: false,
    before: "an application group",
  },
  {
    page: FILTERING,
    name: "vm-1, in asg-web: HTTP from the internet",
    subnet: TUTORIAL,
    groups: ["asg-web"],
    traffic: ["tcp", 80],
    isReached: true,
  },
  {
    page: DIAGNOSING,
    name: "DenyAllInBound keeps port 80 closed",
    subnet: [],
    own: [rule(1000, "Allow", "*", "22")],
    traffic: ["tcp", 80],
    isReached: false,
  },
  {
    page: DIAGNOSING,
    name: "Allow-HTTP-All, to the address of the machine",
    own: [rule(100, "Allow", "*", "80", { destinationAddressPrefix: "10.0.0.4" })],
    traffic: ["tcp", 80],
    isReached: true,
  },
  {
    page: MANAGED_INSTANCE,
    name: "public_endpoint_inbound",
    subnet: PUBLIC_ENDPOINT,
    traffic: ["tcp", 3342],
    isReached: true,
  },
  {
    page: MANAGED_INSTANCE,
    name: "the port beside public_endpoint_inbound",
    subnet: PUBLIC_ENDPOINT,
    traffic: ["tcp", 1433],
    isReached: false,
  },
];
