// Defines rules and entries that let traffic in, and decides which of them open something to the internet.
import type { JsonObject, Problem } from "../../../evidence-schema/record/record.ts";
import { isWithin, type AddressRange } from "./address-range.ts";
import { broadRanges, type InternetBound } from "./internet.ts";

/** A rule or an entry of a list that lets traffic in, as facts show it, and the addresses that get through by it. */
export type Opening<Shown = JsonObject> = { readonly shown: Shown; readonly from: readonly AddressRange[] };

/** Openings that let the internet in on their own, else all that take part in letting it in together, else none. */
export function deciding<Shown>(openings: readonly Opening<Shown>[], bound: InternetBound): readonly Opening<Shown>[] {
  const alone = openings.filter(({ from }) => broadRanges(from, bound).length > 0);
  if (alone.length > 0) return alone;
  const together = broadRanges(
    openings.flatMap(({ from }) => from),
    bound,
  );
  return openings.filter(({ from }) => from.some((range) => together.some((broad) => isWithin(range, [broad]))));
}

/** Openings that let the internet in, as far as they were read; `problem` says why there may be more, or null. */
export type Exposure = { readonly open: readonly Opening[]; readonly problem: Problem | null };

/** Facts are kept forever and compared by every run: sorted, each once, and no more of a list than a person reads. */
export const listed = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort().slice(0, LISTED);
const LISTED = 20;

/** Rules as facts show them, and how many there are in all. */
export function describeOpenings(openings: readonly Opening[]): {
  readonly rules: readonly JsonObject[];
  readonly ruleCount: number;
} {
  const rules = new Map(openings.map(({ shown }) => [JSON.stringify(shown), shown]));
  const first = [...rules].sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, LISTED);
  return { rules: first.map(([, shown]) => shown), ruleCount: rules.size };
}
