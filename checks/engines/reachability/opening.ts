// Defines rules and entries that let traffic in, and decides which of them open something to the internet.
import type { JsonObject, Problem } from "../../../evidence-schema/record/record.ts";
import { common, merged, type AddressRange } from "./address-range.ts";
import { broadRanges, exceeds, type InternetBound } from "./internet.ts";

/** A range as a rule writes it, and what of it gets through: all, unless denies come first. */
export type Source = { readonly written: AddressRange; readonly through: readonly AddressRange[] };

/** A rule or an entry of a list that lets traffic in, as facts show it, and where the traffic comes from. */
export type Opening<Shown = JsonObject> = { readonly shown: Shown; readonly from: readonly Source[] };

export const unhindered = (written: AddressRange): Source => ({ written, through: [written] });

/**
 * The ranges, as written, that count as the internet and still let in more addresses than the bound. Denies of single
 * addresses cut a range into small pieces; the pieces are counted together.
 */
function reached(sources: readonly Source[], bound: InternetBound): readonly AddressRange[] {
  const through = merged(sources.flatMap((source) => source.through));
  return broadRanges(
    sources.map(({ written }) => written),
    bound,
  ).filter((broad) =>
    exceeds(
      through.flatMap((range) => common(range, broad)),
      bound,
    ),
  );
}

/** Openings that let the internet in on their own, else all that take part in letting it in together, else none. */
export function deciding<Shown>(openings: readonly Opening<Shown>[], bound: InternetBound): readonly Opening<Shown>[] {
  const alone = openings.filter(({ from }) => reached(from, bound).length > 0);
  if (alone.length > 0) return alone;
  const together = reached(
    openings.flatMap(({ from }) => from),
    bound,
  );
  return openings.filter(({ from }) =>
    from.some(({ through }) => through.some((range) => together.some((broad) => common(range, broad).length > 0))),
  );
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
  const rules = eachOnce(openings.map(({ shown }) => shown));
  return { rules: rules.slice(0, LISTED), ruleCount: rules.length };
}

/** Rules that decide, as facts show them: sorted, each once, and no more than a person reads. */
export const listedRules = (rules: readonly JsonObject[]): readonly JsonObject[] => eachOnce(rules).slice(0, LISTED);

const eachOnce = (rules: readonly JsonObject[]): readonly JsonObject[] =>
  [...new Map(rules.map((rule) => [JSON.stringify(rule), rule]))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, rule]) => rule);
