// Allow lists: examples of the documentation, and a model that asks every block.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allowedBlock, allowedSpan, openEntries } from "../../../../checks/engines/reachability/allow-list.ts";
import { BOUND } from "../bound.ts";
import { BLOCKS } from "./small-world.ts";

const span = (startIpAddress: string, endIpAddress: string) => allowedSpan({ startIpAddress, endIpAddress });

test.each([
  // https://learn.microsoft.com/en-us/azure/azure-sql/database/firewall-configure
  ["all addresses", [span("0.0.0.0", "255.255.255.255")], ["0.0.0.0-255.255.255.255"]],
  ["Azure services, which is one address here", [span("0.0.0.0", "0.0.0.0")], []],
  ["ContosoFirewallRule", [span("192.168.1.1", "192.168.1.10")], []],
  ["from the second address on", [span("0.0.0.1", "255.255.255.254")], ["0.0.0.1-255.255.255.254"]],
  [
    "ranges that are the internet only together",
    [
      span("8.0.0.0", "8.255.255.255"),
      span("9.0.0.0", "9.255.255.255"),
      span("8.8.8.8", "8.8.8.8"),
      span("198.51.100.1", "198.51.100.9"),
    ],
    ["8.0.0.0-8.255.255.255", "8.8.8.8-8.8.8.8", "9.0.0.0-9.255.255.255"],
  ],
  ["one half of the internet", [span("0.0.0.0", "127.255.255.255")], ["0.0.0.0-127.255.255.255"]],
  ["all but a few addresses", [span("1.1.1.1", "254.254.254.254")], ["1.1.1.1-254.254.254.254"]],
  ["as many addresses as the bound has", [span("8.0.0.0", "8.255.255.255")], []],
  // https://docs.cloud.google.com/sql/docs/mysql/authorize-networks
  ["0.0.0.0/0", [allowedBlock("0.0.0.0/0"), allowedBlock("203.0.113.0/24")], ["0.0.0.0/0"]],
  ["an office", [allowedBlock("198.51.100.0/24")], []],
  ["nothing", [], []],
])("%s", (_, list, open) => {
  expect(openEntries(list, BOUND)).toEqual({ openTo: open, problem: null });
});

describe("an entry that can't be read leaves open what it lets in, unless another one lets the internet in", () => {
  const problem = { code: "unexpected-shape" };
  const blocks = ["", "*", "0/0", "0.0.0.0-255.255.255.255", "10.0.0.0/33", "300.0.0.1", "::/129", "Internet", null];
  const spans = [
    ["255.255.255.255", "0.0.0.0"],
    ["", ""],
    ["10.0.0.1", "::1"],
    ["10.0.0.0/8", "10.0.0.1"],
    [null, "10.0.0.1"],
    ["10.0.0.1", undefined],
  ] as const;
  const unreadable = [
    ...blocks.map((text) => [JSON.stringify(text), allowedBlock(text)] as const),
    ...spans.map(
      ([first, last]) => [`${first} to ${last}`, allowedSpan({ startIpAddress: first, endIpAddress: last })] as const,
    ),
  ];
  test.each(unreadable)("%s", (_, entry) => {
    expect(openEntries([entry, allowedBlock("10.0.0.0/8")], BOUND)).toMatchObject({ openTo: [], problem });
    expect(openEntries([entry, allowedBlock("0.0.0.0/0")], BOUND)).toMatchObject({ openTo: ["0.0.0.0/0"], problem });
  });
});

test("lets the internet in exactly where an entry has a block of public addresses", () => {
  const between = fc
    .tuple(fc.nat({ max: 15 }), fc.nat({ max: 15 }))
    .map(([first, more]) => [first, Math.min(first + more, 15)] as const);
  // Blocks 14 and 15 are 224.0.0.0/3, from which no packet comes.
  fc.assert(
    fc.property(fc.array(between, { maxLength: 5 }), (spans) => {
      const list = spans.map(([first, last]) => span(`${first * 16}.0.0.0`, `${last * 16 + 15}.255.255.255`));
      const isOpen = BLOCKS.some(
        (block) => block < 14 && spans.some(([first, last]) => first <= block && block <= last),
      );
      expect(openEntries(list, BOUND).openTo.length > 0).toBe(isOpen);
    }),
  );
});
