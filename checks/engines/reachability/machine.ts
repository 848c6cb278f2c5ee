// Defines a machine of a network by what rules of Google Cloud can be for. Rules are asked about machines that could be there.
import { isWithin, common, type AddressRange } from "./address-range.ts";

/** A machine that a network may have: checks judge what a firewall allows, even if nothing stands behind it. */
export type Machine = {
  /** A network tag that it has, or none. A machine may have any other, and rules that need one of those are not asked. */
  readonly tag: string | null;
  /** The address of the service account that it runs as, or one that no rule names. */
  readonly account: string | null;
  /** Its secure tags, by their ids (`tagValues/<number>`). */
  readonly secureTags: ReadonlySet<string>;
  /** Its address lies in this range; null: anywhere, and outside of all ranges that are only a part of a network. */
  readonly at: AddressRange | null;
};

/** Whether something is so: `maybe` where nobody can say. */
export type Certainty = "yes" | "maybe" | "no";

/** Whether a rule for `destinations` is for the address of a machine. No destination is any. */
export function isAtDestination(at: AddressRange | null, destinations: readonly AddressRange[]): Certainty {
  if (destinations.length === 0) return "yes";
  if (at === null) return destinations.some(({ first, last }) => last - first >= WHOLE) ? "yes" : "no";
  if (isWithin(at, destinations)) return "yes";
  return destinations.some((range) => common(at, range).length > 0) ? "maybe" : "no";
}

/** All of IPv4, as the distance of its last address from its first. */
const WHOLE = 2n ** 32n - 1n;
