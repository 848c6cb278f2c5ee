// Walks traffic through the rules of one firewall policy, as Google Cloud does: the first rule that matches decides.
import { common, merged, without, type AddressRange } from "./address-range.ts";

/** Whether something is so: `maybe` where nobody can say. */
export type Certainty = "yes" | "maybe" | "no";

/** Source addresses: those for which something holds for certain, and those for which it may hold. The first lie in the second. */
export type Reach = { readonly sure: readonly AddressRange[]; readonly may: readonly AddressRange[] };

export const NOWHERE: Reach = { sure: [], may: [] };

/** The same addresses, for certain. */
export const certain = (ranges: readonly AddressRange[]): Reach => ({ sure: ranges, may: ranges });

/** The action of a rule on traffic that it matches. `inspect` hands it to an inspection, which may drop it; `unknown` is any action. */
export type Action = "allow" | "deny" | "next" | "inspect" | "unknown";

/** A rule as one machine and one port meet it: `from` is where it matches. */
export type Step<R> = { readonly rule: R; readonly action: Action; readonly from: Reach };

/** A rule with the part of the traffic to it that it lets in. */
export type LetIn<R> = { readonly rule: R; readonly reach: Reach };

/**
 * Walks traffic from `start` through `steps`, in their order: what each rule lets in, what goes on to the next policy, and the rules
 * that keep any of it from going on. A rule that may match takes nothing for certain, and leaves nothing for certain to those after it.
 */
export function walk<R>(
  steps: readonly Step<R>[],
  start: Reach,
): { readonly letIn: readonly LetIn<R>[]; readonly onward: Reach; readonly decided: readonly R[] } {
  let { sure, may } = start;
  const letIn: LetIn<R>[] = [];
  const decided: R[] = [];
  const ahead: { sure: AddressRange[]; may: AddressRange[] } = { sure: [], may: [] };
  for (const { rule, action, from } of steps) {
    if (may.length === 0) break;
    const met: Reach = { sure: both(sure, from.sure), may: both(may, from.may) };
    if (met.may.length === 0) continue;
    if (action !== "next") decided.push(rule);
    if (action === "allow") letIn.push({ rule, reach: met });
    if (action === "inspect" || action === "unknown") letIn.push({ rule, reach: { sure: [], may: met.may } });
    if (action === "next") ahead.sure.push(...met.sure);
    if (action === "next" || action === "unknown") ahead.may.push(...met.may);
    sure = left(sure, from.may);
    // Nobody knows whether an action that is not known ends the walk.
    if (action !== "unknown") may = left(may, from.sure);
  }
  return { letIn, onward: { sure: merged([...ahead.sure, ...sure]), may: merged([...ahead.may, ...may]) }, decided };
}

/** The addresses of both. */
export const both = (some: readonly AddressRange[], others: readonly AddressRange[]): readonly AddressRange[] =>
  merged(some.flatMap((one) => others.flatMap((other) => common(one, other))));

/** The addresses of `some` that are not of `taken`. */
const left = (some: readonly AddressRange[], taken: readonly AddressRange[]): readonly AddressRange[] =>
  some.flatMap((one) => without(one, taken));
