// Defines rules and entries that let traffic in, and decides which of them open something to the whole internet.
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import type { AddressRange } from "./address-range.ts";
import { coverInternet, touchInternet } from "./internet.ts";

/** A range as a rule writes it, and what of it gets through: all, unless denies come first. */
export type Source = { readonly written: AddressRange; readonly through: readonly AddressRange[] };

/** A rule or an entry of a list that lets traffic in, as facts show it. */
export type Opening<Shown = JsonObject> = { readonly shown: Shown; readonly from: readonly Source[] };

export const unhindered = (written: AddressRange): Source => ({ written, through: [written] });

/** A range counts as it is written while anything of the internet gets through: a deny of a few does not close it. */
const reaching = ({ from }: Opening<unknown>): readonly AddressRange[] =>
  from.filter(({ through }) => touchInternet(through)).map(({ written }) => written);

/** Openings that cover the internet on their own, else all that take part in covering it together, else none. */
export function deciding<Shown>(openings: readonly Opening<Shown>[]): readonly Opening<Shown>[] {
  const alone = openings.filter((one) => coverInternet(reaching(one)));
  if (alone.length > 0) return alone;
  return coverInternet(openings.flatMap(reaching)) ? openings.filter((one) => reaching(one).length > 0) : [];
}

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
