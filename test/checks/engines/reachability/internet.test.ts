// The internet: which lists of ranges are all of it, which are some, which are none.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isWithin, rangeOf, type AddressRange } from "../../../../checks/engines/reachability/address-range.ts";
import { coverInternet, touchInternet } from "../../../../checks/engines/reachability/internet.ts";

const ranges = (...texts: string[]): AddressRange[] => texts.flatMap((text) => rangeOf(text) ?? []);
const dotted = (bits: number): string => [24, 16, 8, 0].map((shift) => Math.floor(bits / 2 ** shift) % 256).join(".");

describe("all of the internet", () => {
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
  ])("%j", (texts) => {
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

  test("blocks that make up everything cover it, and without any one of them everything is not within them", () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.boolean()), fc.nat(), (splits, dropped) => {
        const divide = (first: number, length: number): AddressRange[] => {
          const [divided] = splits.take(1);
          if (length === 6 || divided !== true) return ranges(`${dotted(first)}/${length}`);
          return [...divide(first, length + 1), ...divide(first + 2 ** (31 - length), length + 1)];
        };
        const mixed = ({ first }: AddressRange): number => Number((first * 7919n) % 101n);
        const blocks = divide(0, 0).sort((a, b) => mixed(a) - mixed(b));
        const whole = ranges("0.0.0.0/0")[0]!;
        expect(isWithin(whole, blocks)).toBe(true);
        expect(coverInternet(blocks)).toBe(true);
        expect(isWithin(whole, blocks.toSpliced(dropped % blocks.length, 1))).toBe(false);
      }),
    );
  });
});

describe("some of the internet", () => {
  test.each([[["8.8.8.8"]], [["192.168.0.0/15"]], [["10.0.0.0/8", "2001:4860::/32"]], [["::/0"]]])("%j", (texts) => {
    expect(touchInternet(ranges(...texts))).toBe(true);
  });

  test.each([[[]], [["10.0.0.0/8", "192.168.0.0/16"]], [["fd00::/8", "::1"]], [["203.0.113.0/24"]]])(
    "is not in %j",
    (texts) => {
      expect(touchInternet(ranges(...texts))).toBe(false);
    },
  );
});
