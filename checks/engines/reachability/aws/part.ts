// Defines a part of the way from the internet to an interface, such as routes, and judges rules of groups by the parts beside them.
import type { Problem } from "../../../../evidence-schema/record/record.ts";
import { common, everywhere, merged, type AddressRange } from "../address-range.ts";
import { both, certain, walk, type LetIn, type Reach, type Step } from "../walk.ts";
import { exceeds, type InternetBound } from "../internet.ts";
import { deciding, unhindered, type Exposure, type Opening } from "../opening.ts";

/** The sources that a part lets in; `problem` says why it may let more in than it does for certain, or is null. */
export type Part = { readonly reach: Reach; readonly problem: Problem | null };

export const unread = (problem: Problem): Part => ({ reach: { sure: [], may: everywhere }, problem });

/** Traffic that steps let in: for certain, and at most. A step that may allow takes nothing from those after it: it only adds. */
export type Decided<R> = { readonly [how in keyof Reach]: readonly LetIn<R>[] };

/** Walks all sources through steps, in their order. */
export function decided<R>(steps: readonly Step<R>[]): Decided<R> {
  const adding = (step: Step<R>): boolean => step.action === "allow" && step.from.sure.length === 0;
  const all = certain(everywhere);
  return {
    sure: walk(
      steps.filter((step) => !adding(step)),
      all,
    ).letIn,
    may: walk(steps, all).letIn,
  };
}

/** The sources of what was let in. */
export const reachOf = <R>(letIn: Decided<R>): Reach => ({
  sure: merged(letIn.sure.flatMap(({ reach }) => reach.sure)),
  may: merged(letIn.may.flatMap(({ reach }) => reach.may)),
});

/** The sources that all parts together let in. */
const through = (parts: readonly Part[], of: (part: Part, at: number) => readonly AddressRange[]) =>
  parts.reduce<readonly AddressRange[]>((ranges, part, at) => both(ranges, of(part, at)), everywhere);

const sure = ({ reach }: Part): readonly AddressRange[] => reach.sure;
const may = ({ reach }: Part): readonly AddressRange[] => reach.may;

/** Whether ranges have more public addresses of a family than the bound, counted together. */
export const isBroad = (ranges: readonly AddressRange[], bound: InternetBound): boolean => {
  const all = merged(ranges);
  return (["ipv4", "ipv6"] as const).some((family) =>
    exceeds(
      all.filter((range) => range.family === family),
      bound,
    ),
  );
};

/** Whether parts let the internet in, whatever rules say; `unknown` where that hangs on what was not read. */
export function letsIn(parts: readonly Part[], bound: InternetBound): "yes" | "no" | "unknown" {
  if (isBroad(through(parts, sure), bound)) return "yes";
  return isBroad(through(parts, may), bound) ? "unknown" : "no";
}

type Rules = { readonly openings: readonly Opening[]; readonly problem: Problem | null };

/**
 * How rules of security groups expose an interface that `parts` lead to. A part that was not read is a problem only where the rest
 * leaves the internet a way in; the cause is then a part on which the answer hangs.
 */
export function exposureThrough({ openings, problem }: Rules, parts: readonly Part[], bound: InternetBound): Exposure {
  const open = deciding(cut(openings, through(parts, sure)), bound);
  if (open.length > 0) return { open, problem: null };
  const possible = problem === null ? openings : [...openings, ANYTHING];
  const isPossible = (some: readonly Opening[], ranges: readonly AddressRange[]): boolean =>
    deciding(cut(some, ranges), bound).length > 0;
  const ways = through(parts, may);
  if (!isPossible(possible, ways)) return { open: [], problem: null };
  if (problem !== null && !isPossible(openings, ways)) return { open: [], problem };
  const hinge = parts.find(
    (one, own) =>
      one.problem !== null &&
      !isPossible(
        possible,
        through(parts, (part, at) => (at === own ? sure(part) : may(part))),
      ),
  );
  return { open: [], problem: (hinge ?? parts.find((one) => one.problem !== null))?.problem ?? problem };
}

/** A rule that was not read may let anything in. */
const ANYTHING: Opening = { shown: {}, from: everywhere.map(unhindered) };

const cut = (openings: readonly Opening[], ranges: readonly AddressRange[]): readonly Opening[] =>
  openings.map(({ shown, from }) => ({
    shown,
    from: from.map(({ written, through: left }) => ({
      written,
      through: left.flatMap((one) => ranges.flatMap((range) => common(one, range))),
    })),
  }));
