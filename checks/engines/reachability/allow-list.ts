// Reads allow lists of single services: entries only add up, and they have no ports.
import { z } from "zod";
import { rangeBetween, rangeOf, type AddressRange } from "./address-range.ts";
import type { InternetBound } from "./internet.ts";
import { deciding, listed, unhindered, type Opening } from "./opening.ts";

/** An IPv4 or IPv6 address, or a CIDR block of either. A text that is neither stands for addresses that nobody knows. */
export const Block = z.string().refine((text) => rangeOf(text) !== null);

/** Two addresses of one family, in order. */
export const Span = z
  .object({ startIpAddress: z.string(), endIpAddress: z.string() })
  .refine(({ startIpAddress, endIpAddress }) => rangeBetween(startIpAddress, endIpAddress) !== null);

export type AllowedEntry = Opening<string>;

const entry = (shown: string, range: AddressRange | null): AllowedEntry => ({
  shown,
  from: range === null ? [] : [unhindered(range)],
});

/** A text of `Block`. */
export const allowedBlock = (text: string): AllowedEntry => entry(text, rangeOf(text));

/** A value of `Span`. */
export const allowedSpan = ({ startIpAddress: first, endIpAddress: last }: z.infer<typeof Span>): AllowedEntry =>
  entry(`${first}-${last}`, rangeBetween(first, last));

/** Entries that let the internet in, as facts show them; none if they do not. */
export function openEntries(list: readonly AllowedEntry[], bound: InternetBound): readonly string[] {
  return listed(deciding(list, bound).map(({ shown }) => shown));
}
