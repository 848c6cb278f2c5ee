// Cuts the verification of a whole ledger into windows that each end in a limited time. The next window reads a part
// again, the overlap, which has a full segment of each scope: from there on it proves what the window before did not.
import { DAY_MS } from "../../evidence-schema/bytes/timestamp.ts";

/** A scope that runs under a schedule is restated within a week of the run before it: a full segment lies in any eight days. */
export const OVERLAP_MS = 8 * DAY_MS;
/** Each window gains at least this much, whatever it costs, so that the verification comes to an end. */
export const STEP_MS = DAY_MS;

/** An object: when the store says that it was written, and what it costs to verify it. Both in ms. */
export type Weighed = { readonly written: number; readonly cost: number };

/**
 * The period [from, to) in ms since 1970. `from` null: from the first leaf on; `to` null: to the end; both null: it is the
 * whole. `next`: where the window after it begins; null after the last.
 */
export type Window = { readonly from: number | null; readonly to: number | null; readonly next: number | null };

export type WholeLedger = {
  /** All objects, by `written`. Times that are wrong make windows larger or smaller than they should be, and leave nothing out. */
  readonly objects: readonly Weighed[];
  readonly created: number;
  /** When the first and the newest seal were written, null without seals: a period beyond them breaks W6. */
  readonly sealed: { readonly first: number; readonly last: number } | null;
  /** The cost that a window may have. */
  readonly budget: number;
};

/** The window that begins at `from` (null: the first). It costs no more than the budget, unless nine days do. */
export function windowFrom(from: number | null, { objects, created, sealed, budget }: WholeLedger): Window {
  const start = from === null || from <= created ? null : from;
  const rest: Window = { from: start, to: null, next: null };
  const beyond = firstBeyond(start, objects, budget);
  if (beyond === null || sealed === null) return rest;
  // A day after the first seal, and before the newest: the store's clock is not the one in seals.
  const to = Math.max(beyond, (start ?? sealed.first) + OVERLAP_MS + STEP_MS);
  return to > sealed.last - STEP_MS ? rest : { from: start, to, next: to - OVERLAP_MS };
}

/** When the first object was written that the budget has no room for; null where it has room for all that are left. */
function firstBeyond(start: number | null, objects: readonly Weighed[], budget: number): number | null {
  let spent = 0;
  for (const { written, cost } of objects) {
    if (start !== null && written < start) continue;
    spent += cost;
    if (spent > budget) return written;
  }
  return null;
}
