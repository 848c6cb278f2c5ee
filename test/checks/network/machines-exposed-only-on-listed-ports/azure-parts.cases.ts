// Cases of the check on machines exposed only on listed ports: network managers, load balancers and parts that were not read, in Azure.
import type { Case } from "../../cases.ts";
import {
  adminRule,
  around,
  balancer,
  machine,
  NATTED,
  natRule,
  of,
  POOL,
  PUBLIC,
  rule,
  shown,
  unread,
} from "./azure-machine.ts";

const ways = ["public address vm-ip (vm-nic)"];
const ssh = rule(100, "Allow", "22");

/** https://learn.microsoft.com/en-us/azure/virtual-network-manager/concept-security-admins */
export const managed: readonly Case[] = [
  of(
    "a Deny of a network manager before groups that are open",
    { own: [ssh], admin: [adminRule(10, "Deny", "22")] },
    "pass",
  ),
  of(
    "Always allow of a network manager before groups that are closed",
    { own: [], admin: [adminRule(10, "AlwaysAllow", "22")] },
    "fail",
    {
      facts: {
        ways,
        openTraffic: ["tcp/22"],
        openTrafficCount: 1,
        rules: [
          {
            name: "a10",
            networkManager: "nm",
            access: "AlwaysAllow",
            priority: 10,
            protocol: "tcp",
            ports: ["22"],
            sources: ["*"],
          },
        ],
        ruleCount: 1,
      },
    },
  ),
  of(
    "Allow of a network manager before groups that are closed",
    { own: [], admin: [adminRule(10, "Allow", "22")] },
    "pass",
  ),
  of(
    "an exception for SSH before the Deny, and groups that are open",
    { own: [ssh], admin: [adminRule(10, "Allow", "22"), adminRule(20, "Deny", "22")] },
    "fail",
  ),
];

const nat = ["inbound NAT rule lb/SSH (vm-nic)"];
/** https://learn.microsoft.com/en-us/azure/load-balancer/inbound-nat-rules */
export const forwarded: readonly Case[] = [
  of(
    "an inbound NAT rule, and a group that is open for its backend port",
    { configurations: [NATTED], balancers: [balancer([natRule()])], own: [ssh] },
    "fail",
    {
      facts: {
        ways: nat,
        openTraffic: ["tcp/22"],
        openTrafficCount: 1,
        rules: [shown("nsg-nic", 100, ["22"])],
        ruleCount: 1,
      },
    },
  ),
  of(
    "an inbound NAT rule, and a group that is open for its frontend port",
    { configurations: [NATTED], balancers: [balancer([natRule()])], own: [rule(100, "Allow", "50022")] },
    "pass",
  ),
  of(
    "an inbound NAT rule, and a group that is open for all but its backend port",
    {
      configurations: [NATTED],
      balancers: [balancer([natRule()])],
      own: [rule(90, "Deny", "22"), rule(100, "Allow", "*")],
    },
    "pass",
  ),
  of(
    "an inbound NAT rule to a listed port",
    {
      configurations: [NATTED],
      balancers: [balancer([natRule({ backendPort: 443 })])],
      own: [rule(100, "Allow", "*")],
    },
    "pass",
  ),
  of(
    "an inbound NAT rule of an internal load balancer",
    { configurations: [NATTED], balancers: [balancer([natRule()], { privateIPAddress: "10.0.0.9" })], own: [ssh] },
    "pass",
    {
      because: "no public address and no inbound NAT rule leads to the machine",
      facts: {},
    },
  ),
  of(
    "an inbound NAT rule to a pool of machines",
    {
      configurations: [{ loadBalancerBackendAddressPools: [{ id: POOL }] }],
      balancers: [balancer([natRule({ backendAddressPool: { id: POOL } })])],
      own: [ssh],
    },
    "fail",
  ),
  of(
    "a load balancing rule alone, which is not judged",
    {
      configurations: [{ loadBalancerBackendAddressPools: [{ id: POOL }] }],
      balancers: [balancer([])],
      own: [rule(100, "Allow", "*")],
    },
    "pass",
  ),
  of(
    "an inbound NAT rule without a group, of a Standard load balancer",
    { configurations: [NATTED], balancers: [balancer([natRule()])] },
    "pass",
  ),
  of(
    "a floating address, which a rule for one address may be for",
    {
      configurations: [NATTED],
      balancers: [balancer([natRule({ enableFloatingIP: true })])],
      own: [rule(100, "Allow", "22", { destinationAddressPrefix: "10.0.0.4" })],
    },
    "indeterminate",
    { problem: "not-in-answer" },
  ),
  of(
    "an inbound NAT rule that does not say its backend port",
    { configurations: [NATTED], balancers: [balancer([natRule({ backendPort: null })])], own: [ssh] },
    "indeterminate",
    { problem: "not-in-answer" },
  ),
  of(
    "an inbound NAT rule that its load balancer does not have",
    { configurations: [NATTED], balancers: [balancer([])], own: [ssh] },
    "indeterminate",
    { problem: "contradictory" },
  ),
  {
    ...of("a load balancer that was not read", { configurations: [NATTED], own: [ssh] }, "indeterminate"),
    related: unread("balancers", around({ configurations: [NATTED], own: [ssh] })),
  },
  {
    ...of(
      "a load balancer that was not read, before a group that is closed",
      { configurations: [NATTED], own: [] },
      "pass",
    ),
    related: unread("balancers", around({ configurations: [NATTED], own: [] })),
  },
];

const open = around({ subnet: [ssh], own: [ssh] });
const closed = around({ subnet: [ssh], own: [] });
export const missing: readonly Case[] = [
  {
    name: "an interface that was not read",
    slice: machine(),
    related: unread("interfaces", open),
    expect: "indeterminate",
  },
  { name: "a network that was not read", slice: machine(), related: unread("networks", open), expect: "indeterminate" },
  {
    name: "a network that was not read, before a group that is closed",
    slice: machine(),
    related: unread("networks", closed),
    expect: "pass",
  },
  { name: "groups that were not read", slice: machine(), related: unread("groups", open), expect: "indeterminate" },
  {
    name: "rules of network managers that were not read",
    slice: machine(),
    related: unread("adminRules", closed),
    expect: "indeterminate",
  },
  {
    name: "an address that was not read, where a group decides",
    slice: machine(),
    related: unread("addresses", open),
    expect: "fail",
  },
  {
    name: "an address that was not read, where no group is",
    slice: machine(),
    related: unread("addresses", around({})),
    expect: "indeterminate",
  },
  of(
    "an interface whose private address was not told",
    {
      configurations: [{ ...PUBLIC, privateIPAddress: null }],
      own: [rule(100, "Allow", "22", { destinationAddressPrefix: "10.0.0.4" })],
    },
    "indeterminate",
    { problem: "not-in-answer" },
  ),
  of("an interface without configurations", { configurations: [] }, "indeterminate", { problem: "not-in-answer" }),
  of(
    "an interface whose subnet was not told",
    { configurations: [{ ...PUBLIC, subnet: null }], own: [ssh] },
    "indeterminate",
    { problem: "not-in-answer" },
  ),
  of(
    "a source that is no address",
    { own: [rule(100, "Allow", "22", { sourceAddressPrefix: "0/0" })] },
    "indeterminate",
    { problem: "unexpected-shape" },
  ),
  of(
    "a protocol that Azure does not document, beside a rule that can be read",
    { own: [rule(90, "Allow", "443"), rule(100, "Allow", "22", { protocol: "Gre" })] },
    "indeterminate",
    { problem: "unexpected-shape" },
  ),
  of(
    "a protocol of an admin rule that Azure does not document",
    { own: [rule(100, "Deny", "*")], admin: [adminRule(1, "AlwaysAllow", "22", { protocol: "Gre" })] },
    "indeterminate",
    { problem: "unexpected-shape" },
  ),
  ...["constructor", "__proto__"].flatMap((protocol) => [
    of(
      `an inbound NAT rule whose protocol is ${protocol}`,
      { configurations: [NATTED], own: [ssh], balancers: [balancer([natRule({ protocol })])] },
      "indeterminate",
    ),
    of(`a rule whose protocol is ${protocol}`, { own: [rule(100, "Allow", "22", { protocol })] }, "indeterminate", {
      problem: "unexpected-shape",
    }),
  ]),
  {
    name: "a machine without interfaces",
    slice: machine({ networkProfile: null }),
    related: open,
    expect: "indeterminate",
    problem: "not-in-answer",
  },
];
