// Decides which ranges of addresses count as the internet: one meaning for rules, allow lists and policies of all clouds.
import { z } from "zod";
import { BITS, merged, rangeOf, without, type AddressRange, type Family } from "./address-range.ts";

/**
 * From which size on a range counts as the internet, as prefix lengths. The defaults are the bounds by which S3 calls a
 * policy public: half the internet, or all of it but a few addresses, is as good as all of it to whoever tries addresses.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
export const boundOfInternet = {
  broadestIpv4Prefix: z
    .int()
    .min(1)
    .max(32)
    .default(8)
    .describe(
      "The largest range of public IPv4 addresses that does not count as the internet, as a prefix length: 8 means 2^24 addresses. Overlapping and adjacent ranges are merged first.",
    ),
  broadestIpv6Prefix: z
    .int()
    .min(4)
    .max(128)
    .default(32)
    .describe(
      "The same for public IPv6 addresses: 32 means 2^96 addresses, the usual allocation of one internet provider.",
    ),
};
export type InternetBound = { readonly broadestIpv4Prefix: number; readonly broadestIpv6Prefix: number };

/** The internet in a sentence of evidence, with the size that a range of public addresses has at most to be less. */
export const theInternet = ({ broadestIpv4Prefix, broadestIpv6Prefix }: InternetBound): string =>
  `the internet (a range wider than an IPv4 /${broadestIpv4Prefix} or IPv6 /${broadestIpv6Prefix})`;

/**
 * Blocks that no packet of the internet comes from; whether a rule has them makes no difference. IPv6 is assigned from
 * 2000::/3 alone. https://www.iana.org/assignments/iana-ipv4-special-registry
 * https://www.iana.org/assignments/ipv6-address-space
 */
const elsewhere: readonly AddressRange[] = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.2.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/3",
  "::/3",
  "4000::/2",
  "8000::/1",
].flatMap((text) => rangeOf(text) ?? []);

/** How many addresses of a range belong to the internet. */
const publicSize = (range: AddressRange): bigint =>
  without(range, elsewhere).reduce((sum, { first, last }) => sum + last - first + 1n, 0n);

/** How many public addresses of a family are still less than the internet. */
const most = (family: Family, bound: InternetBound): bigint =>
  2n ** BigInt(BITS[family] - (family === "ipv4" ? bound.broadestIpv4Prefix : bound.broadestIpv6Prefix));

/** Whether ranges of one family that have no address in common have more public addresses than the bound. */
export const exceeds = (ranges: readonly AddressRange[], bound: InternetBound): boolean =>
  ranges.length > 0 &&
  ranges.reduce((sum, range) => sum + publicSize(range), 0n) > most((ranges[0] as AddressRange).family, bound);

/** The ranges that count as the internet, after those that overlap or follow one another are put together. */
export function broadRanges(ranges: readonly AddressRange[], bound: InternetBound): readonly AddressRange[] {
  return merged(ranges).filter((range) => exceeds([range], bound));
}
