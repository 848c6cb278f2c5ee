// Defines a machine of a network by what rules of Google Cloud can be for. Rules are asked about machines that could be there.
import { common, everywhere, isWithin, type AddressRange, type Family } from "../address-range.ts";
import type { Certainty, Reach } from "../walk.ts";

/** A machine of a network: one that is there, or one that could be, where a check judges a firewall with nothing behind it. */
export type Machine = {
  /** Its network tags. A machine that could be there may have any other, and rules that need one of those are not asked. */
  readonly tags: ReadonlySet<string>;
  /** The address of the service account that it runs as; null: none, or one that no rule names. */
  readonly account: string | null;
  /** Its secure tags, by their ids (`tagValues/<number>`); null where they were not read. */
  readonly secureTags: ReadonlySet<string> | null;
  /**
   * Ranges in which the addresses lie that traffic to it may have as its destination. Where a family has none, its address of that
   * family lies anywhere, and outside of all ranges that are only a part of a network.
   */
  readonly at: readonly AddressRange[];
};

/** The places that destinations single out: null where they are all addresses of a family, which every machine may have. */
export const placesIn = (destinations: readonly AddressRange[]): readonly (AddressRange | null)[] => [
  ...new Set(destinations.map((range) => (everywhere.some((all) => isWithin(all, [range])) ? null : range))),
];

/** Where a rule for `destinations` matches traffic to a machine, of what it matches otherwise. No destination is any. */
export function toDestination({ sure, may }: Reach, at: Machine["at"], destinations: readonly AddressRange[]): Reach {
  if (destinations.length === 0) return { sure, may };
  const is = (family: Family): Certainty => isAtDestination(at, destinations, family);
  return {
    sure: sure.filter(({ family }) => is(family) === "yes"),
    may: may.filter(({ family }) => is(family) !== "no"),
  };
}

/** Traffic of a family goes to an address of that family: a range of IPv6 says nothing of traffic of IPv4, however large it is. */
function isAtDestination(at: Machine["at"], destinations: readonly AddressRange[], family: Family): Certainty {
  const own = destinations.filter((range) => range.family === family);
  const places = at.filter((place) => place.family === family);
  if (places.length === 0) return everywhere.some((all) => all.family === family && isWithin(all, own)) ? "yes" : "no";
  if (places.every((place) => isWithin(place, own))) return "yes";
  return own.some((range) => places.some((place) => common(place, range).length > 0)) ? "maybe" : "no";
}
