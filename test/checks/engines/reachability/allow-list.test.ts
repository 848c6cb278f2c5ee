// Allow lists: examples of the documentation, and a model that asks every address.
import fc from "fast-check";
import { expect, test } from "vitest";
import { allowedBlock, allowedSpan, openEntries } from "../../../../checks/engines/reachability/allow-list.ts";
import { BLOCKS } from "./small-world.ts";

test.each([
  // https://learn.microsoft.com/en-us/azure/azure-sql/database/firewall-configure
  ["all addresses", [allowedSpan("0.0.0.0", "255.255.255.255")], ["0.0.0.0-255.255.255.255"]],
  ["Azure services, which is one address here", [allowedSpan("0.0.0.0", "0.0.0.0")], []],
  ["ContosoFirewallRule", [allowedSpan("192.168.1.1", "192.168.1.10")], []],
  ["from the second address on", [allowedSpan("0.0.0.1", "255.255.255.254")], ["0.0.0.1-255.255.255.254"]],
  [
    "halves",
    [
      allowedSpan("0.0.0.0", "127.255.255.255"),
      allowedSpan("128.0.0.0", "255.255.255.255"),
      allowedSpan("8.8.8.8", "8.8.8.8"),
    ],
    ["0.0.0.0-127.255.255.255", "128.0.0.0-255.255.255.255", "8.8.8.8-8.8.8.8"],
  ],
  ["the other way round, which is no address", [allowedSpan("255.255.255.255", "0.0.0.0")], []],
  // https://docs.cloud.google.com/sql/docs/mysql/authorize-networks
  ["0.0.0.0/0", [allowedBlock("0.0.0.0/0"), allowedBlock("203.0.113.0/24")], ["0.0.0.0/0"]],
  ["an office", [allowedBlock("198.51.100.0/24")], []],
  ["nothing", [], []],
])("%s", (_, list, open) => {
  expect(openEntries(list)).toEqual(open);
});

test("let the internet in exactly when every address of it is in some entry", () => {
  // Spans of whole blocks; what is left of each block by the special registries is in none or all of them.
  const span = fc
    .tuple(fc.nat({ max: 15 }), fc.nat({ max: 15 }))
    .map(([first, more]) => [first, Math.min(first + more, 15)] as const);
  // 224.0.0.0/3 is no source of packets: two blocks that no list needs.
  const needed = BLOCKS.filter((block) => block < 14);
  fc.assert(
    fc.property(fc.array(span, { maxLength: 5 }), (spans) => {
      const list = spans.map(([first, last]) => allowedSpan(`${first * 16}.0.0.0`, `${last * 16 + 15}.255.255.255`));
      const all = needed.every((block) => spans.some(([first, last]) => first <= block && block <= last));
      expect(openEntries(list).length > 0).toBe(all);
    }),
  );
});
