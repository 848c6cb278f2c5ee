// Cases of source ranges of VPC firewall rules: how much of the internet they are, and texts that are no range.
import type { Case, Members } from "../../cases.ts";
import { denies, deny, firewall, ssh } from "./firewall.ts";

export const sources: readonly Case[] = [
  ...["0.0.0.0/1", "8.0.0.0/7", "2001::/31"].map((range) => ({
    name: `SSH from ${range}`,
    slice: ssh({ sourceRanges: [range] }),
    expect: "fail" as const,
  })),
  {
    name: "SSH from as many addresses as the bound has",
    slice: ssh({ sourceRanges: ["20.0.0.0/8"] }),
    expect: "pass",
  },
  ...["0/0", "0.0.0.0/33", "300.0.0.0/8", "0.0.0.0-255.255.255.255"].map((range) => ({
    name: `SSH from ${range}, which is no range`,
    slice: ssh({ sourceRanges: [range] }),
    expect: "indeterminate" as const,
    problem: "unexpected-shape" as const,
  })),
  {
    name: "a deny before it from a range that is none",
    slice: ssh(),
    related: denies(deny(900, { sourceRanges: ["0/0"] })),
    expect: "indeterminate",
    problem: "unexpected-shape",
  },
  {
    name: "SSH from anywhere, and from a range that is none",
    slice: ssh({ sourceRanges: ["0/0", "0.0.0.0/0"] }),
    expect: "fail",
  },
  {
    name: "SSH from anywhere, and ports that are none",
    slice: firewall([{ IPProtocol: "tcp", ports: ["22", "30-20", ""] }]),
    expect: "fail",
  },
  {
    name: "HTTPS from a range that is none",
    slice: firewall([{ IPProtocol: "tcp", ports: ["443"] }], { sourceRanges: ["0/0"] }),
    expect: "pass",
  },
  ...[
    ["ports that are none", { denied: [{ IPProtocol: "tcp", ports: ["30-20"] }] }],
    ["a protocol that is none", { denied: [{ IPProtocol: "everything" }] }],
  ].map(([what, members]) => ({
    name: `a deny before it of ${what as string}`,
    slice: ssh(),
    related: denies(deny(900, members as Members)),
    expect: "indeterminate" as const,
    problem: "unexpected-shape" as const,
  })),
  ...[{ priority: 2000 }, { disabled: true }, { targetTags: ["db"] }].map((members) => ({
    name: `a deny that can't be read and does not hinder it: ${JSON.stringify(members)}`,
    slice: ssh(),
    related: denies(deny(900, { sourceRanges: ["0/0"], ...members })),
    expect: "fail" as const,
  })),
  {
    name: "a deny that can't be read behind one that closes the rule",
    slice: ssh(),
    related: denies(deny(900, { sourceRanges: ["0.0.0.0/0"] }), deny(950, { sourceRanges: ["0/0"] })),
    expect: "pass",
  },
  {
    name: "a deny before it of all but as many addresses as the bound has",
    slice: ssh({ sourceRanges: ["20.0.0.0/7"] }),
    related: denies(deny(900, { sourceRanges: ["21.0.0.0/8"] })),
    expect: "pass",
  },
  {
    name: "denies of single addresses, which cut the internet into pieces",
    slice: ssh(),
    related: denies(deny(900, { sourceRanges: Array.from({ length: 223 }, (_, at) => `${at + 1}.0.0.1/32`) })),
    expect: "fail",
  },
  { name: "SSH over any", slice: firewall([{ IPProtocol: "any", ports: ["22"] }]), expect: "fail" },
  ...["", "everything", "999"].map((IPProtocol) => ({
    name: `SSH over ${JSON.stringify(IPProtocol)}, which is no protocol`,
    slice: firewall([{ IPProtocol, ports: ["22"] }]),
    expect: "indeterminate" as const,
    problem: "unexpected-shape" as const,
  })),
  {
    name: "ports the other way round",
    slice: firewall([{ IPProtocol: "tcp", ports: ["30-20"] }]),
    expect: "indeterminate",
    problem: "unexpected-shape",
  },
];
