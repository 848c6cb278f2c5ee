// Rules of VPC networks in Google's documentation.
import { allow, deny, type Documented } from "./any-firewall.ts";

const DOCS = "https://docs.cloud.google.com";
const RULES = `${DOCS}/firewall/docs/firewalls`;

/** Rules that every default network begins with. */
const DEFAULTS = [
  allow("default-allow-internal", "all", [], { sourceRanges: ["10.128.0.0/9"], priority: 65534 }),
  allow("default-allow-ssh", "tcp", ["22"], { priority: 65534 }),
  allow("default-allow-rdp", "tcp", ["3389"], { priority: 65534 }),
  allow("default-allow-icmp", "icmp", [], { priority: 65534 }),
];

/** A rule that denies everything to everyone, and one that lets TCP port 80 in to a tag. */
const webserver = (priority: number) => [
  deny("all", 1000),
  allow("web", "tcp", ["80"], { priority, targetTags: ["webserver"] }),
];

const SSH = ["tcp/22"];

export const byRules: readonly Documented[] = [
  {
    page: `${RULES}#default_firewall_rules`,
    name: "implied deny ingress",
    closed: ["tcp/22", "tcp/443", "udp/53", "1"],
    isNew: true,
  },
  {
    page: `${RULES}#more_rules_default_vpc`,
    name: "rules of a default network",
    rules: DEFAULTS,
    open: ["tcp/22", "tcp/3389", "1"],
    closed: ["tcp/80", "udp/53", "50"],
    isNew: true,
  },
  {
    page: `${RULES}#priority_order_for_firewall_rules`,
    name: "a deny of all, and port 80 for the tag after it",
    rules: webserver(1001),
    tags: ["webserver"],
    closed: ["tcp/80"],
    isNew: true,
  },
  {
    page: `${RULES}#priority_order_for_firewall_rules`,
    name: "a deny of all, and port 80 for the tag with the same number",
    rules: webserver(1000),
    tags: ["webserver"],
    closed: ["tcp/80"],
    isNew: true,
  },
  {
    page: `${RULES}#priority_order_for_firewall_rules`,
    name: "a deny of all, and port 80 for the tag before it",
    rules: webserver(999),
    tags: ["webserver"],
    open: ["tcp/80"],
    closed: ["tcp/443", "udp/80", "1"],
    isNew: true,
  },
  {
    page: `${RULES}#priority_order_for_firewall_rules`,
    name: "the same for a machine without the tag",
    rules: webserver(999),
    closed: ["tcp/80", "tcp/443"],
    isNew: true,
  },
  {
    page: `${RULES}#priority_order_for_firewall_rules`,
    name: "no priority is 1000: a deny of 1000 wins",
    rules: [deny("all", 1000), allow("web", "tcp", ["80"], { priority: null })],
    closed: ["tcp/80"],
  },
  {
    page: `${RULES}#protocols_and_ports`,
    name: "a protocol without ports is all of its ports",
    rules: [allow("tcp", "tcp", [])],
    open: ["tcp/0", "tcp/22", "tcp/65535"],
    closed: ["udp/22"],
  },
  {
    page: `${RULES}#protocols_and_ports`,
    name: "a range of ports has both of its ends",
    rules: [allow("range", "tcp", ["20-22"])],
    open: ["tcp/20", "tcp/22"],
    closed: ["tcp/19", "tcp/23"],
  },
  {
    page: `${RULES}#protocols_and_ports`,
    name: "icmp, tcp:80, tcp:443 and udp:67-69 in one rule",
    rules: [
      allow("several", "icmp", [], {
        allowed: [
          { IPProtocol: "icmp" },
          { IPProtocol: "tcp", ports: ["80", "443"] },
          { IPProtocol: "udp", ports: ["67-69"] },
        ],
      }),
    ],
    open: ["1", "tcp/80", "tcp/443", "udp/68"],
    closed: ["tcp/67", "udp/80", "58"],
    isNew: true,
  },
  {
    page: `${RULES}#protocols_and_ports`,
    name: "a protocol by its number of IANA",
    rules: [allow("esp", "50", []), allow("tcp", "6", ["443"])],
    open: ["50", "tcp/443"],
    closed: ["51", "tcp/22"],
    isNew: true,
  },
  {
    page: RULES,
    name: "no source is every address of IPv4",
    rules: [allow("any", "tcp", ["22"], { sourceRanges: null })],
    open: SSH,
  },
  {
    page: RULES,
    name: "source ranges and source tags add up",
    rules: [allow("or", "tcp", ["22"], { sourceTags: ["bastion"] })],
    open: SSH,
  },
  {
    page: RULES,
    name: "source tags alone are machines of the network",
    rules: [allow("tagged", "tcp", ["22"], { sourceRanges: [], sourceTags: ["bastion"] })],
    closed: SSH,
  },
  {
    page: RULES,
    name: "0.0.0.0/0 is IPv4 alone",
    rules: [allow("four", "tcp", ["22"])],
    hasIpv6: true,
    open: SSH,
  },
  {
    page: `${RULES}#rule_assignment`,
    name: "a target service account that the machine runs as",
    rules: [allow("account", "tcp", ["22"], { targetServiceAccounts: ["web@acme.iam.gserviceaccount.com"] })],
    account: "web@acme.iam.gserviceaccount.com",
    open: SSH,
    isNew: true,
  },
  {
    page: `${RULES}#rule_assignment`,
    name: "a target service account that the machine does not run as",
    rules: [allow("account", "tcp", ["22"], { targetServiceAccounts: ["web@acme.iam.gserviceaccount.com"] })],
    account: "db@acme.iam.gserviceaccount.com",
    closed: SSH,
    isNew: true,
  },
  {
    page: RULES,
    name: "a rule that is disabled is not enforced",
    rules: [allow("off", "tcp", ["22"], { disabled: true })],
    closed: SSH,
  },
  {
    page: `${DOCS}/iap/docs/using-tcp-forwarding`,
    name: "SSH and RDP from the range of Identity-Aware Proxy",
    rules: [allow("allow-ingress-from-iap", "tcp", ["22", "3389"], { sourceRanges: ["35.235.240.0/20"] })],
    closed: ["tcp/22", "tcp/3389"],
  },
  {
    page: `${DOCS}/load-balancing/docs/firewall-rules`,
    name: "health checks from their two ranges",
    rules: [allow("health", "tcp", [], { sourceRanges: ["35.191.0.0/16", "130.211.0.0/22"] })],
    closed: ["tcp/80"],
  },
];
