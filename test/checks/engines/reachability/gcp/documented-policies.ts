// Firewall policies in Google's documentation, with rules of the network before and after them.
import { allow, deny, policy, step, type Documented } from "./any-firewall.ts";

const DOCS = "https://docs.cloud.google.com/firewall/docs";
const DETAILS = `${DOCS}/firewall-policies-rule-details`;
const ORDER = `${DOCS}/firewall-policies-rule-eval-order`;
const HIERARCHY = `${DOCS}/firewall-policies-examples`;
const REGIONAL = `${DOCS}/network-firewall-policy-examples`;

/** The global policy of the example hands on what is internal and three ports, and denies the rest. */
const GLOBAL = policy(
  "NETWORK",
  step(1000, "goto_next", ["all"], ["10.0.0.0/8"]),
  step(2000, "goto_next", ["tcp/80", "tcp/443", "tcp/22"]),
  step(3000, "deny"),
);
const REGION = policy(
  "NETWORK_REGIONAL",
  step(1000, "allow", ["all"], ["10.2.0.0/16"]),
  step(2000, "allow", ["tcp/443", "tcp/80"]),
);

const SSH = ["tcp/22"];

export const byPolicies: readonly Documented[] = [
  {
    page: HIERARCHY,
    name: "a prober of the organization reaches one port, and nobody else does",
    policies: [policy("HIERARCHY", step(1000, "allow", ["tcp/123"], ["10.100.0.1/32"]))],
    closed: ["tcp/123", "tcp/22"],
  },
  {
    page: HIERARCHY,
    name: "an organization hands three ports on, and the network lets one of them in",
    rules: [allow("web", "tcp", ["443"]), allow("other", "tcp", ["8080"])],
    policies: [policy("HIERARCHY", ...(GLOBAL.rules ?? []))],
    open: ["tcp/443"],
    closed: ["tcp/80", "tcp/22", "tcp/8080"],
  },
  {
    page: REGIONAL,
    name: "a global policy hands three ports on, and the policy of the region lets two of them in",
    policies: [GLOBAL, REGION],
    open: ["tcp/80", "tcp/443"],
    closed: ["tcp/22", "tcp/8080", "udp/443", "1"],
    isNew: true,
  },
  {
    page: REGIONAL,
    name: "the same in a region without a policy of its own",
    policies: [GLOBAL],
    closed: ["tcp/80", "tcp/443", "tcp/22"],
  },
  {
    page: ORDER,
    name: "AFTER_CLASSIC_FIREWALL: an allow of a rule comes before a deny of the network's policy",
    rules: [allow("ssh", "tcp", ["22"])],
    policies: [policy("NETWORK", step(1, "deny"))],
    open: SSH,
  },
  {
    page: ORDER,
    name: "BEFORE_CLASSIC_FIREWALL: a deny of the network's policy comes before an allow of a rule",
    rules: [allow("ssh", "tcp", ["22"])],
    policies: [policy("NETWORK", step(1, "deny"))],
    order: "BEFORE_CLASSIC_FIREWALL",
    closed: SSH,
  },
  {
    page: ORDER,
    name: "hierarchical policies come first in both orders",
    rules: [allow("ssh", "tcp", ["22"])],
    policies: [policy("HIERARCHY", step(1, "deny")), policy("NETWORK", step(1, "allow"))],
    order: "BEFORE_CLASSIC_FIREWALL",
    closed: SSH,
  },
  {
    page: ORDER,
    name: "the regional system policy comes before the rules",
    rules: [deny("all", 0)],
    policies: [policy("SYSTEM_REGIONAL", step(1, "allow", ["tcp/22"]))],
    open: SSH,
    closed: ["tcp/23"],
  },
  {
    page: ORDER,
    name: "the global policy comes before that of the region",
    policies: [policy("NETWORK", step(1, "deny", ["tcp/22"])), policy("NETWORK_REGIONAL", step(1, "allow"))],
    closed: SSH,
    open: ["tcp/23"],
  },
  {
    page: DETAILS,
    name: "the rule of a policy with the smallest number decides",
    policies: [policy("NETWORK", step(10, "deny"), step(5, "allow", ["tcp/80"]))],
    open: ["tcp/80"],
    closed: SSH,
  },
  {
    page: DETAILS,
    name: "a rule for a service account is for machines that run as it",
    policies: [policy("NETWORK", step(1, "allow", ["tcp/22"], ["0.0.0.0/0"], { targetServiceAccounts: ["web@acme"] }))],
    account: "db@acme",
    closed: SSH,
    isNew: true,
  },
  {
    page: DETAILS,
    name: "a rule for secure tags, which the machine does not tell",
    policies: [
      policy("NETWORK", step(1, "allow", ["tcp/22"], ["0.0.0.0/0"], { targetSecureTags: [{ name: "tagValues/1" }] })),
    ],
    unknown: SSH,
    closed: ["tcp/23"],
    isNew: true,
  },
];
