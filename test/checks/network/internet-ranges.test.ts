// Ranges of addresses: what a text stands for, and what ranges cover together.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  coverInternet,
  isCovered,
  isWithin,
  rangeOf,
  type AddressRange,
} from "../../../checks/network/internet-ranges.ts";

const ranges = (...texts: string[]): AddressRange[] => texts.flatMap((text) => rangeOf(text) ?? []);
const dotted = (bits: number): string => [24, 16, 8, 0].map((shift) => Math.floor(bits / 2 ** shift) % 256).join(".");

describe("a text", () => {
  test.each([
    ["0.0.0.0/0", "ipv4", 0, 2 ** 32 - 1],
    ["10.0.0.0/8", "ipv4", 10 * 2 ** 24, 11 * 2 ** 24 - 1],
    ["255.255.255.255", "ipv4", 2 ** 32 - 1, 2 ** 32 - 1],
    ["128.0.0.0/1", "ipv4", 2 ** 31, 2 ** 32 - 1],
    // Bits after the prefix do not count.
    ["10.1.2.3/0", "ipv4", 0, 2 ** 32 - 1],
    ["::/0", "ipv6", 0, 2 ** 32 - 1],
    ["2000::/3", "ipv6", 0x20000000, 0x3fffffff],
    ["2001:DB8::/32", "ipv6", 0x20010db8, 0x20010db8],
    ["2001:db8:0:0:0:0:0:0/32", "ipv6", 0x20010db8, 0x20010db8],
    ["::2:0:0:0:0:0:0/32", "ipv6", 2, 2],
  ] as const)("%s", (text, family, first, last) => {
    expect(rangeOf(text)).toEqual({ family, first, last });
  });

  const none = [
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
  ];
  test.each([
    ...none,
    "2001:db8::/33",
    "2001:db8::1",
    ":::/0",
    "1:2:3/16",
    "1::2::3/16",
    "1:2:3:4:5:6:7::8/16",
    "g::/16",
  ])("%j is no range, or too small a one", (text) => {
    expect(rangeOf(text)).toBeNull();
  });

  test("an IPv4 block and its size", () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 32 - 1 }), fc.nat({ max: 32 }), (bits, length) => {
        const range = rangeOf(`${dotted(bits)}/${length}`);
        expect(range).not.toBeNull();
        expect(range!.last - range!.first + 1).toBe(2 ** (32 - length));
        expect(range!.first <= bits && bits <= range!.last).toBe(true);
      }),
    );
  });
});

describe("the internet", () => {
  test.each([
    [["0.0.0.0/0"]],
    [["::/0"]],
    [["2000::/3"]],
    [["3000::/4", "2000::/4"]],
    [["128.0.0.0/1", "0.0.0.0/1"]],
    // Everything but private networks, as guides to such lists give it.
    [
      "0.0.0.0/5 8.0.0.0/7 11.0.0.0/8 12.0.0.0/6 16.0.0.0/4 32.0.0.0/3 64.0.0.0/2 128.0.0.0/3 160.0.0.0/5 168.0.0.0/6 172.0.0.0/12 172.32.0.0/11 172.64.0.0/10 172.128.0.0/9 173.0.0.0/8 174.0.0.0/7 176.0.0.0/4 192.0.0.0/9 192.128.0.0/11 192.160.0.0/13 192.169.0.0/16 192.170.0.0/15 192.172.0.0/14 192.176.0.0/12 192.192.0.0/10 193.0.0.0/8 194.0.0.0/7 196.0.0.0/6 200.0.0.0/5 208.0.0.0/4".split(
        " ",
      ),
    ],
  ])("is all of %j", (texts) => {
    expect(coverInternet(ranges(...texts))).toBe(true);
  });

  test.each([
    [[]],
    [["0.0.0.0/1"]],
    [["0.0.0.0/1", "8000::/1"]],
    [["10.0.0.0/8", "fd00::/8"]],
    [["2000::/4"]],
    [["0.0.0.0/1", "128.0.0.0/2"]],
  ])("is more than %j", (texts) => {
    expect(coverInternet(ranges(...texts))).toBe(false);
  });

  test("blocks that make up everything cover it, and without any one of them do not", () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.boolean()), fc.nat(), (splits, dropped) => {
        const divide = (first: number, length: number): AddressRange[] => {
          const [divided] = splits.take(1);
          if (length === 6 || divided !== true) return ranges(`${dotted(first)}/${length}`);
          return [...divide(first, length + 1), ...divide(first + 2 ** (31 - length), length + 1)];
        };
        const blocks = divide(0, 0).sort((a, b) => ((a.first * 7919) % 101) - ((b.first * 7919) % 101));
        const whole = ranges("0.0.0.0/0")[0]!;
        expect(isWithin(whole, blocks)).toBe(true);
        expect(coverInternet(blocks)).toBe(true);
        expect(isWithin(whole, blocks.toSpliced(dropped % blocks.length, 1))).toBe(false);
      }),
    );
  });
});

test("what no packet of the internet comes from counts as covered, not as within", () => {
  const [home] = ranges("192.168.0.0/16");
  expect(isCovered(home!, [])).toBe(true);
  expect(isWithin(home!, [])).toBe(false);
  expect(isCovered(ranges("192.168.0.0/15")[0]!, [])).toBe(false);
});
