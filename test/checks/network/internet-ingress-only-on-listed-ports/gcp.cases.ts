// Cases of the check that firewalls let the internet in only on listed ports: Google Cloud.
import type { Case, Cases } from "../../cases.ts";
import { denies, deny, firewall, network, ssh } from "../administration-ports-closed-to-internet/firewall.ts";
import {
  allowAll,
  BEFORE,
  behind,
  denyAll,
  hierarchy,
  networkPolicies,
  policy,
  policyRule,
} from "../administration-ports-closed-to-internet/policies.ts";

const internet = "the internet (a range wider than an IPv4 /8 or IPv6 /32)";
const tcp = (...ports: string[]) => firewall([{ IPProtocol: "tcp", ports }]);
const refused = { code: "denied", detail: "compute.firewalls.list" } as const;

/** No policy applies in the network of a rule where a case says nothing of policies. */
const withoutPolicies = (one: Case): Case => ({
  ...one,
  related: { policies: { rows: [networkPolicies([])] }, ...one.related },
});

const ofRules: readonly Case[] = [
  {
    name: "HTTP and HTTPS",
    slice: tcp("80", "443"),
    expect: "pass",
    because: `the rule lets ${internet} in on listed traffic at most`,
  },
  {
    name: "SSH and HTTPS",
    slice: tcp("22", "443"),
    expect: "fail",
    because: `the rule lets ${internet} in on unlisted tcp/22`,
    facts: {
      openTraffic: ["tcp/22"],
      openTrafficCount: 1,
      ruleCount: 1,
      rules: [{ ports: ["22", "443"], protocol: "tcp", sources: ["0.0.0.0/0"] }],
    },
  },
  {
    name: "all ports of TCP",
    slice: tcp(),
    expect: "fail",
    because: `the rule lets ${internet} in on unlisted tcp/0-79, tcp/81-442 and 1 more`,
    facts: {
      openTraffic: ["tcp/0-79", "tcp/81-442", "tcp/444-65535"],
      openTrafficCount: 3,
      ruleCount: 1,
      rules: [{ ports: ["*"], protocol: "tcp", sources: ["0.0.0.0/0"] }],
    },
  },
  { name: "everything", slice: firewall([{ IPProtocol: "all" }]), expect: "fail" },
  { name: "ICMP", slice: firewall([{ IPProtocol: "icmp" }]), expect: "pass" },
  {
    name: "ICMPv6, by its number",
    slice: firewall([{ IPProtocol: "58" }], { sourceRanges: ["::/0"] }),
    expect: "pass",
  },
  {
    name: "ICMP, which the company does not list",
    slice: firewall([{ IPProtocol: "icmp" }]),
    parameters: { allowIcmp: false },
    expect: "fail",
  },
  {
    name: "ESP, AH and SCTP, of which the company lists one",
    slice: firewall([{ IPProtocol: "esp" }, { IPProtocol: "ah" }, { IPProtocol: "sctp" }]),
    parameters: { allowedPorts: ["protocol/50"] },
    expect: "fail",
    because: `the rule lets ${internet} in on unlisted sctp/0-65535, ah`,
  },
  {
    name: "a range of ports that the company lists",
    slice: firewall([{ IPProtocol: "udp", ports: ["500", "4500-4501"] }]),
    parameters: { allowedPorts: ["udp/500", "udp/4000-5000"] },
    expect: "pass",
  },
  { name: "SSH from Identity-Aware Proxy", slice: ssh({ sourceRanges: ["35.235.240.0/20"] }), expect: "pass" },
  { name: "SSH from machines with a tag", slice: ssh({ sourceRanges: [], sourceTags: ["bastion"] }), expect: "pass" },
  {
    name: "all ports, of which a deny before it closes those that are not listed",
    slice: tcp(),
    related: denies(deny(900, { denied: [{ IPProtocol: "tcp", ports: ["0-79", "81-442", "444-65535"] }] })),
    expect: "pass",
  },
  {
    name: "all ports, of which a deny before it closes SSH",
    slice: tcp(),
    related: denies(deny(900, { denied: [{ IPProtocol: "tcp", ports: ["22"] }] })),
    expect: "fail",
    facts: {
      openTraffic: ["tcp/0-21", "tcp/23-79", "tcp/81-442", "tcp/444-65535"],
      openTrafficCount: 4,
      ruleCount: 1,
      rules: [{ ports: ["*"], protocol: "tcp", sources: ["0.0.0.0/0"] }],
    },
  },
  {
    name: "all protocols, of which a deny before it closes TCP, UDP and SCTP",
    slice: firewall([{ IPProtocol: "all" }]),
    related: denies(deny(900, { denied: [{ IPProtocol: "tcp" }, { IPProtocol: "17" }, { IPProtocol: "sctp" }] })),
    expect: "fail",
    because: `the rule lets ${internet} in on unlisted other protocols`,
  },
  {
    name: "SSH and a deny before it for some machines",
    slice: ssh(),
    related: denies(deny(900, { targetTags: ["web"] })),
    expect: "fail",
  },
  { name: "SSH and a deny of equal priority", slice: ssh(), related: denies(deny(1000)), expect: "pass" },
  {
    name: "SSH and a deny of another network",
    slice: ssh(),
    related: denies(deny(1, { network: "other" })),
    expect: "fail",
  },
  {
    name: "SSH, and denies that may not be read",
    slice: ssh(),
    related: { denies: { rows: [], complete: false, problem: refused } },
    expect: "indeterminate",
    problem: "denied",
  },
  {
    name: "HTTPS, and denies that may not be read",
    slice: tcp("443"),
    related: { denies: { rows: [], complete: false, problem: refused } },
    expect: "pass",
  },
  {
    name: "SSH, and a deny that can't be read",
    slice: ssh(),
    related: denies(deny(900, { sourceRanges: ["0/0"] })),
    expect: "indeterminate",
    problem: "unexpected-shape",
  },
  {
    name: "a protocol that is none",
    slice: firewall([{ IPProtocol: "everything" }]),
    expect: "indeterminate",
    problem: "unexpected-shape",
  },
  {
    name: "ports that are none",
    slice: tcp("443", "30-20"),
    expect: "indeterminate",
    problem: "unexpected-shape",
  },
  { name: "SSH, and ports that are none", slice: tcp("22", "30-20"), expect: "fail" },
  ...[null, []].map((none) => ({
    name: `${JSON.stringify(none)} for the ports of UDP`,
    slice: firewall([{ IPProtocol: "udp", ports: none }]),
    expect: "fail" as const,
  })),
  ...[null, undefined].map((none) => ({
    name: `${String(none)} for its sources, which is all of IPv4`,
    slice: {
      name: "any",
      network,
      allowed: [{ IPProtocol: "tcp", ports: ["22"] }],
      ...(none === null ? { sourceRanges: null } : {}),
    },
    expect: "fail" as const,
  })),
  { name: "a rule that is disabled", slice: ssh({ disabled: true }), expect: "not-applicable" },
  { name: "a rule for what goes out", slice: ssh({ direction: "EGRESS", sourceRanges: [] }), expect: "not-applicable" },
  { name: "a deny", slice: deny(1000), expect: "not-applicable" },
  // https://docs.cloud.google.com/firewall/docs/firewall-policies-rule-eval-order
  {
    name: "SSH, which a hierarchical policy denies",
    slice: ssh(),
    related: behind(hierarchy([denyAll])),
    expect: "pass",
    because: `policies leave the rule nothing of ${internet} on unlisted traffic`,
    facts: { decidedBy: [{ action: "deny", policy: "org-baseline", priority: 100 }] },
  },
  {
    name: "SSH, and a policy of the network that denies it after the rules",
    slice: ssh(),
    related: behind(policy("NETWORK", [denyAll])),
    expect: "fail",
  },
  {
    name: "all ports, of which a hierarchical policy closes RDP",
    slice: tcp("22", "3389"),
    related: behind(hierarchy([policyRule(100, "deny", { layer4Configs: [{ ipProtocol: "tcp", ports: ["3389"] }] })])),
    expect: "fail",
    because: `the rule lets ${internet} in on unlisted tcp/22`,
  },
  {
    name: "SSH, of which a hierarchical policy denies a place",
    slice: ssh(),
    related: behind(hierarchy([policyRule(100, "deny", { srcIpRanges: null, srcRegionCodes: ["NL"] })])),
    expect: "indeterminate",
    problem: "not-supported",
  },
  {
    name: "SSH, and the policies of the network were not read",
    slice: ssh(),
    related: { policies: { rows: [] } },
    expect: "indeterminate",
    problem: "not-seen",
  },
];

const web = policyRule(100, "allow", { layer4Configs: [{ ipProtocol: "tcp", ports: ["80", "443"] }] });
const open = policyRule(100, "allow", { layer4Configs: [{ ipProtocol: "tcp", ports: ["22"] }] });

const ofPolicies: readonly Case[] = [
  {
    name: "a policy that allows HTTP and HTTPS",
    slice: networkPolicies([policy("NETWORK", [web])]),
    expect: "pass",
    because: `firewall policies let ${internet} in on listed traffic at most`,
  },
  {
    name: "a policy that allows SSH",
    slice: networkPolicies([policy("NETWORK", [open])]),
    expect: "fail",
    because: `firewall policies let ${internet} in on unlisted tcp/22`,
    facts: {
      openTraffic: ["tcp/22"],
      openTrafficCount: 1,
      ruleCount: 1,
      rules: [
        { action: "allow", policy: "baseline", ports: ["22"], priority: 100, protocol: "tcp", sources: ["0.0.0.0/0"] },
      ],
    },
  },
  { name: "a policy that allows everything", slice: networkPolicies([hierarchy([allowAll])]), expect: "fail" },
  {
    name: "a policy that allows ESP",
    slice: networkPolicies([hierarchy([policyRule(100, "allow", { layer4Configs: [{ ipProtocol: "esp" }] })])]),
    expect: "fail",
    because: `firewall policies let ${internet} in on unlisted esp`,
  },
  {
    name: "a policy that allows SSH after a rule that denies it",
    slice: networkPolicies([policy("NETWORK", [open])]),
    related: { rules: { rows: [deny(1000)] } },
    expect: "pass",
  },
  {
    name: "a policy that allows everything after a rule that denies SSH",
    slice: networkPolicies([
      policy("NETWORK", [policyRule(100, "allow", { layer4Configs: [{ ipProtocol: "tcp", ports: ["22", "23"] }] })]),
    ]),
    related: { rules: { rows: [deny(1000, { denied: [{ IPProtocol: "tcp", ports: ["22"] }] })] } },
    expect: "fail",
    because: `firewall policies let ${internet} in on unlisted tcp/23`,
  },
  {
    name: "a policy that allows SSH before a rule that denies it",
    slice: networkPolicies([policy("NETWORK", [open])], BEFORE),
    related: { rules: { rows: [deny(1000)] } },
    expect: "fail",
  },
  {
    name: "a policy that allows SSH after rules that may not be read",
    slice: networkPolicies([policy("NETWORK", [open])]),
    related: { rules: { rows: [], complete: false, problem: refused } },
    expect: "indeterminate",
    problem: "denied",
  },
  {
    name: "a policy that allows HTTPS after rules that may not be read",
    slice: networkPolicies([policy("NETWORK", [web])]),
    related: { rules: { rows: [], complete: false, problem: refused } },
    expect: "pass",
  },
  {
    name: "a policy that allows a place to come in",
    slice: networkPolicies([
      policy("NETWORK", [policyRule(100, "allow", { srcIpRanges: null, srcRegionCodes: ["NL"] })]),
    ]),
    expect: "indeterminate",
    problem: "not-supported",
  },
  { name: "no policy", slice: networkPolicies([]), expect: "not-applicable" },
];

export const cases: Cases = {
  "gcp compute.googleapis.com/Firewall": { cases: ofRules.map(withoutPolicies) },
  "gcp Tidemark::Compute::NetworkFirewallPolicies": { cases: ofPolicies },
};
