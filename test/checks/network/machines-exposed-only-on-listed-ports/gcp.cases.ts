// Cases of the check that the internet reaches machines only on listed ports: Google Cloud.
import type { Case, Cases } from "../../cases.ts";
import { deny, firewall, network, ssh } from "../administration-ports-closed-to-internet/firewall.ts";
import {
  allowAll,
  BEFORE,
  denyAll,
  hierarchy,
  networkPolicies,
  policy,
  policyRule,
} from "../administration-ports-closed-to-internet/policies.ts";
import { behindRules, inside, ipv6, machine, nic } from "./gcp-machine.ts";

const internet = "the internet (a range wider than an IPv4 /8 or IPv6 /32)";
const web = firewall([{ IPProtocol: "tcp", ports: ["80", "443"] }], { name: "allow-web" });

/** Rules of the network alone. */
const byRules: readonly Case[] = [
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

/** Addresses of a machine. https://docs.cloud.google.com/compute/docs/ip-addresses */
const byAddress: readonly Case[] = [
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

/** Policies in the documented order. https://docs.cloud.google.com/firewall/docs/firewall-policies-rule-eval-order */
const behind = (policies: Parameters<typeof networkPolicies>[0], members = {}, ...rows: Case["slice"][]) => ({
  rules: { rows },
  policies: { rows: [networkPolicies(policies, members)] },
});
const byPolicies: readonly Case[] = [
  {
    name: "SSH, which a hierarchical policy denies",
    slice: machine(),
    related: behind([hierarchy([denyAll])], {}, ssh()),
    expect: "pass",
  },
  {
    name: "a hierarchical policy that allows everything, before a rule that denies it",
    slice: machine(),
    related: behind(
      [hierarchy([policyRule(100, "allow", { layer4Configs: [{ ipProtocol: "tcp", ports: ["22"] }] })])],
      {},
      deny(0),
    ),
    expect: "fail",
    facts: {
      openTraffic: ["tcp/22"],
      openTrafficCount: 1,
      publicAddresses: ["IPv4"],
      ruleCount: 1,
      rules: [
        {
          action: "allow",
          policy: "org-baseline",
          ports: ["22"],
          priority: 100,
          protocol: "tcp",
          sources: ["0.0.0.0/0"],
        },
      ],
    },
  },
  {
    name: "a policy of the network that allows SSH after a rule that denies it",
    slice: machine(),
    related: behind([policy("NETWORK", [allowAll])], {}, deny(1000)),
    expect: "pass",
  },
  {
    name: "a policy of the network that allows SSH before a rule that denies it",
    slice: machine(),
    related: behind([policy("NETWORK", [allowAll])], BEFORE, deny(1000)),
    expect: "fail",
  },
  {
    name: "SSH, which a policy of another region denies",
    slice: machine(),
    related: behind(
      [policy("NETWORK_REGIONAL", [denyAll])],
      {
        ...BEFORE,
        Regions: [
          { Region: "europe-west3", Policies: ["NETWORK_REGIONAL baseline"] },
          { Region: "europe-west4", Policies: [] },
        ],
      },
      ssh(),
    ),
    expect: "fail",
  },
  {
    name: "a hierarchical policy that allows everything to another service account",
    slice: machine(),
    related: behind([
      hierarchy([policyRule(100, "allow", {}, { targetServiceAccounts: ["db@acme.iam.gserviceaccount.com"] })]),
    ]),
    expect: "pass",
  },
  {
    name: "a policy that allows everything to a secure tag, which the machine may have",
    slice: machine(),
    related: behind([
      policy("NETWORK", [
        policyRule(100, "allow", {}, { targetSecureTags: [{ name: "tagValues/1", state: "EFFECTIVE" }] }),
      ]),
    ]),
    expect: "indeterminate",
    problem: "not-supported",
  },
  {
    name: "a policy that allows everything to a secure tag that is not in effect",
    slice: machine(),
    related: behind([
      policy("NETWORK", [
        policyRule(100, "allow", {}, { targetSecureTags: [{ name: "tagValues/1", state: "INEFFECTIVE" }] }),
      ]),
    ]),
    expect: "pass",
  },
  {
    name: "a policy that allows everything to a secure tag, behind one that denies everything",
    slice: machine(),
    related: behind([
      hierarchy([denyAll]),
      policy("NETWORK", [
        policyRule(100, "allow", {}, { targetSecureTags: [{ name: "tagValues/1", state: "EFFECTIVE" }] }),
      ]),
    ]),
    expect: "pass",
  },
  {
    name: "SSH, and a deny before it for a secure tag",
    slice: machine(),
    related: behind(
      [hierarchy([policyRule(100, "deny", {}, { targetSecureTags: [{ name: "tagValues/1", state: "EFFECTIVE" }] })])],
      {},
      ssh(),
    ),
    expect: "indeterminate",
    problem: "not-supported",
  },
  {
    name: "SSH of the rules, which a policy of the network allows to a secure tag as well",
    slice: machine(),
    related: behind(
      [
        policy("NETWORK", [
          policyRule(100, "allow", {}, { targetSecureTags: [{ name: "tagValues/1", state: "EFFECTIVE" }] }),
        ]),
      ],
      {},
      ssh(),
    ),
    expect: "fail",
  },
  {
    name: "SSH by the policy of the organization or by that of a folder, in whichever order",
    slice: machine(),
    related: behind([hierarchy([allowAll]), hierarchy([allowAll], { Id: "HIERARCHY other", name: "2" })]),
    expect: "fail",
  },
  {
    name: "policies of the organization and of a folder of which one allows and one denies",
    slice: machine(),
    related: behind([hierarchy([allowAll]), hierarchy([denyAll], { Id: "HIERARCHY other", name: "2" })]),
    expect: "indeterminate",
    problem: "not-supported",
  },
  {
    name: "a policy of a type that Tidemark does not know",
    slice: machine(),
    related: behind([policy("PLANETARY", [denyAll])], {}, ssh()),
    expect: "indeterminate",
    problem: "not-supported",
  },
  {
    name: "traffic that an inspection decides about",
    slice: machine(),
    related: behind([policy("NETWORK", [policyRule(1, "apply_security_profile_group")])]),
    expect: "indeterminate",
    problem: "not-supported",
  },
  {
    name: "a region whose policies were not asked",
    slice: machine(),
    related: behind([], { Regions: [{ Region: "europe-west3", Policies: [] }] }),
    expect: "indeterminate",
    problem: "not-seen",
  },
];

/** Parts that were not read. */
const unread: readonly Case[] = [
  {
    name: "policies that were not read",
    slice: machine(),
    related: { rules: { rows: [] } },
    expect: "indeterminate",
    problem: "not-seen",
  },
  {
    name: "policies that may not be read",
    slice: machine(),
    related: {
      rules: { rows: [ssh()] },
      policies: { rows: [], complete: false, problem: { code: "denied", detail: "compute.firewalls.list" } },
    },
    expect: "indeterminate",
    problem: "denied",
  },
  {
    name: "a network of another project",
    slice: machine([nic({ network: "https://www.googleapis.com/compute/v1/projects/host/global/networks/shared" })]),
    related: behindRules(),
    expect: "indeterminate",
    problem: "not-supported",
  },
  {
    name: "rules that may not be read",
    slice: machine(),
    related: {
      rules: { rows: [], complete: false, problem: { code: "denied", detail: "compute.firewalls.list" } },
      policies: { rows: [networkPolicies([])] },
    },
    expect: "indeterminate",
    problem: "denied",
  },
  {
    name: "rules that may not be read, of which one that opens SSH was",
    slice: machine(),
    related: {
      rules: { rows: [ssh()], complete: false, problem: { code: "denied", detail: "compute.firewalls.list" } },
      policies: { rows: [networkPolicies([])] },
    },
    expect: "indeterminate",
    problem: "denied",
  },
  {
    name: "rules that may not be read, behind a policy that denies everything",
    slice: machine(),
    related: {
      rules: { rows: [], complete: false, problem: { code: "denied", detail: "compute.firewalls.list" } },
      policies: { rows: [networkPolicies([hierarchy([denyAll])])] },
    },
    expect: "pass",
  },
  {
    name: "rules that may not be read, behind a policy that allows everything",
    slice: machine(),
    related: {
      rules: { rows: [], complete: false, problem: { code: "denied", detail: "compute.firewalls.list" } },
      policies: { rows: [networkPolicies([hierarchy([allowAll])])] },
    },
    expect: "fail",
  },
];

export const cases: Cases = {
  "gcp compute.googleapis.com/Instance": { cases: [...byRules, ...byAddress, ...byPolicies, ...unread] },
};
