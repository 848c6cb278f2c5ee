// Reads ranges of addresses as clouds write them, and subtracts ranges from each other.

/** Addresses that follow one another, both ends included. */
export type AddressRange = { readonly family: Family; readonly first: bigint; readonly last: bigint };
export type Family = "ipv4" | "ipv6";

/** How many bits an address has. */
export const BITS = { ipv4: 32, ipv6: 128 } as const;

/** All addresses of both families. */
export const everywhere: readonly AddressRange[] = [
  { family: "ipv4", first: 0n, last: 2n ** 32n - 1n },
  { family: "ipv6", first: 0n, last: 2n ** 128n - 1n },
];

/** The addresses of a CIDR block or of one address; null for a text that is neither. */
export function rangeOf(text: string): AddressRange | null {
  const [address = "", length, ...more] = text.split("/");
  const family = familyOf(address);
  const start = numberOf(address, family);
  const bits = length === undefined ? BITS[family] : /^\d{1,3}$/.test(length) ? Number(length) : Infinity;
  if (start === null || bits > BITS[family] || more.length > 0) return null;
  const size = 2n ** BigInt(BITS[family] - bits);
  // Bits after the prefix may be set: 10.0.0.0/0 is everything.
  const first = (start / size) * size;
  return { family, first, last: first + size - 1n };
}

/** The addresses from one to another; null for texts that are no addresses of one family, in this order. */
export function rangeBetween(from: string, to: string): AddressRange | null {
  const family = familyOf(from);
  const [first, last] = [numberOf(from, family), numberOf(to, family)];
  return first === null || last === null || first > last ? null : { family, first, last };
}

const familyOf = (address: string): Family => (address.includes(":") ? "ipv6" : "ipv4");
const numberOf = (address: string, family: Family): bigint | null =>
  family === "ipv4" ? numberOfIpv4(address) : numberOfIpv6(address);

function numberOfIpv4(address: string): bigint | null {
  const octets = address.split(".");
  if (octets.length !== 4 || !octets.every((octet) => /^\d{1,3}$/.test(octet) && Number(octet) < 256)) return null;
  return octets.reduce((bits, octet) => bits * 256n + BigInt(octet), 0n);
}

function numberOfIpv6(address: string): bigint | null {
  const [head = "", tail, ...more] = inGroups(address).split("::");
  const [before, after] = [groupsOf(head), groupsOf(tail ?? "")];
  const given = before.length + after.length;
  if (more.length > 0 || (tail === undefined ? given !== 8 : given > 7)) return null;
  const groups = [...before, ...Array<string>(8 - given).fill("0"), ...after];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  return groups.reduce((bits, group) => bits * 65536n + BigInt(`0x${group}`), 0n);
}

const groupsOf = (text: string): readonly string[] => (text === "" ? [] : text.split(":"));

/** An IPv4 address at the end stands for two groups. */
function inGroups(address: string): string {
  const at = address.lastIndexOf(":") + 1;
  const end = numberOfIpv4(address.slice(at));
  return end === null ? address : `${address.slice(0, at)}${(end >> 16n).toString(16)}:${(end & 65535n).toString(16)}`;
}

/** The parts of `range` that are left without the addresses of `taken`, in order. */
export function without(range: AddressRange, taken: readonly AddressRange[]): readonly AddressRange[] {
  const { family } = range;
  const left: AddressRange[] = [];
  let next = range.first;
  const inOrder = taken.filter((one) => one.family === family).sort((a, b) => (a.first < b.first ? -1 : 1));
  for (const { first, last } of inOrder) {
    if (first > range.last) break;
    if (first > next) left.push({ family, first: next, last: first - 1n });
    if (last >= next) next = last + 1n;
  }
  if (next <= range.last) left.push({ family, first: next, last: range.last });
  return left;
}

/** The same addresses in the fewest ranges, in order: those that overlap or follow one another become one. */
export function merged(ranges: readonly AddressRange[]): readonly AddressRange[] {
  const runs: AddressRange[] = [];
  const inOrder = [...ranges].sort((a, b) =>
    a.family === b.family ? Number(a.first > b.first) * 2 - 1 : a.family < b.family ? -1 : 1,
  );
  for (const range of inOrder) {
    const last = runs.at(-1);
    if (last === undefined || last.family !== range.family || range.first > last.last + 1n) runs.push(range);
    else if (range.last > last.last) runs[runs.length - 1] = { ...last, last: range.last };
  }
  return runs;
}

/** The addresses that two ranges have in common: one range, or none. */
export function common(one: AddressRange, other: AddressRange): readonly AddressRange[] {
  const first = one.first > other.first ? one.first : other.first;
  const last = one.last < other.last ? one.last : other.last;
  return one.family === other.family && first <= last ? [{ family: one.family, first, last }] : [];
}

/** Whether every address of `range` lies in one of `by`. */
export function isWithin(range: AddressRange, by: readonly AddressRange[]): boolean {
  return without(range, by).length === 0;
}
