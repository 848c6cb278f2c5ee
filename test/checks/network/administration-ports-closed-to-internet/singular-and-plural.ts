// Cases of rules of Azure whose members for one value and for several do not look as usual.
import type { Case } from "../../cases.ts";
import { nsg, rule, shown } from "./security-group.ts";

export const singularAndPlural: readonly Case[] = [
  // A member for one value is "" or null where the member for several is filled, and the other way round.
  ...["", null].flatMap((none) => [
    {
      name: `destination ports in the plural beside ${JSON.stringify(none)}`,
      slice: nsg(rule(100, "Allow", { destinationPortRange: none, destinationPortRanges: ["443", "22"] })),
      expect: "fail" as const,
    },
    {
      name: `other destination ports in the plural beside ${JSON.stringify(none)}`,
      slice: nsg(rule(100, "Allow", { destinationPortRange: none, destinationPortRanges: ["443"] })),
      expect: "pass" as const,
    },
    {
      name: `source ports in the plural beside ${JSON.stringify(none)}`,
      slice: nsg(
        rule(90, "Deny", { sourcePortRange: none, sourcePortRanges: ["0-65535"] }),
        rule(100, "Allow", { sourcePortRange: none, sourcePortRanges: ["1024-65535"] }),
      ),
      expect: "pass" as const,
    },
    {
      name: `sources in the plural beside ${JSON.stringify(none)}`,
      slice: nsg(rule(100, "Allow", { sourceAddressPrefix: none, sourceAddressPrefixes: ["Internet"] })),
      expect: "fail" as const,
    },
    {
      name: `destinations in the plural beside ${JSON.stringify(none)}`,
      slice: nsg(
        rule(90, "Deny", { destinationAddressPrefix: none, destinationAddressPrefixes: ["*"] }),
        rule(100, "Allow", {
          destinationAddressPrefix: none,
          destinationAddressPrefixes: ["10.0.0.4", "10.0.0.5"],
        }),
      ),
      expect: "pass" as const,
    },
  ]),
  {
    name: "every member in the plural beside an empty one",
    slice: nsg(
      rule(100, "Allow", {
        sourceAddressPrefix: "",
        sourceAddressPrefixes: ["0.0.0.0/0"],
        sourcePortRange: "",
        sourcePortRanges: ["*"],
        destinationAddressPrefix: "",
        destinationAddressPrefixes: ["10.0.0.0/8"],
        destinationPortRange: "",
        destinationPortRanges: ["22"],
      }),
    ),
    expect: "fail",
    because: "the rules open port 22 to the internet (a range wider than an IPv4 /8 or IPv6 /32)",
    facts: {
      openPorts: [22],
      rules: [shown(100, { sources: ["0.0.0.0/0"] })],
      ruleCount: 1,
    },
  },
  ...["", "*"].map((empty) => ({
    name: `ports in the singular, ${JSON.stringify(empty)}, beside an empty text in the plural`,
    slice: nsg(rule(100, "Allow", { destinationPortRange: empty, destinationPortRanges: ["", "22"] })),
    expect: "fail" as const,
  })),
  {
    name: "SSH from anywhere, and ports that are none",
    slice: nsg(rule(100, "Allow", { destinationPortRange: "", destinationPortRanges: ["30-20", "22"] })),
    expect: "fail",
  },
  {
    name: "rules that let nothing in, of ports that are none",
    slice: nsg(
      rule(100, "Allow", { destinationPortRange: "ssh", sourceAddressPrefix: "10.0.0.0/8" }),
      rule(110, "Allow", { destinationPortRange: "ssh", direction: "Outbound" }),
    ),
    expect: "pass",
  },
  {
    name: "a deny before SSH from anywhere, of ports that are none",
    slice: nsg(rule(90, "Deny", { destinationPortRange: "ssh" }), rule(100, "Allow")),
    expect: "indeterminate",
    problem: "unexpected-shape",
    because: "the destination port of a security rule is no range of ports",
  },
  // No rule of Azure is for no port, so one that names none was not read as it is.
  ...["", null].flatMap((none) => {
    const portless = { destinationPortRange: none, destinationPortRanges: none === "" ? [""] : [] };
    return [
      {
        name: `an allow that names no port, ${JSON.stringify(none)}`,
        slice: nsg(rule(100, "Allow", portless)),
        expect: "indeterminate" as const,
        problem: "not-in-answer" as const,
        because: "a security rule names no destination port",
      },
      {
        name: `SSH from anywhere beside an allow that names no port, ${JSON.stringify(none)}`,
        slice: nsg(rule(100, "Allow", portless), rule(110, "Allow")),
        expect: "fail" as const,
      },
      {
        name: `rules that let nothing in and name no port, ${JSON.stringify(none)}`,
        slice: nsg(
          rule(100, "Deny", portless),
          rule(110, "Allow", { ...portless, direction: "Outbound" }),
          rule(120, "Allow", { ...portless, protocol: "Icmp" }),
        ),
        expect: "pass" as const,
      },
    ];
  }),
];
