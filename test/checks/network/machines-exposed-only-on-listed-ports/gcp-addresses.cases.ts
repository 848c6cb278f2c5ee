// Cases of addresses of machines of Compute Engine, and of their interfaces.
import type { Case } from "../../cases.ts";
import { network, ssh } from "../administration-ports-closed-to-internet/firewall.ts";
import { allowAll, hierarchy, networkPolicies } from "../administration-ports-closed-to-internet/policies.ts";
import { behindRules, inside, ipv6, machine, nic } from "./gcp-machine.ts";

/** Addresses of a machine. https://docs.cloud.google.com/compute/docs/ip-addresses */
export const byAddress: readonly Case[] = [
  {
    name: "SSH, and no external address",
    slice: machine([nic(inside)]),
    related: behindRules(ssh()),
    expect: "pass",
    because: "the machine has no external address",
    facts: { publicAddresses: [] },
  },
  {
    name: "no external address, and nothing else was read",
    slice: machine([nic({ accessConfigs: [], ipv6AccessConfigs: [] })]),
    expect: "pass",
  },
  ...[{}, { natIP: null }, { natIP: "" }].map((entry) => ({
    name: `SSH, and an address that a stopped machine gets when it starts: ${JSON.stringify(entry)}`,
    slice: machine([nic({ accessConfigs: [{ type: "ONE_TO_ONE_NAT", ...entry }] })], { status: "TERMINATED" }),
    related: behindRules(ssh()),
    expect: "fail" as const,
  })),
  {
    name: "SSH to a range that an address to come may lie in",
    slice: machine([nic({ accessConfigs: [{ natIP: null }] })]),
    related: behindRules(ssh({ destinationRanges: ["34.0.0.0/8"] })),
    expect: "indeterminate",
    problem: "not-supported",
  },
  {
    name: "SSH by IPv4, and an external address of IPv6 alone",
    slice: machine([nic(ipv6)]),
    related: behindRules(ssh()),
    expect: "pass",
  },
  {
    name: "SSH by IPv6, and an external address of IPv6",
    slice: machine([nic(ipv6)]),
    related: behindRules(ssh({ sourceRanges: ["::/0"] })),
    expect: "fail",
    facts: {
      openTraffic: ["tcp/22"],
      openTrafficCount: 1,
      publicAddresses: ["IPv6"],
      ruleCount: 1,
      rules: [{ ports: ["22"], protocol: "tcp", rule: "allow-ssh", sources: ["::/0"] }],
    },
  },
  {
    name: "SSH by IPv6, and an external address of IPv6 that no entry names",
    slice: machine([nic({ ...ipv6, ipv6AccessConfigs: null })]),
    related: behindRules(ssh({ sourceRanges: ["::/0"] })),
    expect: "fail",
  },
  {
    name: "SSH by IPv6, and an address of IPv6 that is internal",
    slice: machine([
      nic({ ...ipv6, ipv6AccessConfigs: null, ipv6AccessType: "INTERNAL", ipv6Address: "fd20:0:0:1::" }),
    ]),
    related: behindRules(ssh({ sourceRanges: ["::/0"] })),
    expect: "pass",
  },
  {
    name: "SSH by IPv6, and an external address of IPv4 alone",
    slice: machine(),
    related: behindRules(ssh({ sourceRanges: ["::/0"] })),
    expect: "pass",
  },
  {
    name: "SSH by IPv6 to a part of its addresses of IPv6",
    slice: machine([nic(ipv6)]),
    related: behindRules(ssh({ sourceRanges: ["::/0"], destinationRanges: ["2600:1900:4000:1::/128"] })),
    expect: "indeterminate",
  },
  {
    name: "two interfaces, and an external address in the network without SSH",
    slice: machine([nic(inside), nic({ name: "nic1", network: `${network}-dmz` })]),
    related: {
      rules: { rows: [ssh()] },
      policies: { rows: [networkPolicies([]), networkPolicies([], { Network: `${network}-dmz` })] },
    },
    expect: "pass",
  },
  {
    name: "two interfaces, and an external address in the network with SSH",
    slice: machine([nic(inside), nic({ name: "nic1", network: `${network}-dmz` })]),
    related: {
      rules: { rows: [ssh({ network: `${network}-dmz` })] },
      policies: { rows: [networkPolicies([]), networkPolicies([], { Network: `${network}-dmz` })] },
    },
    expect: "fail",
  },
  {
    name: "two external addresses, of which the network of one was not read",
    slice: machine([nic(), nic({ name: "nic1", network: `${network}-dmz` })]),
    related: behindRules(ssh()),
    expect: "fail",
  },
  ...[null, ""].map((none) => ({
    name: `${JSON.stringify(none)} for the network of an interface`,
    slice: machine([nic({ network: none })]),
    related: behindRules(),
    expect: "indeterminate" as const,
    problem: "not-in-answer" as const,
  })),
  {
    name: "no network of an interface without an external address",
    slice: machine([nic(), nic({ ...inside, network: null })]),
    related: behindRules(),
    expect: "pass",
  },
  ...[null, []].map((none) => ({
    name: `${JSON.stringify(none)} for its interfaces`,
    slice: machine(none),
    related: behindRules(),
    expect: "indeterminate" as const,
    problem: "not-in-answer" as const,
  })),
  {
    name: "a subnetwork that the answer leaves out: the zone says the region",
    slice: machine([nic({ subnetwork: null })]),
    related: { rules: { rows: [] }, policies: { rows: [networkPolicies([hierarchy([allowAll])])] } },
    expect: "fail",
  },
];
