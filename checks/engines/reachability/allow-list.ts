// Reads allow lists of single services: entries only add up, and they have no ports.
import { rangeBetween, rangeOf, type AddressRange } from "./address-range.ts";
import { deciding, listed, unhindered, type Opening } from "./opening.ts";

export type AllowedEntry = Opening<string>;

const entry = (shown: string, range: AddressRange | null): AllowedEntry => ({
  shown,
  from: range === null ? [] : [unhindered(range)],
});

/** An address or a CIDR block. */
export const allowedBlock = (text: string): AllowedEntry => entry(text, rangeOf(text));

/** Addresses from one to another. */
export const allowedSpan = (first: string, last: string): AllowedEntry =>
  entry(`${first}-${last}`, rangeBetween(first, last));

/** Entries that let the whole internet in, as facts show them: none if they leave a part of it out. */
export function openEntries(list: readonly AllowedEntry[]): readonly string[] {
  return listed(deciding(list).map(({ shown }) => shown));
}
