// The internet: from which size on ranges count as it. Examples, and a property that asks every address of a small world.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isWithin, merged, rangeOf, type AddressRange } from "../../../../checks/engines/reachability/address-range.ts";
import { broadRanges, theInternet, type InternetBound } from "../../../../checks/engines/reachability/internet.ts";
import { runs } from "../../../support/scale.ts";
import { BOUND } from "../bound.ts";

const ranges = (...texts: string[]): AddressRange[] => texts.flatMap((text) => rangeOf(text) ?? []);

describe("counts as the internet", () => {
  test.each([
    [["0.0.0.0/0"]],
    [["::/0"]],
    [["2000::/3"]],
    [["3000::/4", "2000::/4"]],
    [["128.0.0.0/1", "0.0.0.0/1"]],
    [["0.0.0.0/1"]],
    [["0.0.0.0/1", "8000::/1"]],
    [["2000::/4"]],
    // One more address than the bound has, before it, behind it, or in both.
    [["8.0.0.0/8", "9.0.0.0/32"]],
    [["9.0.0.0/32", "8.0.0.0/8"]],
    [["12.0.0.0/7"]],
    [["2001:4860::/32", "2001:4861::/128"]],
    [["2600::/31"]],
    // Private addresses between public ones do not count, and do not part them where the range has them.
    [["9.0.0.0/8", "10.0.0.0/8", "11.0.0.0/8"]],
    // Overlapping ranges.
    [["20.0.0.0/9", "20.64.0.0/10", "20.128.0.0/9", "21.0.0.0/31"]],
    // Everything but private networks, as guides to such lists give it.
    [
      "0.0.0.0/5 8.0.0.0/7 11.0.0.0/8 12.0.0.0/6 16.0.0.0/4 32.0.0.0/3 64.0.0.0/2 128.0.0.0/3 160.0.0.0/5 168.0.0.0/6 172.0.0.0/12 172.32.0.0/11 172.64.0.0/10 172.128.0.0/9 173.0.0.0/8 174.0.0.0/7 176.0.0.0/4 192.0.0.0/9 192.128.0.0/11 192.160.0.0/13 192.169.0.0/16 192.170.0.0/15 192.172.0.0/14 192.176.0.0/12 192.192.0.0/10 193.0.0.0/8 194.0.0.0/7 196.0.0.0/6 200.0.0.0/5 208.0.0.0/4".split(
        " ",
      ),
    ],
  ])("%j", (texts) => {
    expect(broadRanges(ranges(...texts), BOUND)).not.toEqual([]);
  });

  test.each([
    [[]],
    [["10.0.0.0/8", "fd00::/8"]],
    [["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]],
    [["8.0.0.0/8"]],
    // A /7 whose other half is private has no more public addresses than a /8.
    [["10.0.0.0/7"]],
    [["2001:4860::/32"]],
    [["240.0.0.0/4"]],
    [["224.0.0.0/3", "8000::/1"]],
    // Ranges with a gap between them stay apart.
    [["8.0.0.0/8", "9.0.0.1/32"]],
    [["9.0.0.0/8", "11.0.0.0/8"]],
  ])("does not: %j", (texts) => {
    expect(broadRanges(ranges(...texts), BOUND)).toEqual([]);
  });

  test("by the bound that the company sets", () => {
    const strict: InternetBound = { broadestIpv4Prefix: 24, broadestIpv6Prefix: 64 };
    expect(broadRanges(ranges("8.8.8.0/24", "2001:4860::/64"), strict)).toEqual([]);
    expect(broadRanges(ranges("8.8.8.0/23", "2001:4860::/63"), strict)).toHaveLength(2);
    const loose: InternetBound = { broadestIpv4Prefix: 1, broadestIpv6Prefix: 4 };
    expect(broadRanges(ranges("0.0.0.0/1", "2000::/4"), loose)).toEqual([]);
    expect(broadRanges(ranges("0.0.0.0/0", "::/0"), loose)).toHaveLength(2);
    expect(theInternet(strict)).toBe("the internet (a range wider than an IPv4 /24 or IPv6 /64)");
  });
});

describe("ranges put together", () => {
  test("have the same addresses, in order, with a gap between each and the next", () => {
    const span = fc
      .tuple(fc.bigInt(0n, 40n), fc.bigInt(0n, 12n), fc.constantFrom("ipv4" as const, "ipv6" as const))
      .map(([first, more, family]): AddressRange => ({ family, first, last: first + more }));
    fc.assert(
      fc.property(fc.array(span, { maxLength: 8 }), (list) => {
        const runsOf = merged(list);
        for (const range of list) expect(isWithin(range, runsOf)).toBe(true);
        for (const range of runsOf) expect(isWithin(range, list)).toBe(true);
        for (const [at, { family, first }] of runsOf.entries()) {
          const before = runsOf[at - 1];
          if (before?.family === family) expect(first > before.last + 1n).toBe(true);
        }
      }),
    );
  });
});

/** Two places where public addresses end: before a private network, and behind one. 48 addresses each, one bound of 16. */
const SMALL: InternetBound = { broadestIpv4Prefix: 28, broadestIpv6Prefix: 124 };
const worlds = [
  { family: "ipv4", from: rangeOf("9.255.255.232")!.first, isPublic: (at: number) => at < 24 },
  { family: "ipv4", from: rangeOf("10.255.255.240")!.first, isPublic: (at: number) => at >= 16 },
  { family: "ipv6", from: rangeOf("2000::")!.first - 8n, isPublic: (at: number) => at >= 8 },
] as const;
const SIZE = 48;

/** Asks every address: a stretch of addresses that some range has counts if more than 16 of them are public. */
function asked(world: (typeof worlds)[number], list: readonly AddressRange[]): boolean {
  let inARow = 0;
  for (let at = 0; at < SIZE; at += 1) {
    const address = world.from + BigInt(at);
    const isHeld = list.some((one) => one.family === world.family && one.first <= address && address <= one.last);
    if (!isHeld) inARow = 0;
    else if (world.isPublic(at)) inARow += 1;
    if (inARow > 16) return true;
  }
  return false;
}

type Judge = (list: readonly AddressRange[], bound: InternetBound) => boolean;

/** The property: what is said of ranges of a world is what every address of it says. */
const holds = (judge: Judge) =>
  fc.property(
    fc.constantFrom(...worlds),
    fc.array(fc.tuple(fc.nat({ max: SIZE - 1 }), fc.nat({ max: 30 })), { maxLength: 5 }),
    (world, spans) => {
      const list = spans.map(([at, more]): AddressRange => {
        const first = world.from + BigInt(at);
        return { family: world.family, first, last: world.from + BigInt(Math.min(at + more, SIZE - 1)) };
      });
      return judge(list, SMALL) === asked(world, list);
    },
  );

const judge: Judge = (list, bound) => broadRanges(list, bound).length > 0;

test("ranges count as the internet exactly where every address of a small world says so", () => {
  fc.assert(holds(judge), { numRuns: runs(2000) });
});

describe("the property finds a fault that is planted", () => {
  const neighbours = (list: readonly AddressRange[], by: bigint): AddressRange[] =>
    list.map(({ family, first, last }) => ({ family, first, last: last + by }));
  const faults: readonly (readonly [string, Judge])[] = [
    ["ranges are not put together", (list, bound) => list.some((range) => judge([range], bound))],
    ["ranges across a gap of one address are put together", (list, bound) => judge(neighbours(list, 1n), bound)],
    ["private addresses count", (list) => merged(list).some(({ first, last }) => last - first + 1n > 16n)],
    [
      "the bound itself counts",
      (list, bound) => judge(list, { ...bound, broadestIpv4Prefix: 29, broadestIpv6Prefix: 125 }),
    ],
    [
      "IPv6 never counts",
      (list, bound) =>
        judge(
          list.filter(({ family }) => family === "ipv4"),
          bound,
        ),
    ],
    ["IPv4 has the bound of IPv6", (list, bound) => judge(list, { ...bound, broadestIpv4Prefix: 32 })],
    ["only the first range counts", (list, bound) => judge(list.slice(0, 1), bound)],
  ];
  test.each(faults)("%s", (_, faulty) => {
    expect(fc.check(holds(faulty), { numRuns: 2000, seed: 1 }).failed).toBe(true);
  });
});
