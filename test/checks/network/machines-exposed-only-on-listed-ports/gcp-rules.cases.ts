// Cases of machines of Compute Engine behind rules of their network.
import type { Case } from "../../cases.ts";
import { deny, firewall, network, ssh } from "../administration-ports-closed-to-internet/firewall.ts";
import { behindRules, machine, nic } from "./gcp-machine.ts";

const internet = "the internet (a range wider than an IPv4 /8 or IPv6 /32)";
const web = firewall([{ IPProtocol: "tcp", ports: ["80", "443"] }], { name: "allow-web" });

/** Rules of the network alone. */
export const byRules: readonly Case[] = [
  {
    name: "SSH and HTTPS",
    slice: machine(),
    related: behindRules(ssh(), web),
    expect: "fail",
    because: `the firewall of the machine lets ${internet} in on unlisted tcp/22`,
    facts: {
      openTraffic: ["tcp/22"],
      openTrafficCount: 1,
      publicAddresses: ["IPv4"],
      ruleCount: 1,
      rules: [{ ports: ["22"], protocol: "tcp", rule: "allow-ssh", sources: ["0.0.0.0/0"] }],
    },
  },
  {
    name: "HTTP, HTTPS and ICMP",
    slice: machine(),
    related: behindRules(web, firewall([{ IPProtocol: "icmp" }], { name: "allow-icmp" })),
    expect: "pass",
    because: `the firewall of the machine lets ${internet} in on listed traffic at most`,
    facts: { publicAddresses: ["IPv4"] },
  },
  {
    name: "ICMP, which the company does not list",
    slice: machine(),
    related: behindRules(firewall([{ IPProtocol: "icmp" }])),
    parameters: { allowIcmp: false },
    expect: "fail",
  },
  { name: "all protocols", slice: machine(), related: behindRules(firewall([{ IPProtocol: "all" }])), expect: "fail" },
  {
    name: "ESP, which has no ports",
    slice: machine(),
    related: behindRules(firewall([{ IPProtocol: "esp" }])),
    expect: "fail",
  },
  {
    name: "a port of a list of the company",
    slice: machine(),
    related: behindRules(ssh()),
    parameters: { allowedPorts: ["tcp/22"] },
    expect: "pass",
  },
  {
    name: "no rule: what nothing lets in is denied",
    slice: machine(),
    related: behindRules(),
    expect: "pass",
    facts: { publicAddresses: ["IPv4"] },
  },
  {
    name: "SSH from Identity-Aware Proxy",
    slice: machine(),
    related: behindRules(ssh({ sourceRanges: ["35.235.240.0/20"] })),
    expect: "pass",
  },
  {
    name: "SSH for machines with a tag that it has",
    slice: machine(),
    related: behindRules(ssh({ targetTags: ["db", "web"] })),
    expect: "fail",
  },
  {
    name: "SSH for machines with another tag",
    slice: machine(),
    related: behindRules(ssh({ targetTags: ["db"] })),
    expect: "pass",
  },
  {
    name: "SSH for its service account",
    slice: machine(),
    related: behindRules(ssh({ targetServiceAccounts: ["web@acme.iam.gserviceaccount.com"] })),
    expect: "fail",
  },
  {
    name: "SSH for another service account, and for a tag of that name",
    slice: machine([nic()], { tags: { items: ["db@acme.iam.gserviceaccount.com"] } }),
    related: behindRules(ssh({ targetServiceAccounts: ["db@acme.iam.gserviceaccount.com"] })),
    expect: "pass",
  },
  ...[null, [], {}].map((none) => ({
    name: `SSH for a tag and an account, and a machine with ${JSON.stringify(none)} for them`,
    slice: machine([nic()], {
      tags: Array.isArray(none) ? { items: none } : none,
      serviceAccounts: none === null ? null : [],
    }),
    related: behindRules(ssh({ targetTags: ["web"] }), ssh({ name: "a", targetServiceAccounts: ["web@acme.iam"] })),
    expect: "pass" as const,
  })),
  // https://docs.cloud.google.com/firewall/docs/firewalls#priority_order_for_firewall_rules
  {
    name: "a deny of all for everyone, and SSH for the tag with a smaller number",
    slice: machine(),
    related: behindRules(deny(1000), ssh({ priority: 900, targetTags: ["web"] })),
    expect: "fail",
  },
  {
    name: "a deny of all for everyone, and SSH for the tag with the same number",
    slice: machine(),
    related: behindRules(deny(1000), ssh({ targetTags: ["web"] })),
    expect: "pass",
  },
  {
    name: "SSH for everyone, and a deny before it for machines with another tag",
    slice: machine(),
    related: behindRules(deny(900, { targetTags: ["db"] }), ssh()),
    expect: "fail",
  },
  {
    name: "SSH for everyone, and a deny before it for its tag",
    slice: machine(),
    related: behindRules(deny(900, { targetTags: ["web"] }), ssh()),
    expect: "pass",
  },
  {
    name: "SSH for two halves of the internet, in two rules",
    slice: machine(),
    related: behindRules(ssh({ sourceRanges: ["0.0.0.0/1"] }), ssh({ name: "b", sourceRanges: ["128.0.0.0/1"] })),
    expect: "fail",
    facts: {
      openTraffic: ["tcp/22"],
      openTrafficCount: 1,
      publicAddresses: ["IPv4"],
      ruleCount: 2,
      rules: [
        { ports: ["22"], protocol: "tcp", rule: "allow-ssh", sources: ["0.0.0.0/1"] },
        { ports: ["22"], protocol: "tcp", rule: "b", sources: ["128.0.0.0/1"] },
      ],
    },
  },
  {
    name: "rules of another network",
    slice: machine(),
    related: behindRules(ssh({ network: `${network}-other` })),
    expect: "pass",
  },
  {
    name: "a rule that is disabled, and one for what goes out",
    slice: machine(),
    related: behindRules(ssh({ disabled: true }), ssh({ name: "out", direction: "EGRESS", sourceRanges: [] })),
    expect: "pass",
  },
  {
    name: "SSH to the subnet of both of its addresses",
    slice: machine(),
    related: behindRules(ssh({ destinationRanges: ["10.0.0.0/24", "34.0.0.0/8"] })),
    expect: "fail",
  },
  {
    name: "SSH to the subnet of one of its addresses",
    slice: machine(),
    related: behindRules(ssh({ destinationRanges: ["10.0.0.0/24"] })),
    expect: "indeterminate",
    problem: "not-supported",
  },
  {
    name: "SSH to the subnet of another machine",
    slice: machine(),
    related: behindRules(ssh({ destinationRanges: ["10.9.0.0/24"] })),
    expect: "pass",
  },
  {
    name: "SSH from a range that is none",
    slice: machine(),
    related: behindRules(ssh({ sourceRanges: ["0/0"] })),
    expect: "indeterminate",
    problem: "unexpected-shape",
  },
  {
    name: "SSH from everywhere, and from a range that is none",
    slice: machine(),
    related: behindRules(ssh({ sourceRanges: ["0/0", "0.0.0.0/0"] })),
    expect: "fail",
  },
  {
    name: "a range that is none, for machines with another tag",
    slice: machine(),
    related: behindRules(ssh({ sourceRanges: ["0/0"], targetTags: ["db"] })),
    expect: "pass",
  },
  {
    name: "a deny that can't be read, before SSH",
    slice: machine(),
    related: behindRules(deny(900, { sourceRanges: ["0/0"] }), ssh()),
    expect: "indeterminate",
    problem: "unexpected-shape",
  },
  {
    name: "a deny that can't be read, after SSH",
    slice: machine(),
    related: behindRules(deny(1100, { sourceRanges: ["0/0"] }), ssh()),
    expect: "fail",
  },
  {
    name: "HTTPS alone, and a rule that can't be read for HTTPS",
    slice: machine(),
    related: behindRules(web, firewall([{ IPProtocol: "tcp", ports: ["443"] }], { name: "b", sourceRanges: ["0/0"] })),
    expect: "pass",
  },
];
