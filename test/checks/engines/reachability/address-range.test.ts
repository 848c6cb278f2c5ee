// Ranges of addresses: what a text stands for, held to Node's own reading, and what is left of one without others.
import { BlockList } from "node:net";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  everywhere,
  isWithin,
  rangeBetween,
  rangeOf,
  without,
  type AddressRange,
} from "../../../../checks/engines/reachability/address-range.ts";

describe("a text", () => {
  test.each([
    ["0.0.0.0/0", "ipv4", 0n, 0xffffffffn],
    ["10.0.0.0/8", "ipv4", 0x0a000000n, 0x0affffffn],
    ["255.255.255.255", "ipv4", 0xffffffffn, 0xffffffffn],
    ["128.0.0.0/1", "ipv4", 0x80000000n, 0xffffffffn],
    // Bits after the prefix do not count.
    ["10.1.2.3/0", "ipv4", 0n, 0xffffffffn],
    ["::/0", "ipv6", 0n, 2n ** 128n - 1n],
    ["2000::/3", "ipv6", 2n ** 125n, 2n ** 126n - 1n],
    ["2001:DB8::/32", "ipv6", 0x20010db8n << 96n, (0x20010db9n << 96n) - 1n],
    ["2001:db8:0:0:0:0:0:1", "ipv6", (0x20010db8n << 96n) + 1n, (0x20010db8n << 96n) + 1n],
    ["::2:0:0:0:0:0:0/32", "ipv6", 2n << 96n, (3n << 96n) - 1n],
    ["::ffff:192.0.2.1/128", "ipv6", 0xffffc0000201n, 0xffffc0000201n],
  ] as const)("%s", (text, family, first, last) => {
    expect(rangeOf(text)).toEqual({ family, first, last });
  });

  test.each([
    "",
    "*",
    "Internet",
    "10.0.0.0/33",
    "10.0.0/8",
    "256.0.0.0/8",
    "10.0.0.0/8/8",
    "10.0.0.0/",
    "/0",
    "10.0.0.0/-1",
    "2001:db8::/129",
    ":::/0",
    "1:2:3/16",
    "1::2::3/16",
    "1:2:3:4:5:6:7::8/16",
    "g::/16",
    "fe80::1%eth0",
    "1.2.3.4::",
  ])("%j is no range", (text) => {
    expect(rangeOf(text)).toBeNull();
  });

  test("has the addresses that Node says it has", () => {
    const families = fc.constantFrom({ version: 4, bits: 32 }, { version: 6, bits: 128 });
    const address = (version: number) => (version === 4 ? fc.ipV4() : fc.ipV6());
    const some = families.chain(({ version, bits }) =>
      fc.tuple(address(version), fc.nat({ max: bits }), fc.oneof(address(version), fc.constant(null)), fc.nat()),
    );
    fc.assert(
      fc.property(some, ([block, length, other, flip]) => {
        const family = block.includes(":") ? "ipv6" : "ipv4";
        const list = new BlockList();
        list.addSubnet(block, length, family);
        const range = rangeOf(`${block}/${length}`)!;
        // An address of the block's own neighbourhood, so that both answers come up.
        const asked =
          other ?? textOf(rangeOf(block)!.first ^ (1n << BigInt(flip % (family === "ipv4" ? 32 : 128))), family);
        expect(isWithin(rangeOf(asked)!, [range])).toBe(list.check(asked, family));
      }),
    );
  });
});

const textOf = (address: bigint, family: "ipv4" | "ipv6"): string =>
  family === "ipv4"
    ? [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 255n).join(".")
    : [112n, 96n, 80n, 64n, 48n, 32n, 16n, 0n].map((shift) => ((address >> shift) & 65535n).toString(16)).join(":");

describe("addresses from one to another", () => {
  test.each([
    ["0.0.0.0", "255.255.255.255", 0n, 0xffffffffn],
    ["192.0.2.7", "192.0.2.7", 0xc0000207n, 0xc0000207n],
    ["::1", "::3", 1n, 3n],
  ])("%s-%s", (from, to, first, last) => {
    expect(rangeBetween(from, to)).toMatchObject({ first, last });
  });

  test.each([
    ["10.0.0.2", "10.0.0.1"],
    ["10.0.0.1", "::ffff"],
    ["::1", "10.0.0.1"],
    ["10.0.0.0/8", "10.0.0.1"],
    ["", ""],
  ])("%j-%j is no range", (from, to) => {
    expect(rangeBetween(from, to)).toBeNull();
  });
});

describe("what is left of a range", () => {
  const span = fc
    .tuple(fc.bigInt(0n, 40n), fc.bigInt(0n, 12n), fc.constantFrom("ipv4" as const, "ipv6" as const))
    .map(([first, more, family]): AddressRange => ({ family, first, last: first + more }));
  const has = (ranges: readonly AddressRange[], family: string, address: bigint): boolean =>
    ranges.some((range) => range.family === family && range.first <= address && address <= range.last);

  test("is every address that none of the others has, in order and apart", () => {
    fc.assert(
      fc.property(span, fc.array(span, { maxLength: 6 }), (range, taken) => {
        const left = without(range, taken);
        for (let address = 0n; address <= 60n; address += 1n) {
          const wanted = has([range], range.family, address) && !has(taken, range.family, address);
          expect(has(left, range.family, address)).toBe(wanted);
        }
        for (const [at, { first }] of left.entries()) if (at > 0) expect(first > left[at - 1]!.last + 1n).toBe(true);
        expect(isWithin(range, taken)).toBe(left.length === 0);
      }),
    );
  });

  test("nothing of everything without both halves", () => {
    const halves = ["0.0.0.0/1", "128.0.0.0/1"].flatMap((text) => rangeOf(text) ?? []);
    expect(everywhere.flatMap((range) => without(range, halves))).toEqual([rangeOf("::/0")]);
  });
});
