// Reads allow lists of single services: entries only add up, and they have no ports.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { rangeBetween, rangeOf, type AddressRange } from "./address-range.ts";
import type { InternetBound } from "./internet.ts";
import { deciding, listed, unhindered, type Opening } from "./opening.ts";

/** An IPv4 or IPv6 address, or a CIDR block of either. A text that is neither stands for addresses that nobody knows. */
export const Block = z.string().nullish();

/** Two addresses of one family, in order. Others stand for addresses that nobody knows. */
export const Span = z.object({ startIpAddress: z.string().nullish(), endIpAddress: z.string().nullish() });

export type AllowedEntry = Opening<string> & {
  /** Whether the addresses of the entry are known. */
  readonly isRead: boolean;
};

const entry = (shown: string, range: AddressRange | null): AllowedEntry => ({
  shown,
  from: range === null ? [] : [unhindered(range)],
  isRead: range !== null,
});

/** A text of `Block`. */
export const allowedBlock = (text: z.infer<typeof Block>): AllowedEntry => entry(text ?? "", rangeOf(text ?? ""));

/** A value of `Span`. */
export const allowedSpan = ({ startIpAddress: first, endIpAddress: last }: z.infer<typeof Span>): AllowedEntry =>
  entry(`${first}-${last}`, rangeBetween(first ?? "", last ?? ""));

/**
 * Entries that let the internet in, as facts show them; none if they do not. `problem`: an entry that can't be read may let it
 * in, or null. An entry that does decides before one that can't be read.
 */
export function openEntries(
  list: readonly AllowedEntry[],
  bound: InternetBound,
): { readonly openTo: readonly string[]; readonly problem: Problem | null } {
  return {
    openTo: listed(deciding(list, bound).map(({ shown }) => shown)),
    problem: list.every(({ isRead }) => isRead) ? null : UNREADABLE,
  };
}

const UNREADABLE: Problem = {
  code: "unexpected-shape",
  detail: "an entry of the firewall is not an address, a CIDR block or a range of addresses in order",
};
