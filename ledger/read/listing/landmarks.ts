// Keeps where listings may begin: what a ledger was seen to have. None is believed: a listing that lacks it begins anew.
import type { Position } from "../../../evidence-schema/record/record.ts";
import type { Seal } from "../../../evidence-schema/log/log-schema.ts";

/** Places of a ledger that somebody saw. */
export type Landmarks = {
  /** Index of a leaf that had a note; -1 where none is known. */
  readonly noted: number;
  /** The first line of the latest full segment, by scope, as a seal had it. */
  readonly full: { readonly [scope: string]: Position };
};

export const NO_LANDMARKS: Landmarks = { noted: -1, full: {} };

/** The latest full segments of a seal. */
export const fullOf = ({ scopes }: Seal): Landmarks["full"] =>
  Object.fromEntries(
    scopes.flatMap(({ scope, full }) => (full === null ? [] : [[scope, { gen: full.gen, seq: full.seq }]])),
  );
