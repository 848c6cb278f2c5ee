// Decides whether ranges of addresses hold some or all addresses of the internet.
import { everywhere, isWithin, rangeOf, type AddressRange } from "./address-range.ts";

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

/** Whether any address of the internet lies in one of the ranges. */
export function touchInternet(ranges: readonly AddressRange[]): boolean {
  return ranges.some((range) => !isWithin(range, elsewhere));
}

/** Whether the ranges together have every address of the internet, of either family. */
export function coverInternet(ranges: readonly AddressRange[]): boolean {
  return everywhere.some((family) => isWithin(family, [...ranges, ...elsewhere]));
}
