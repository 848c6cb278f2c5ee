// Cases of firewall policies of Google Cloud, by what they open themselves.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Members } from "../../cases.ts";
import { deny, firewall, network } from "./firewall.ts";
import { allowAll, BEFORE, denyAll, hierarchy, networkPolicies, policy, policyRule } from "./policies.ts";

const sshAlone = { layer4Configs: [{ ipProtocol: "tcp", ports: ["22"] }] };
const sshBoth = { layer4Configs: ["tcp", "udp"].map((ipProtocol) => ({ ipProtocol, ports: ["22"] })) };

const rules = (...rows: Json[]): { readonly rules: { readonly rows: readonly Json[] } } => ({ rules: { rows } });

/** The policies of a network, by what they open. */
export const ofPolicies: readonly Case[] = [
  {
    name: "no policy",
    slice: networkPolicies([]),
    expect: "not-applicable",
    because: "no firewall policy applies in the network",
  },
  {
    name: "a hierarchical policy that allows SSH from anywhere",
    slice: networkPolicies([hierarchy([policyRule(100, "allow", sshAlone)])]),
    expect: "fail",
    because: "firewall policies open port 22 to the internet (a range wider than an IPv4 /8 or IPv6 /32)",
    facts: {
      openPorts: [22],
      rules: [
        {
          policy: "org-baseline",
          priority: 100,
          action: "allow",
          protocol: "tcp",
          ports: ["22"],
          sources: ["0.0.0.0/0"],
        },
      ],
      ruleCount: 1,
    },
  },
  {
    name: "a hierarchical policy that allows SSH from anywhere, and rules of the network that were not read",
    slice: networkPolicies([hierarchy([policyRule(100, "allow", sshAlone)])]),
    related: { rules: { rows: [], complete: false } },
    expect: "fail",
  },
  {
    name: "a hierarchical policy that denies SSH before it allows all",
    slice: networkPolicies([hierarchy([policyRule(90, "deny", sshBoth), allowAll])]),
    parameters: { ports: [22] },
    expect: "pass",
    because:
      "firewall policies open no administration port to the internet (a range wider than an IPv4 /8 or IPv6 /32)",
    facts: {},
  },
  {
    name: "SSH from anywhere by IPv6, denied for the addresses of one subnet alone",
    slice: networkPolicies(
      [
        policy("NETWORK", [
          policyRule(1, "deny", { srcIpRanges: ["::/0"], destIpRanges: ["2600:1900:4000:1::/64"] }),
          policyRule(2, "allow", { srcIpRanges: ["::/0"] }),
        ]),
      ],
      BEFORE,
    ),
    expect: "fail",
  },
  {
    name: "SSH from anywhere by IPv6, denied for all addresses of IPv4",
    slice: networkPolicies(
      [
        policy("NETWORK", [
          policyRule(1, "deny", { srcIpRanges: ["::/0"], destIpRanges: ["0.0.0.0/0"] }),
          policyRule(2, "allow", { srcIpRanges: ["::/0"] }),
        ]),
      ],
      BEFORE,
    ),
    expect: "fail",
  },
  {
    name: "SSH from anywhere by IPv6, denied for all addresses of IPv6",
    slice: networkPolicies(
      [
        policy("NETWORK", [
          policyRule(1, "deny", { srcIpRanges: ["::/0"], destIpRanges: ["::/0"] }),
          policyRule(2, "allow", { srcIpRanges: ["::/0"] }),
        ]),
      ],
      BEFORE,
    ),
    expect: "pass",
  },
  {
    name: "a policy that allows a place",
    slice: networkPolicies([policy("NETWORK", [policyRule(1, "allow", { srcIpRanges: [], srcRegionCodes: ["NL"] })])]),
    expect: "indeterminate",
    problem: "not-supported",
  },
  {
    name: "a policy that hands traffic to an inspection",
    slice: networkPolicies([policy("NETWORK", [policyRule(1, "apply_security_profile_group")])]),
    expect: "indeterminate",
    problem: "not-supported",
  },
  {
    name: "a policy that allows HTTPS, and lets the rest go on",
    slice: networkPolicies([
      policy("NETWORK", [
        policyRule(1, "allow", { layer4Configs: [{ ipProtocol: "tcp", ports: ["443"] }] }),
        policyRule(2147483646, "goto_next"),
      ]),
    ]),
    expect: "pass",
  },
  {
    name: "a policy of the network that allows all, after a rule that denies all",
    slice: networkPolicies([policy("NETWORK", [allowAll])]),
    related: rules(deny(1000)),
    expect: "pass",
  },
  {
    name: "a policy of the network that allows all, before a rule that denies all",
    slice: networkPolicies([policy("NETWORK", [allowAll])], BEFORE),
    related: rules(deny(1000)),
    expect: "fail",
  },
  {
    name: "a policy of the network that allows all, after a rule that allows SSH and all of UDP",
    slice: networkPolicies([policy("NETWORK", [allowAll])]),
    related: rules(firewall([{ IPProtocol: "tcp", ports: ["22"] }, { IPProtocol: "udp" }])),
    expect: "fail",
    because: "firewall policies open port 3389 to the internet (a range wider than an IPv4 /8 or IPv6 /32)",
  },
  {
    name: "a policy of the network that allows all, after a rule of another network that denies all",
    slice: networkPolicies([policy("NETWORK", [allowAll])]),
    related: rules(deny(1000, { network: "other" })),
    expect: "fail",
  },
  {
    name: "a policy of the network that allows all, after rules that were not read",
    slice: networkPolicies([policy("NETWORK", [allowAll])]),
    related: { rules: { rows: [], complete: false } },
    expect: "indeterminate",
    problem: "unavailable",
  },
  {
    name: "a policy of the network that allows all, after a deny that can't be read",
    slice: networkPolicies([policy("NETWORK", [allowAll])]),
    related: rules(deny(1000, { sourceRanges: ["0/0"] })),
    expect: "indeterminate",
    problem: "unexpected-shape",
  },
  {
    name: "a policy of a region that allows SSH",
    slice: networkPolicies([policy("NETWORK_REGIONAL", [policyRule(7, "allow", sshAlone)])]),
    expect: "fail",
    facts: {
      openPorts: [22],
      rules: [
        {
          policy: "baseline",
          priority: 7,
          action: "allow",
          protocol: "tcp",
          ports: ["22"],
          sources: ["0.0.0.0/0"],
          regions: ["europe-west4"],
        },
      ],
      ruleCount: 1,
    },
  },
  ...["constructor", "__proto__"].flatMap((name) => [
    {
      name: `an order of enforcement called ${name}`,
      slice: networkPolicies([policy("NETWORK", [allowAll])], { EnforcementOrder: name }),
      expect: "indeterminate" as const,
    },
    {
      name: `an action called ${name}`,
      slice: networkPolicies([policy("NETWORK", [policyRule(1, name), policyRule(2, "allow")])]),
      expect: "indeterminate" as const,
    },
  ]),
  {
    name: "a policy of a type that is not known",
    slice: networkPolicies([policy("ORBITAL", [policyRule(1, "deny")])]),
    expect: "indeterminate",
    problem: "not-supported",
  },
  {
    name: "a region that names a policy which is not there",
    slice: networkPolicies([], { Regions: [{ Region: "europe-west4", Policies: ["NETWORK baseline"] }] }),
    expect: "indeterminate",
    problem: "not-supported",
  },
  {
    name: "two hierarchical policies, one of which allows what the other denies",
    slice: networkPolicies([hierarchy([denyAll]), hierarchy([allowAll], { Id: "HIERARCHY folder", name: "1" })]),
    expect: "indeterminate",
    problem: "not-supported",
  },
  {
    name: "null wherever a member may be left out",
    slice: {
      Network: network,
      EnforcementOrder: null,
      Policies: [
        policy("NETWORK", [
          {
            ...(policyRule(1, "allow") as Members),
            direction: null,
            disabled: null,
            targetType: null,
            targetForwardingRules: null,
            targetResources: null,
            targetServiceAccounts: null,
            targetSecureTags: null,
            match: {
              layer4Configs: [{ ipProtocol: "tcp", ports: null }],
              srcIpRanges: ["0.0.0.0/0"],
              srcFqdns: null,
              srcRegionCodes: null,
              srcThreatIntelligences: null,
              srcAddressGroups: null,
              srcSecureTags: null,
              srcNetworkContext: null,
              srcNetworkType: null,
              destIpRanges: null,
              destFqdns: null,
              destRegionCodes: null,
              destThreatIntelligences: null,
              destAddressGroups: null,
            },
          },
        ]),
      ],
      Regions: [{ Region: null, Policies: ["NETWORK baseline"] }],
    },
    expect: "fail",
  },
];
