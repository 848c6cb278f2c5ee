// Cases of machines of Compute Engine behind firewall policies, and of parts that were not read.
import type { Case } from "../../cases.ts";
import { deny, ssh } from "../administration-ports-closed-to-internet/firewall.ts";
import {
  allowAll,
  BEFORE,
  denyAll,
  hierarchy,
  networkPolicies,
  policy,
  policyRule,
} from "../administration-ports-closed-to-internet/policies.ts";
import { behindRules, machine, nic } from "./gcp-machine.ts";

/** Policies in the documented order. https://docs.cloud.google.com/firewall/docs/firewall-policies-rule-eval-order */
const behind = (policies: Parameters<typeof networkPolicies>[0], members = {}, ...rows: Case["slice"][]) => ({
  rules: { rows },
  policies: { rows: [networkPolicies(policies, members)] },
});
export const byPolicies: readonly Case[] = [
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
export const unread: readonly Case[] = [
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
