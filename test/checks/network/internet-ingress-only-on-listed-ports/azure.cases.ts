// Cases of the check on internet ingress only on listed ports: groups and security admin rules of Azure.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases, Members, RelatedRows } from "../../cases.ts";
import { adminRule, rule } from "../machines-exposed-only-on-listed-ports/azure-machine.ts";

const internet = "the internet (a range wider than an IPv4 /8 or IPv6 /32)";
const NETWORK = "/subscriptions/s/resourceGroups/n/providers/Microsoft.Network/virtualNetworks/Hub";
const OTHER = `${NETWORK}2`;
const NIC = "/subscriptions/s/resourceGroups/n/providers/Microsoft.Network/networkInterfaces/vm-nic";

const nsg = (securityRules: readonly Json[], members: Members = {}): Json => ({
  id: "/subscriptions/s/resourceGroups/n/providers/Microsoft.Network/networkSecurityGroups/web",
  properties: { securityRules, defaultSecurityRules: [], ...members },
});
const ssh = rule(100, "Allow", "22");
const shown = (priority: number, ports: readonly string[]): Json => ({
  name: `r${priority}`,
  priority,
  protocol: "tcp",
  ports,
  sources: ["internet"],
});

const of = (name: string, rules: readonly Json[], expect: Case["expect"], more: Partial<Case> = {}): Case => ({
  name,
  slice: nsg(rules),
  expect,
  ...more,
});

const groups: readonly Case[] = [
  of("default rules alone", [], "pass", {
    because: `the rules let ${internet} in on listed traffic at most`,
    facts: {},
  }),
  of("HTTP and HTTPS", [rule(100, "Allow", "80"), rule(110, "Allow", "443")], "pass"),
  // https://learn.microsoft.com/en-us/azure/virtual-network/tutorial-filter-network-traffic, allow-rdp-all
  of(
    "documented: RDP to the group of management machines",
    [rule(110, "Allow", "3389", { sourceAddressPrefix: "*" })],
    "fail",
    {
      because: `the rules let ${internet} in on unlisted tcp/3389`,
    },
  ),
  // https://learn.microsoft.com/en-us/azure/azure-sql/managed-instance/public-endpoint-configure
  of(
    "documented: public_endpoint_inbound",
    [rule(1300, "Allow", "3342"), rule(4096, "Deny", "*", { sourceAddressPrefix: "*", protocol: "*" })],
    "fail",
    {
      facts: { openTraffic: ["tcp/3342"], openTrafficCount: 1, rules: [shown(1300, ["3342"])], ruleCount: 1 },
    },
  ),
  // https://learn.microsoft.com/en-us/azure/virtual-network/network-security-groups-overview, security rules
  of(
    "documented: an augmented rule with ports and ranges of ports",
    [rule(100, "Allow", "", { destinationPortRange: "", destinationPortRanges: ["80", "10000-10005"] })],
    "fail",
    {
      because: `the rules let ${internet} in on unlisted tcp/10000-10005`,
    },
  ),
  of("all ports", [rule(100, "Allow", "*")], "fail", {
    because: `the rules let ${internet} in on unlisted tcp/0-79, tcp/81-442 and 1 more`,
  }),
  of("any protocol", [rule(100, "Allow", "443", { protocol: "*" })], "fail"),
  of("ESP", [rule(100, "Allow", "*", { protocol: "Esp" })], "fail", {
    because: `the rules let ${internet} in on unlisted esp`,
  }),
  of("ESP, which the company lists", [rule(100, "Allow", "*", { protocol: "Esp" })], "pass", {
    parameters: { allowedPorts: ["protocol/50"] },
  }),
  of(
    "ICMP, which is listed unless the company says otherwise",
    [rule(100, "Allow", "*", { protocol: "Icmp" })],
    "pass",
  ),
  of("ICMP, which the company does not list", [rule(100, "Allow", "*", { protocol: "Icmp" })], "fail", {
    parameters: { allowIcmp: false },
  }),
  of("SSH, which the company lists", [ssh], "pass", { parameters: { allowedPorts: ["tcp/22"] } }),
  of("SSH from the office", [rule(100, "Allow", "22", { sourceAddressPrefix: "192.0.2.0/24" })], "pass"),
  of("SSH from a service tag", [rule(100, "Allow", "22", { sourceAddressPrefix: "AzureCloud" })], "pass"),
  of(
    "SSH from a range within a bound that the company sets",
    [rule(100, "Allow", "22", { sourceAddressPrefix: "20.0.0.0/20" })],
    "fail",
    { parameters: { broadestIpv4Prefix: 24 } },
  ),
  of("SSH behind a deny", [rule(90, "Deny", "*", { protocol: "*" }), ssh], "pass"),
  of("SSH before a deny", [rule(190, "Deny", "*", { protocol: "*" }), ssh], "fail"),
  of("outbound", [rule(100, "Allow", "22", { direction: "Outbound" })], "pass"),
  of("a source that is no address", [rule(100, "Allow", "22", { sourceAddressPrefix: "0/0" })], "indeterminate", {
    problem: "unexpected-shape",
  }),
  of(
    "a source that is no address, beside a rule that is open",
    [rule(90, "Allow", "22", { sourceAddressPrefix: "0/0" }), rule(100, "Allow", "3389")],
    "fail",
  ),
  of(
    "a source that is no address, for a listed port",
    [rule(100, "Allow", "443", { sourceAddressPrefix: "0/0" })],
    "pass",
  ),
  { name: "a group whose rules were not told", slice: { properties: {} }, expect: "indeterminate" },
];

const before = (
  ...managed: readonly (readonly [network: string, rules: readonly Json[]])[]
): { readonly [relation: string]: RelatedRows } => ({
  interfaces: {
    rows: [{ id: NIC, properties: { ipConfigurations: [{ properties: { subnet: { id: `${OTHER}/subnets/a` } } }] } }],
  },
  adminRules: { rows: managed.map(([network, Rules]) => ({ VirtualNetwork: network.toLowerCase(), Rules })) },
});
const inSubnet: Members = { subnets: [{ id: `${NETWORK}/subnets/Web` }] };
const deny = [adminRule(10, "Deny", "22")];
const askedAfter = "security admin rules";

/** https://learn.microsoft.com/en-us/azure/virtual-network-manager/concept-security-admins */
const managed: readonly Case[] = [
  {
    name: "SSH, which rules of a network manager deny",
    slice: nsg([ssh], inSubnet),
    related: before([NETWORK, deny]),
    expect: "pass",
    because: `rules, where asked, let ${internet} in on listed traffic at most`,
    facts: { askedAfter },
  },
  {
    name: "SSH, which rules of a network manager leave to the group",
    slice: nsg([ssh], inSubnet),
    related: before([NETWORK, [adminRule(5, "Allow", "22"), ...deny]]),
    expect: "fail",
    facts: { askedAfter, openTraffic: ["tcp/22"], openTrafficCount: 1, rules: [shown(100, ["22"])], ruleCount: 1 },
  },
  {
    name: "SSH, which rules of a network manager deny from half the internet",
    slice: nsg([ssh], inSubnet),
    related: before([NETWORK, [adminRule(10, "Deny", "22", { sources: [{ addressPrefix: "0.0.0.0/1" }] })]]),
    expect: "fail",
  },
  {
    name: "SSH, which rules of a network manager deny to one machine",
    slice: nsg([ssh], inSubnet),
    related: before([NETWORK, [adminRule(10, "Deny", "22", { destinations: [{ addressPrefix: "10.0.0.4" }] })]]),
    expect: "fail",
  },
  {
    name: "SSH, which the managers of both networks deny",
    slice: nsg([ssh], { ...inSubnet, networkInterfaces: [{ id: NIC }] }),
    related: before([NETWORK, deny], [OTHER, deny]),
    expect: "pass",
  },
  {
    name: "SSH, which the manager of one network denies, and that of an interface's network does not",
    slice: nsg([ssh], { ...inSubnet, networkInterfaces: [{ id: NIC }] }),
    related: before([NETWORK, deny], [OTHER, []]),
    expect: "fail",
    because: `the rules let ${internet} in on unlisted tcp/22`,
  },
  {
    name: "SSH, and rules of a network manager that were not read",
    slice: nsg([ssh], inSubnet),
    related: { ...before(), adminRules: { rows: [], complete: false } },
    expect: "fail",
    because: `the rules let ${internet} in on unlisted tcp/22`,
  },
  {
    name: "SSH, and an interface that was not read",
    slice: nsg([ssh], { ...inSubnet, networkInterfaces: [{ id: `${NIC}2` }] }),
    related: before([NETWORK, deny]),
    expect: "fail",
  },
  {
    name: "SSH, and rules of two network managers, which nobody can order",
    slice: nsg([ssh], inSubnet),
    related: before([
      NETWORK,
      [...deny, adminRule(20, "Deny", "22", { id: "/networkManagers/b/securityAdminConfigurations/c/rules/x" })],
    ]),
    expect: "fail",
  },
];

const admin = (name: string, Rules: readonly Json[], expect: Case["expect"], more: Partial<Case> = {}): Case => ({
  name,
  slice: { VirtualNetwork: NETWORK.toLowerCase(), Rules },
  expect,
  ...more,
});

export const cases: Cases = {
  "azure microsoft.network/networksecuritygroups": { cases: [...groups, ...managed] },
  "azure Tidemark::Network::SecurityAdminRules": {
    cases: [
      admin("no network manager", [], "not-applicable"),
      admin(
        "documented: high-risk ports are denied",
        [adminRule(10, "Deny", "22"), adminRule(11, "Deny", "3389")],
        "pass",
        {
          because: `the admin rules let ${internet} in on listed traffic at most`,
        },
      ),
      admin(
        "documented: an exception that leaves SSH to the groups",
        [adminRule(5, "Allow", "22"), adminRule(10, "Deny", "22")],
        "pass",
      ),
      admin(
        "documented: a scanner may always come in, from its own addresses",
        [adminRule(5, "AlwaysAllow", "*", { sources: [{ addressPrefix: "192.0.2.0/28" }] })],
        "pass",
      ),
      admin("SSH always comes in, past all groups", [adminRule(5, "AlwaysAllow", "22")], "fail", {
        facts: {
          openTraffic: ["tcp/22"],
          openTrafficCount: 1,
          rules: [{ name: "a5", priority: 5, protocol: "tcp", ports: ["22"], sources: ["*"] }],
          ruleCount: 1,
        },
      }),
      admin("HTTPS always comes in", [adminRule(5, "AlwaysAllow", "443")], "pass"),
      admin(
        "SSH always comes in to one machine",
        [adminRule(5, "AlwaysAllow", "22", { destinations: [{ addressPrefix: "10.0.0.4" }] })],
        "fail",
      ),
      admin(
        "SSH always comes in from machines of a network group",
        [
          adminRule(5, "AlwaysAllow", "22", {
            sources: [{ addressPrefix: "/subscriptions/h/networkGroups/g", addressPrefixType: "NetworkGroup" }],
          }),
        ],
        "pass",
      ),
      admin(
        "SSH always comes in behind an Allow that leaves it to the groups",
        [adminRule(5, "Allow", "22"), adminRule(10, "AlwaysAllow", "22")],
        "pass",
      ),
      admin("outbound", [adminRule(5, "AlwaysAllow", "22", { direction: "Outbound" })], "pass"),
      admin(
        "sources that are left blank are any",
        [adminRule(5, "AlwaysAllow", "22", { sources: [], destinations: null, sourcePortRanges: null })],
        "fail",
      ),
      ...["Maybe", "constructor", "__proto__"].map((access) =>
        admin(`${access}, an access that Azure does not document`, [adminRule(5, access, "22")], "indeterminate", {
          problem: "unexpected-shape",
        }),
      ),
      admin(
        "a protocol that Azure does not document",
        [adminRule(5, "AlwaysAllow", "443"), adminRule(6, "AlwaysAllow", "22", { protocol: "Gre" })],
        "indeterminate",
        { problem: "unexpected-shape" },
      ),
      admin(
        "rules of two network managers, which nobody can order",
        [
          adminRule(5, "AlwaysAllow", "22"),
          adminRule(6, "Deny", "22", { id: "/networkManagers/b/securityAdminConfigurations/c/rules/x" }),
        ],
        "indeterminate",
        { problem: "not-in-answer" },
      ),
    ],
  },
};
