// Cases of VPC firewall rules behind firewall policies of Google Cloud.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case } from "../../cases.ts";
import { denies, deny, firewall, ssh } from "./firewall.ts";
import { allowAll, BEFORE, behind, denyAll, hierarchy, networkPolicies, policy, policyRule } from "./policies.ts";

const decided = (type: string, action: string): Json => ({
  decidedBy: [{ policy: type === "HIERARCHY" ? "org-baseline" : "baseline", priority: 100, action }],
});

/** A VPC firewall rule that opens SSH to everyone. */
export const behindPolicies: readonly Case[] = [
  {
    name: "SSH from anywhere, which a hierarchical policy denies",
    slice: ssh(),
    related: behind(hierarchy([denyAll])),
    expect: "pass",
    because:
      "policies leave the rule nothing of the internet (a range wider than an IPv4 /8 or IPv6 /32) on administration ports",
    facts: decided("HIERARCHY", "deny"),
  },
  {
    name: "SSH from anywhere, which a hierarchical policy allows already",
    slice: ssh(),
    related: behind(hierarchy([allowAll])),
    expect: "pass",
    facts: decided("HIERARCHY", "allow"),
  },
  {
    name: "SSH from anywhere by IPv6, which a hierarchical policy denies for the addresses of one subnet alone",
    slice: ssh({ sourceRanges: ["::/0"] }),
    related: behind(
      hierarchy([policyRule(100, "deny", { srcIpRanges: ["::/0"], destIpRanges: ["2600:1900:4000:1::/64"] })]),
    ),
    expect: "fail",
  },
  {
    name: "SSH from anywhere, which a hierarchical policy hands on",
    slice: ssh(),
    related: behind(hierarchy([policyRule(100, "goto_next"), policyRule(200, "deny")])),
    expect: "fail",
    because: "the rule opens port 22 to the internet (a range wider than an IPv4 /8 or IPv6 /32)",
  },
  {
    name: "SSH from anywhere, of which a hierarchical policy denies a place",
    slice: ssh(),
    related: behind(hierarchy([policyRule(100, "deny", { srcIpRanges: null, srcRegionCodes: ["NL"] })])),
    expect: "indeterminate",
    problem: "not-supported",
  },
  {
    name: "SSH from anywhere, of which a hierarchical policy denies a name before it denies everyone",
    slice: ssh(),
    related: behind(hierarchy([policyRule(90, "deny", { srcFqdns: ["partner.example"] }), denyAll])),
    expect: "pass",
  },
  {
    name: "SSH from anywhere, of which a hierarchical policy denies some addresses",
    slice: ssh(),
    related: behind(hierarchy([policyRule(100, "deny", { srcIpRanges: ["8.8.8.0/24"] })])),
    expect: "fail",
  },
  {
    name: "SSH and RDP from anywhere, of which a hierarchical policy denies RDP",
    slice: firewall([{ IPProtocol: "tcp", ports: ["22", "3389"] }]),
    related: behind(hierarchy([policyRule(100, "deny", { layer4Configs: [{ ipProtocol: "tcp", ports: ["3389"] }] })])),
    expect: "fail",
    because: "the rule opens port 22 to the internet (a range wider than an IPv4 /8 or IPv6 /32)",
  },
  {
    name: "SSH from anywhere, of which a hierarchical policy denies one half, and a rule of the network the other",
    slice: ssh(),
    related: {
      ...behind(hierarchy([policyRule(100, "deny", { srcIpRanges: ["0.0.0.0/1"] })])),
      ...denies(deny(900, { sourceRanges: ["128.0.0.0/1"] })),
    },
    expect: "pass",
  },
  {
    name: "SSH from anywhere, and a policy of the network that denies it after the rules",
    slice: ssh(),
    related: behind(policy("NETWORK", [denyAll])),
    expect: "fail",
  },
  {
    name: "SSH from anywhere, and a policy of the network that denies it before the rules",
    slice: ssh(),
    related: { policies: { rows: [networkPolicies([policy("NETWORK", [denyAll])], BEFORE)] } },
    expect: "pass",
    facts: decided("NETWORK", "deny"),
  },
  {
    name: "SSH from anywhere, and a policy of another network",
    slice: ssh(),
    related: {
      policies: { rows: [networkPolicies([]), networkPolicies([hierarchy([denyAll])], { Network: "other" })] },
    },
    expect: "fail",
  },
  {
    name: "SSH from anywhere, which is denied in one region of two",
    slice: ssh(),
    related: {
      policies: {
        rows: [
          networkPolicies([policy("NETWORK_REGIONAL", [denyAll])], {
            ...BEFORE,
            Regions: [
              { Region: "europe-west3", Policies: [] },
              { Region: "europe-west4", Policies: ["NETWORK_REGIONAL baseline"] },
            ],
          }),
        ],
      },
    },
    expect: "fail",
  },
  {
    name: "SSH from anywhere, and the policies of the network were not read",
    slice: ssh(),
    related: { policies: { rows: [], complete: false } },
    expect: "indeterminate",
    problem: "unavailable",
  },
  {
    name: "SSH from anywhere, and the network is not among those whose policies were read",
    slice: ssh(),
    related: { policies: { rows: [] } },
    expect: "indeterminate",
    problem: "not-seen",
  },
  {
    name: "SSH from anywhere that a rule of the network denies, and the policies were not read",
    slice: ssh(),
    related: { policies: { rows: [], complete: false }, ...denies(deny(900)) },
    expect: "pass",
  },
  {
    name: "SSH from an office, and the policies were not read",
    slice: ssh({ sourceRanges: ["192.0.2.0/24"] }),
    related: { policies: { rows: [], complete: false } },
    expect: "pass",
  },
  {
    name: "SSH from anywhere, which a policy denies, and not all rules of the network were read",
    slice: ssh(),
    related: { ...behind(hierarchy([denyAll])), denies: { rows: [], complete: false } },
    expect: "pass",
  },
  {
    name: "SSH from anywhere, of which a policy denies a place, and not all rules of the network were read",
    slice: ssh(),
    related: {
      ...behind(hierarchy([policyRule(100, "deny", { srcRegionCodes: ["NL"] })])),
      denies: { rows: [], complete: false },
    },
    expect: "indeterminate",
    problem: "unavailable",
  },
  {
    name: "SSH from anywhere, and a policy of a type that is not known",
    slice: ssh(),
    related: behind(policy("ORBITAL", [denyAll])),
    expect: "indeterminate",
    problem: "not-supported",
  },
  {
    name: "SSH from a source that is a name, which a policy denies from anywhere",
    slice: ssh({ sourceRanges: ["office"] }),
    related: behind(hierarchy([denyAll])),
    expect: "indeterminate",
    problem: "unexpected-shape",
  },
];
