// Cases of sources of Azure's rules: how much of the internet they are, and texts that Azure documents nowhere.
import type { Case } from "../../cases.ts";
import { nsg, rule } from "./security-group.ts";

export const sources: readonly Case[] = [
  ...["0.0.0.0/1", "8.0.0.0/7", "2001::/31"].map((half) => ({
    name: `an allow from ${half}`,
    slice: nsg(rule(200, "Allow", { sourceAddressPrefix: half })),
    expect: "fail" as const,
  })),
  ...["20.0.0.0/8", "2001::/32", "AzureCloud", "Storage.WestEurope"].map((source) => ({
    name: `an allow from ${source}`,
    slice: nsg(rule(200, "Allow", { sourceAddressPrefix: source })),
    expect: "pass" as const,
  })),
  ...["0/0", "0.0.0.0-255.255.255.255", "0.0.0.0/33", "300.0.0.0/8"].flatMap((source) => [
    {
      name: `an allow from ${source}, which is no source that Azure documents`,
      slice: nsg(rule(200, "Allow", { sourceAddressPrefix: source })),
      expect: "indeterminate" as const,
      problem: "unexpected-shape" as const,
      because: "the source of a security rule is not an address, CIDR block or service tag",
    },
    {
      name: `an allow from ${source} in the plural`,
      slice: nsg(rule(200, "Allow", { sourceAddressPrefix: "", sourceAddressPrefixes: ["10.0.0.4", source] })),
      expect: "indeterminate" as const,
      problem: "unexpected-shape" as const,
    },
    {
      name: `an allow from ${source} to another port`,
      slice: nsg(rule(200, "Allow", { sourceAddressPrefix: source, destinationPortRange: "443" })),
      expect: "pass" as const,
    },
    {
      name: `SSH from anywhere beside an allow from ${source}`,
      slice: nsg(rule(200, "Allow", { sourceAddressPrefix: source }), rule(300, "Allow")),
      expect: "fail" as const,
    },
    {
      name: `a deny from ${source} before SSH from anywhere`,
      slice: nsg(rule(200, "Deny", { sourceAddressPrefix: source }), rule(300, "Allow")),
      expect: "indeterminate" as const,
      problem: "unexpected-shape" as const,
    },
  ]),
  {
    name: "an allow that names no source",
    slice: nsg(rule(200, "Allow", { sourceAddressPrefix: null, sourceAddressPrefixes: null })),
    expect: "indeterminate",
    problem: "not-in-answer",
    because: "a security rule names no source",
  },
  {
    name: "an allow from machines of an application security group",
    slice: nsg(
      rule(200, "Allow", { sourceAddressPrefix: null, sourceApplicationSecurityGroups: [{ id: "/asgs/web" }] }),
    ),
    expect: "pass",
  },
  {
    name: "a deny to Internet before it, which matches nothing that comes in",
    slice: nsg(
      rule(100, "Deny", { destinationAddressPrefix: "Internet" }),
      rule(200, "Allow", { destinationAddressPrefix: "*" }),
    ),
    expect: "fail",
  },
  {
    name: "an allow to Internet alone, which lets nothing in",
    slice: nsg(rule(200, "Allow", { destinationAddressPrefix: "Internet" })),
    expect: "pass",
  },
  {
    name: "denies of single addresses, which cut the internet into pieces",
    slice: nsg(
      rule(100, "Deny", {
        sourceAddressPrefix: "",
        sourceAddressPrefixes: Array.from({ length: 223 }, (_, at) => `${at + 1}.0.0.1`),
      }),
      rule(200, "Allow", { sourceAddressPrefix: "0.0.0.0/0" }),
    ),
    expect: "fail",
  },
  {
    name: "a deny of all but an office",
    slice: nsg(
      rule(100, "Allow", { sourceAddressPrefix: "198.51.0.0/16" }),
      rule(110, "Deny", { sourceAddressPrefix: "*" }),
      rule(200, "Allow"),
    ),
    expect: "pass",
  },
  ...["Any", "any", "*"].flatMap((protocol) => [
    { name: `SSH over ${protocol}`, slice: nsg(rule(200, "Allow", { protocol })), expect: "fail" as const },
    {
      name: `a deny of ${protocol} before SSH`,
      slice: nsg(rule(100, "Deny", { protocol }), rule(200, "Allow")),
      expect: "pass" as const,
    },
  ]),
  ...["", "tcp,udp", "everything"].flatMap((protocol) => [
    {
      name: `an allow over ${JSON.stringify(protocol)}, which is no protocol`,
      slice: nsg(rule(200, "Allow", { protocol })),
      expect: "indeterminate" as const,
      problem: "unexpected-shape" as const,
      because: "the protocol of a security rule is not one that Azure documents",
    },
    {
      name: `a deny over ${JSON.stringify(protocol)} before SSH`,
      slice: nsg(rule(100, "Deny", { protocol }), rule(200, "Allow")),
      expect: "indeterminate" as const,
      problem: "unexpected-shape" as const,
    },
  ]),
  ...[
    { destinationAddressPrefix: "0/0" },
    { destinationAddressPrefix: null },
    { destinationAddressPrefix: "", destinationAddressPrefixes: [] },
    { sourcePortRange: null },
    { sourcePortRange: "", sourcePortRanges: null },
  ].map((members) => ({
    name: `a deny that can't be read before SSH: ${JSON.stringify(members)}`,
    slice: nsg(rule(100, "Deny", members), rule(200, "Allow")),
    expect: "indeterminate" as const,
  })),
  {
    name: "ports the other way round",
    slice: nsg(rule(200, "Allow", { destinationPortRange: "30-20" })),
    expect: "indeterminate",
    problem: "unexpected-shape",
  },
];
