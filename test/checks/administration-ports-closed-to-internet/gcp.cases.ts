// Cases of the check that administration ports are closed to the internet: Google Cloud.
import type { Json } from "../../../evidence-schema/canonical.ts";
import type { Cases, Members } from "../cases.ts";

const firewall = (allowed: Json, members: Members = {}): Json => ({
  name: "allow-ssh",
  direction: "INGRESS",
  disabled: false,
  priority: 1000,
  allowed,
  sourceRanges: ["0.0.0.0/0"],
  ...members,
});

export const cases: Cases = {
  "gcp compute.googleapis.com/Firewall": {
    cases: [
      {
        name: "SSH from anywhere",
        slice: firewall([{ IPProtocol: "tcp", ports: ["22", "80"] }]),
        expect: "fail",
        because: "port 22 is open to the internet",
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
        because: "ports 22, 3389 are open to the internet",
      },
      { name: "TCP without ports, which is all of them", slice: firewall([{ IPProtocol: "TCP" }]), expect: "fail" },
      { name: "a protocol by its number", slice: firewall([{ IPProtocol: "6", ports: ["20-30"] }]), expect: "fail" },
      { name: "ICMP", slice: firewall([{ IPProtocol: "icmp" }]), expect: "pass" },
      { name: "HTTPS", slice: firewall([{ IPProtocol: "tcp", ports: ["443"] }]), expect: "pass" },
      {
        name: "IPv6",
        slice: firewall([{ IPProtocol: "tcp", ports: ["3389"] }], { sourceRanges: ["::/0"] }),
        expect: "fail",
      },
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
        slice: { direction: "INGRESS", allowed: [{ IPProtocol: "tcp", ports: ["22"] }], sourceTags: ["bastion"] },
        expect: "pass",
      },
      {
        name: "machines with a service account only",
        slice: {
          allowed: [{ IPProtocol: "tcp", ports: ["22"] }],
          sourceRanges: [],
          sourceServiceAccounts: ["deploy@acme.iam.gserviceaccount.com"],
        },
        expect: "pass",
      },
      {
        name: "no source and no direction",
        slice: { allowed: [{ IPProtocol: "tcp", ports: ["22"] }] },
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
        slice: { direction: "INGRESS", denied: [{ IPProtocol: "all" }], sourceRanges: ["0.0.0.0/0"] },
        expect: "not-applicable",
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
    ],
  },
};
