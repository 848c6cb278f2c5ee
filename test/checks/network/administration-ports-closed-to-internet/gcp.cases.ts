// Cases of the check that administration ports are closed to the internet: Google Cloud.
import type { Case, Cases, Members } from "../../cases.ts";
import { denies, deny, firewall, network, ssh } from "./firewall.ts";
import { behindPolicies } from "./behind-policies.cases.ts";
import { ofPolicies } from "./policies.cases.ts";
import { networkPolicies } from "./policies.ts";
import { sources } from "./gcp-sources.ts";

const unset: Members = {
  direction: null,
  disabled: null,
  priority: null,
  sourceTags: null,
  sourceServiceAccounts: null,
  destinationRanges: null,
  targetTags: null,
  targetServiceAccounts: null,
};

/** No policy applies in the network of a rule where a case says nothing of policies. */
const withoutPolicies = (one: Case): Case => ({
  ...one,
  related: { policies: { rows: [networkPolicies([])] }, ...one.related },
});

export const cases: Cases = {
  "gcp Tidemark::Compute::NetworkFirewallPolicies": { cases: ofPolicies },
  "gcp compute.googleapis.com/Firewall": {
    cases: [
      ...behindPolicies,
      {
        name: "SSH from anywhere",
        slice: firewall([{ IPProtocol: "tcp", ports: ["22", "80"] }]),
        expect: "fail",
        because: "the rule opens port 22 to the internet (a range wider than an IPv4 /8 or IPv6 /32)",
        facts: {
          openPorts: [22],
          rules: [{ protocol: "tcp", ports: ["22", "80"], sources: ["0.0.0.0/0"] }],
          ruleCount: 1,
        },
      },
      {
        name: "SSH through Identity-Aware Proxy",
        slice: firewall([{ IPProtocol: "tcp", ports: ["22"] }], { sourceRanges: ["35.235.240.0/20"] }),
        expect: "pass",
        facts: {},
      },
      {
        name: "all protocols",
        slice: firewall([{ IPProtocol: "all" }]),
        expect: "fail",
        because: "the rule opens ports 22, 3389 to the internet (a range wider than an IPv4 /8 or IPv6 /32)",
      },
      { name: "TCP without ports, which is all of them", slice: firewall([{ IPProtocol: "TCP" }]), expect: "fail" },
      {
        name: "TCP with no port listed, which is all of them",
        slice: firewall([{ IPProtocol: "tcp", ports: [] }]),
        expect: "fail",
      },
      { name: "TCP with null for ports", slice: firewall([{ IPProtocol: "tcp", ports: null }]), expect: "fail" },
      {
        name: "all protocols with no port listed",
        slice: firewall([{ IPProtocol: "all", ports: [] }]),
        expect: "fail",
        facts: {
          openPorts: [22, 3389],
          rules: [{ protocol: "all", ports: ["*"], sources: ["0.0.0.0/0"] }],
          ruleCount: 1,
        },
      },
      { name: "ICMP with no port listed", slice: firewall([{ IPProtocol: "icmp", ports: [] }]), expect: "pass" },
      {
        name: "a deny before it with no port listed, which is all of them",
        slice: ssh(),
        related: denies(deny(900, { denied: [{ IPProtocol: "tcp", ports: [] }] })),
        expect: "pass",
      },
      {
        name: "null wherever a member may be left out",
        slice: ssh({ ...unset, sourceRanges: null, denied: null }),
        related: denies(deny(1001, { ...unset, priority: 1001, sourceRanges: null, allowed: null })),
        expect: "fail",
        facts: { openPorts: [22], rules: [{ protocol: "tcp", ports: ["22"], sources: ["0.0.0.0/0"] }], ruleCount: 1 },
      },
      {
        name: "null wherever a deny may leave a member out",
        slice: ssh(),
        related: denies(deny(1000, { ...unset, sourceRanges: null, allowed: null })),
        expect: "pass",
      },
      { name: "null for what is allowed", slice: ssh({ allowed: null }), expect: "not-applicable" },
      { name: "a protocol by its number", slice: firewall([{ IPProtocol: "6", ports: ["20-30"] }]), expect: "fail" },
      { name: "ICMP", slice: firewall([{ IPProtocol: "icmp" }]), expect: "pass" },
      { name: "HTTPS", slice: firewall([{ IPProtocol: "tcp", ports: ["443"] }]), expect: "pass" },
      {
        name: "IPv6",
        slice: firewall([{ IPProtocol: "tcp", ports: ["3389"] }], { sourceRanges: ["::/0"] }),
        expect: "fail",
      },
      ...sources,
      {
        name: "both halves",
        slice: firewall([{ IPProtocol: "tcp", ports: ["22"] }], { sourceRanges: ["128.0.0.0/1", "0.0.0.0/1"] }),
        expect: "fail",
      },
      // Ranges or tags: a tag beside the range narrows nothing.
      {
        name: "anywhere, or machines with a tag",
        slice: firewall([{ IPProtocol: "tcp", ports: ["22"] }], { sourceTags: ["bastion"] }),
        expect: "fail",
      },
      {
        name: "machines with a tag only",
        slice: firewall([{ IPProtocol: "tcp", ports: ["22"] }], { sourceRanges: [], sourceTags: ["bastion"] }),
        expect: "pass",
      },
      {
        name: "machines with a service account only",
        slice: firewall([{ IPProtocol: "tcp", ports: ["22"] }], {
          sourceRanges: [],
          sourceServiceAccounts: ["deploy@acme.iam.gserviceaccount.com"],
        }),
        expect: "pass",
      },
      {
        name: "no source and no direction",
        slice: { name: "any", network, allowed: [{ IPProtocol: "tcp", ports: ["22"] }] },
        expect: "fail",
      },
      { name: "disabled", slice: firewall([{ IPProtocol: "all" }], { disabled: true }), expect: "not-applicable" },
      {
        name: "outgoing",
        slice: firewall([{ IPProtocol: "all" }], { direction: "EGRESS", sourceRanges: [] }),
        expect: "not-applicable",
      },
      {
        name: "a deny",
        slice: deny(1000),
        expect: "not-applicable",
      },
      // The smallest number is the highest priority, and of equal priorities the deny wins.
      { name: "a deny of higher priority", slice: ssh(), related: denies(deny(999)), expect: "pass", facts: {} },
      { name: "a deny of equal priority", slice: ssh(), related: denies(deny(1000)), expect: "pass" },
      { name: "a deny of lower priority", slice: ssh(), related: denies(deny(1001)), expect: "fail" },
      {
        name: "a deny of priority 1000, which is what no priority means",
        slice: { name: "any", network, allowed: [{ IPProtocol: "tcp", ports: ["22"] }] },
        related: denies(deny(1000)),
        expect: "pass",
      },
      {
        name: "a deny of another network",
        slice: ssh(),
        related: denies(deny(1, { network: "other" })),
        expect: "fail",
      },
      { name: "a deny that is disabled", slice: ssh(), related: denies(deny(1, { disabled: true })), expect: "fail" },
      {
        name: "a deny of what goes out",
        slice: ssh(),
        related: denies(deny(1, { direction: "EGRESS" })),
        expect: "fail",
      },
      {
        name: "a deny of another port",
        slice: ssh(),
        related: denies(deny(1, { denied: [{ IPProtocol: "tcp", ports: ["23"] }] })),
        expect: "fail",
      },
      {
        name: "a deny of the other protocol",
        slice: ssh(),
        related: denies(deny(1, { denied: [{ IPProtocol: "udp" }] })),
        expect: "fail",
      },
      {
        name: "a deny of one port of two",
        slice: firewall([{ IPProtocol: "tcp", ports: ["22", "3389"] }]),
        related: denies(deny(1, { denied: [{ IPProtocol: "tcp", ports: ["20-30"] }] })),
        expect: "fail",
        because: "the rule opens port 3389 to the internet (a range wider than an IPv4 /8 or IPv6 /32)",
      },
      {
        name: "a deny of a few addresses",
        slice: ssh(),
        related: denies(deny(1, { sourceRanges: ["8.8.8.0/24"] })),
        expect: "fail",
      },
      {
        name: "denies of both halves, in two rules",
        slice: ssh(),
        related: denies(deny(1, { sourceRanges: ["0.0.0.0/1"] }), deny(2, { sourceRanges: ["128.0.0.0/1"] })),
        expect: "pass",
      },
      {
        name: "a deny of IPv4 where IPv6 is let in",
        slice: ssh({ sourceRanges: ["::/0"] }),
        related: denies(deny(1)),
        expect: "fail",
      },
      {
        name: "a deny for machines with a tag",
        slice: ssh(),
        related: denies(deny(1, { targetTags: ["db"] })),
        expect: "fail",
      },
      {
        name: "a deny for all machines, of an allow for some",
        slice: ssh({ targetTags: ["db"] }),
        related: denies(deny(1)),
        expect: "pass",
      },
      {
        name: "denies for each tag of the allow",
        slice: ssh({ targetTags: ["db", "web"] }),
        related: denies(deny(1, { targetTags: ["web"] }), deny(2, { targetTags: ["db", "batch"] })),
        expect: "pass",
      },
      {
        name: "a deny for one tag of two",
        slice: ssh({ targetTags: ["db", "web"] }),
        related: denies(deny(1, { targetTags: ["web"] })),
        expect: "fail",
      },
      {
        name: "a deny for a service account, of an allow for a tag of the same name",
        slice: ssh({ targetTags: ["db"] }),
        related: denies(deny(1, { targetServiceAccounts: ["db"] })),
        expect: "fail",
      },
      {
        name: "a deny to some addresses of the network",
        slice: ssh(),
        related: denies(deny(1, { destinationRanges: ["10.0.0.0/24"] })),
        expect: "fail",
      },
      {
        name: "a deny to the subnet of the machine",
        slice: ssh({ destinationRanges: ["10.0.0.4/32"] }),
        related: denies(deny(1, { destinationRanges: ["10.0.0.0/24"] })),
        expect: "pass",
      },
      {
        name: "no deny found, and not all rules were read",
        slice: ssh(),
        related: { denies: { rows: [], complete: false } },
        expect: "indeterminate",
        problem: "unavailable",
      },
      {
        name: "a deny found, although not all rules were read",
        slice: ssh(),
        related: { denies: { rows: [deny(1)], complete: false } },
        expect: "pass",
      },
      {
        name: "closed without any deny, and not all rules were read",
        slice: ssh({ sourceRanges: ["192.0.2.0/24"] }),
        related: { denies: { rows: [], complete: false } },
        expect: "pass",
      },
      {
        name: "a deny of an unexpected shape",
        slice: ssh(),
        related: denies(deny(1, { priority: "first" })),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "one address without a mask",
        slice: firewall([{ IPProtocol: "tcp", ports: ["22"] }], { sourceRanges: ["192.0.2.7"] }),
        expect: "pass",
      },
      {
        name: "a source that is a name",
        slice: firewall([{ IPProtocol: "tcp" }], { sourceRanges: ["office"] }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ].map((one) => withoutPolicies(one as Case)),
  },
};
