// Cases of the check that databases are not reachable from the internet: SQL managed instances of Azure.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members, RelatedRows } from "../../cases.ts";

const network = "/subscriptions/s/resourceGroups/Net/providers/Microsoft.Network/virtualNetworks/Hub";
const subnetId = `${network}/subnets/Instances`;
const groupId = "/subscriptions/s/resourceGroups/Net/providers/Microsoft.Network/networkSecurityGroups/Instances";

const instance = (members: Members = {}): Json => ({
  id: "/subscriptions/s/resourceGroups/Data/providers/Microsoft.Sql/managedInstances/Orders",
  properties: { publicDataEndpointEnabled: true, subnetId, state: "Ready", ...members },
});

const rule = (priority: number, access: string, source: string, port: string): Json => ({
  name: `r${priority}`,
  properties: {
    access,
    priority,
    direction: "Inbound",
    protocol: "Tcp",
    sourceAddressPrefix: source,
    sourcePortRange: "*",
    destinationAddressPrefix: "*",
    destinationPortRange: port,
  },
});

const behind = (...securityRules: Json[]): { networks: RelatedRows; groups: RelatedRows } => ({
  networks: {
    rows: [
      {
        id: network,
        properties: {
          subnets: [
            { id: `${network}/subnets/web`, properties: { networkSecurityGroup: { id: `${groupId}2` } } },
            // Resource Graph and ARM do not spell ids alike.
            { id: subnetId.toUpperCase(), properties: { networkSecurityGroup: { id: groupId.toUpperCase() } } },
          ],
        },
      },
    ],
  },
  groups: {
    rows: [
      { id: groupId, properties: { securityRules } },
      { id: `${groupId}2`, properties: { securityRules: [rule(100, "Allow", "*", "*")] } },
    ],
  },
});

const open = rule(1300, "Allow", "Internet", "3342");

export const cases: Cases = {
  "azure microsoft.sql/managedinstances": {
    cases: [
      {
        name: "no public endpoint, although the port is open",
        slice: instance({ publicDataEndpointEnabled: false }),
        related: behind(open),
        expect: "pass",
        because: "the database has no public endpoint that accepts connections",
        facts: { publicEndpoint: false },
      },
      ...[{}, { publicDataEndpointEnabled: null }].map((said) => ({
        name: `no word on a public endpoint: ${JSON.stringify(said)}`,
        slice: { properties: { subnetId, ...said } },
        related: behind(open),
        expect: "indeterminate" as const,
        problem: "not-in-answer" as const,
      })),
      {
        name: "a public endpoint that the internet reaches",
        slice: instance(),
        related: behind(open),
        expect: "fail",
        because:
          "the database has a public endpoint, and its rules let in the internet (a range wider than an IPv4 /8 or IPv6 /32)",
        facts: {
          publicEndpoint: true,
          port: 3342,
          rules: [{ name: "r1300", priority: 1300, protocol: "tcp", ports: ["3342"], sources: ["internet"] }],
          ruleCount: 1,
        },
      },
      { name: "a stopped instance", slice: instance({ state: "Stopped" }), related: behind(open), expect: "fail" },
      {
        name: "a public endpoint behind default rules",
        slice: instance(),
        related: behind(),
        expect: "pass",
        because:
          "the database has a public endpoint, and its rules do not let in the internet (a range wider than an IPv4 /8 or IPv6 /32)",
        facts: { publicEndpoint: true },
      },
      {
        name: "the same, where no public endpoint is allowed",
        slice: instance(),
        related: behind(),
        parameters: { allowPublicEndpoint: false },
        expect: "fail",
        because: "the database has a public endpoint",
      },
      {
        name: "the port of the private endpoint",
        slice: instance(),
        related: behind(rule(1300, "Allow", "Internet", "1433")),
        expect: "pass",
      },
      {
        name: "an office",
        slice: instance(),
        related: behind(rule(1300, "Allow", "192.0.2.0/24", "3342")),
        expect: "pass",
      },
      {
        name: "a deny before it",
        slice: instance(),
        related: behind(open, rule(1200, "Deny", "*", "*")),
        expect: "pass",
      },
      {
        name: "no subnet",
        slice: { properties: { publicDataEndpointEnabled: true } },
        expect: "indeterminate",
        because: "the answer from Azure lacks subnetId of the instance",
      },
      {
        name: "a network that was not read",
        slice: instance(),
        related: {
          networks: { rows: [], complete: false, problem: { code: "denied", detail: "virtualNetworks/read" } },
        },
        expect: "indeterminate",
        problem: "denied",
      },
      {
        name: "a network that is not there",
        slice: instance(),
        related: { ...behind(open), networks: { rows: [] } },
        expect: "indeterminate",
        because: "the virtual network of the instance was not read",
      },
      {
        name: "a subnet without a group",
        slice: instance(),
        related: {
          ...behind(open),
          networks: { rows: [{ properties: { subnets: [{ id: subnetId, properties: {} }] } }] },
        },
        expect: "indeterminate",
        because: "the subnet of the instance names no network security group",
      },
      ...[{}, { id: null }, { id: "" }].map((networkSecurityGroup) => ({
        name: `a subnet whose group is ${JSON.stringify(networkSecurityGroup)}`,
        slice: instance(),
        related: {
          ...behind(open),
          networks: { rows: [{ properties: { subnets: [{ id: subnetId, properties: { networkSecurityGroup } }] } }] },
        },
        expect: "indeterminate" as const,
        problem: "not-in-answer" as const,
        because: "the subnet of the instance names no network security group",
      })),
      {
        name: "another subnet of the network whose group is {}",
        slice: instance(),
        related: {
          ...behind(open),
          networks: {
            rows: [
              {
                properties: {
                  subnets: [
                    { id: `${network}/subnets/web`, properties: { networkSecurityGroup: {} } },
                    { id: subnetId, properties: { networkSecurityGroup: { id: groupId } } },
                  ],
                },
              },
            ],
          },
        },
        expect: "fail",
      },
      {
        name: "a rule that names no port",
        slice: instance(),
        related: behind(rule(1300, "Allow", "Internet", "")),
        expect: "indeterminate",
        problem: "not-in-answer",
        because: "a security rule names no destination port",
      },
      {
        name: "a rule with an empty port beside several",
        slice: instance(),
        related: behind({
          name: "r100",
          properties: {
            access: "Allow",
            direction: "Inbound",
            priority: 100,
            protocol: "*",
            sourceAddressPrefix: "",
            sourceAddressPrefixes: ["Internet"],
            destinationAddressPrefix: "*",
            destinationPortRange: "",
            destinationPortRanges: ["443", "3342"],
          },
        }),
        expect: "fail",
      },
      {
        name: "a group that is not there",
        slice: instance(),
        related: { ...behind(open), groups: { rows: [] } },
        expect: "indeterminate",
        because: "the network security group of the instance was not read",
      },
      {
        name: "groups that were not read",
        slice: instance(),
        related: { ...behind(open), groups: { rows: [], complete: false } },
        expect: "indeterminate",
        problem: "unavailable",
      },
    ],
  },
};
