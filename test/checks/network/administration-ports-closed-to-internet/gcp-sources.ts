// Cases of source ranges of VPC firewall rules: how much of the internet they are, and texts that are no range.
import type { Case } from "../../cases.ts";
import { deny, denies, ssh } from "./firewall.ts";

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
    name: "a deny before it of all but as many addresses as the bound has",
    slice: ssh({ sourceRanges: ["20.0.0.0/7"] }),
    related: denies(deny(900, { sourceRanges: ["21.0.0.0/8"] })),
    expect: "pass",
  },
];
