// Cases of the check that administration ports are closed to the internet: Azure.
import type { Cases } from "../../cases.ts";
import { nsg, rule, shown } from "./security-group.ts";
import { singularAndPlural } from "./singular-and-plural.ts";
import { sources } from "./azure-sources.ts";
import { managedGroups, managers } from "./azure-managers.cases.ts";

export const cases: Cases = {
  "azure microsoft.network/networksecuritygroups": {
    cases: [
      ...managedGroups,
      { name: "default rules alone", slice: nsg(), expect: "pass", facts: {} },
      {
        name: "SSH from anywhere",
        slice: nsg(rule(100, "Allow")),
        expect: "fail",
        because: "the rules open port 22 to the internet (a range wider than an IPv4 /8 or IPv6 /32)",
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
        because: "the rules open ports 22, 3389 to the internet (a range wider than an IPv4 /8 or IPv6 /32)",
      },
      ...singularAndPlural,
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
      {
        name: "a deny from all source ports in two ranges before it",
        slice: nsg(
          rule(100, "Deny", { sourcePortRange: "", sourcePortRanges: ["1024-65535", "0-1023"] }),
          rule(200, "Allow"),
        ),
        expect: "pass",
      },
      {
        name: "a deny from some of the source ports before it",
        slice: nsg(
          rule(100, "Deny", { sourcePortRange: "", sourcePortRanges: ["0-1023", "1025-65535"] }),
          rule(200, "Allow"),
        ),
        expect: "fail",
      },
      {
        name: "a deny from more source ports than it is for",
        slice: nsg(
          rule(100, "Deny", { sourcePortRange: "1000-65535" }),
          rule(200, "Allow", { sourcePortRange: "1024-65535" }),
        ),
        expect: "pass",
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
        name: "an allow from two ranges, one denied before, and the other as large as the bound",
        slice: nsg(
          rule(100, "Deny", { sourceAddressPrefix: "20.0.0.0/8" }),
          rule(200, "Allow", { sourceAddressPrefix: null, sourceAddressPrefixes: ["20.0.0.0/8", "21.0.0.0/8"] }),
        ),
        expect: "pass",
      },
      {
        name: "a deny of a few addresses before it",
        slice: nsg(rule(100, "Deny", { sourceAddressPrefix: "8.8.8.8" }), rule(200, "Allow")),
        expect: "fail",
      },
      ...sources,
      {
        name: "a deny for one source port before it",
        slice: nsg(rule(100, "Deny", { sourcePortRange: "1000" }), rule(200, "Allow")),
        expect: "fail",
      },
      {
        name: "a deny for the one source port of the allow before it",
        slice: nsg(rule(100, "Deny", { sourcePortRange: "1000" }), rule(200, "Allow", { sourcePortRange: "1000" })),
        expect: "pass",
      },
      {
        name: "denies to each machine of the allow before it",
        slice: nsg(
          rule(100, "Deny", { destinationAddressPrefix: "10.0.0.4" }),
          rule(110, "Deny", { destinationAddressPrefix: "10.0.0.5" }),
          rule(200, "Allow", {
            destinationAddressPrefix: null,
            destinationAddressPrefixes: ["10.0.0.4", "10.0.0.5"],
          }),
        ),
        expect: "pass",
      },
      {
        name: "a deny to one machine of two before it",
        slice: nsg(
          rule(100, "Deny", { destinationAddressPrefix: "10.0.0.4" }),
          rule(200, "Allow", {
            destinationAddressPrefix: null,
            destinationAddressPrefixes: ["10.0.0.4", "10.0.0.5"],
          }),
        ),
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
        name: "a deny of IPv4 to IPv4 before an allow of IPv4 to anything",
        slice: nsg(
          rule(100, "Deny", { sourceAddressPrefix: "0.0.0.0/0", destinationAddressPrefix: "0.0.0.0/0" }),
          rule(200, "Allow", { sourceAddressPrefix: "0.0.0.0/0" }),
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
  "azure Tidemark::Network::SecurityAdminRules": { cases: managers },
};
