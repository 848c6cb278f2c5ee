// Which source addresses are the internet, and whether ranges of addresses together cover it.

/** Addresses of one family by their first 32 bits: all of an IPv4 address. */
export type AddressRange = { readonly family: "ipv4" | "ipv6"; readonly first: number; readonly last: number };

const LAST = 2 ** 32 - 1;

/** All addresses of both families. */
export const everywhere: readonly AddressRange[] = [
  { family: "ipv4", first: 0, last: LAST },
  { family: "ipv6", first: 0, last: LAST },
];

/**
 * The addresses of a CIDR block or of one address. Null for a text that is neither, and for IPv6 blocks of more than 32
 * bits: no list of those covers anything that matters here.
 */
export function rangeOf(text: string): AddressRange | null {
  const [address = "", length, ...more] = text.split("/");
  const family = address.includes(":") ? "ipv6" : "ipv4";
  const bits = length === undefined ? (family === "ipv4" ? 32 : 128) : /^\d{1,3}$/.test(length) ? Number(length) : 129;
  if (more.length > 0 || bits > 32) return null;
  const size = 2 ** (32 - bits);
  // Bits after the prefix may be set: 10.0.0.0/0 is everything.
  const start = family === "ipv4" ? firstBitsOfIpv4(address) : firstBitsOfIpv6(address);
  if (start === null) return null;
  const first = Math.floor(start / size) * size;
  return { family, first, last: first + size - 1 };
}

function firstBitsOfIpv4(address: string): number | null {
  const octets = address.split(".");
  if (octets.length !== 4 || !octets.every((octet) => /^\d{1,3}$/.test(octet) && Number(octet) < 256)) return null;
  return octets.reduce((bits, octet) => bits * 256 + Number(octet), 0);
}

function firstBitsOfIpv6(address: string): number | null {
  const [head = "", tail, ...more] = address.split("::");
  const [before, after] = [groupsOf(head), groupsOf(tail ?? "")];
  const given = before.length + after.length;
  if (more.length > 0 || (tail === undefined ? given !== 8 : given > 7)) return null;
  const groups = [...before, ...Array<string>(8 - given).fill("0"), ...after];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  return Number.parseInt(groups[0] ?? "", 16) * 65536 + Number.parseInt(groups[1] ?? "", 16);
}

// An IPv4 address at the end is not taken apart: what is written so is one address, or no source of the internet.
const groupsOf = (text: string): string[] => (text === "" ? [] : text.split(":"));

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

/** Whether every address of `range` lies in one of `by`. */
export function isWithin(range: AddressRange, by: readonly AddressRange[]): boolean {
  const ranges = by.filter(({ family }) => family === range.family);
  let next = range.first;
  for (const { first, last } of ranges.sort((a, b) => a.first - b.first)) {
    if (first > next) break;
    next = Math.max(next, last + 1);
  }
  return next > range.last;
}

/** Whether every address of `range` that is of the internet lies in one of `by`. */
export function isCovered(range: AddressRange, by: readonly AddressRange[]): boolean {
  return isWithin(range, [...by, ...elsewhere]);
}

/** Whether the ranges together have every address of the internet, of either family. */
export function coverInternet(ranges: readonly AddressRange[]): boolean {
  return everywhere.some((family) => isCovered(family, ranges));
}
