// Cases of the check that administration ports are closed to the internet: security admin rules of Azure.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Members, RelatedRows } from "../../cases.ts";
import { adminRule } from "../machines-exposed-only-on-listed-ports/azure-machine.ts";
import { rule, shown } from "./security-group.ts";

const NETWORK = "/subscriptions/s/resourceGroups/n/providers/Microsoft.Network/virtualNetworks/Hub";
const group = (members: Members = { subnets: [{ id: `${NETWORK}/subnets/Web` }] }): Json => ({
  id: "/subscriptions/s",
  properties: { securityRules: [rule(100, "Allow")], ...members },
});
const before = (...Rules: readonly Json[]): { readonly [relation: string]: RelatedRows } => ({
  interfaces: { rows: [] },
  adminRules: { rows: [{ VirtualNetwork: NETWORK.toLowerCase(), Rules }] },
});
const askedAfter = "security admin rules";

/** https://learn.microsoft.com/en-us/azure/virtual-network-manager/concept-enforcement */
export const managedGroups: readonly Case[] = [
  {
    name: "SSH, which rules of a network manager deny",
    slice: group(),
    related: before(adminRule(10, "Deny", "22")),
    expect: "pass",
    because:
      "rules, where asked, open no administration port to the internet (a range wider than an IPv4 /8 or IPv6 /32)",
    facts: { askedAfter },
  },
  {
    name: "SSH, and an exception of the network manager",
    slice: group(),
    related: before(adminRule(5, "Allow", "22"), adminRule(10, "Deny", "22")),
    expect: "fail",
    facts: { askedAfter, openPorts: [22], rules: [shown(100)], ruleCount: 1 },
  },
  {
    name: "SSH, and rules of a network manager for another port",
    slice: group(),
    related: before(adminRule(10, "Deny", "3389")),
    expect: "fail",
  },
  {
    name: "SSH, and no rules of a network manager",
    slice: group(),
    related: before(),
    expect: "fail",
    facts: { openPorts: [22], rules: [shown(100)], ruleCount: 1 },
  },
  {
    name: "SSH, and rules of a network manager that were not read",
    slice: group(),
    related: { ...before(), adminRules: { rows: [], complete: false } },
    expect: "fail",
  },
  {
    name: "SSH, in a network that was read and on an interface that was not",
    slice: group({ subnets: [{ id: `${NETWORK}/subnets/Web` }], networkInterfaces: [{ id: "/nic" }] }),
    related: before(adminRule(10, "Deny", "22")),
    expect: "fail",
  },
];

const admin = (name: string, Rules: readonly Json[], expect: Case["expect"], more: Partial<Case> = {}): Case => ({
  name,
  slice: { VirtualNetwork: NETWORK.toLowerCase(), Rules },
  expect,
  ...more,
});
/** https://learn.microsoft.com/en-us/azure/virtual-network-manager/concept-security-admins */
export const managers: readonly Case[] = [
  admin("no network manager", [], "not-applicable"),
  admin("high-risk ports are denied", [adminRule(10, "Deny", "22"), adminRule(11, "Deny", "3389")], "pass"),
  admin("SSH is left to the groups", [adminRule(10, "Allow", "22")], "pass"),
  admin("SSH always comes in, past all groups", [adminRule(10, "AlwaysAllow", "22")], "fail", {
    because: "the admin rules open port 22 to the internet (a range wider than an IPv4 /8 or IPv6 /32)",
  }),
  admin(
    "a scanner may always come in, from its own addresses",
    [adminRule(5, "AlwaysAllow", "*", { sources: [{ addressPrefix: "192.0.2.0/28" }] })],
    "pass",
  ),
  admin(
    "SSH is denied before it always comes in",
    [adminRule(5, "Deny", "22"), adminRule(10, "AlwaysAllow", "22")],
    "pass",
  ),
  admin("an access that Azure does not document", [adminRule(5, "Maybe", "22")], "indeterminate", {
    problem: "unexpected-shape",
  }),
  admin("a rule without a priority", [adminRule(5, "AlwaysAllow", "22", { priority: null })], "indeterminate"),
];
