// Defines what is laid over facts: the control's own terms, the boundary and accepted risks. None of it changes a fact.
import type { Stretch } from "./stretches.ts";

/** The terms of a control while a document that states them is in force. Times and durations are milliseconds. */
export type Terms = Stretch & {
  /** How long a failure may last. */
  readonly limit: number;
};

/** The claims of a control over time: joined, in order, and none where it was not in effect or did not rest on the check. */
export type ControlTerms = {
  readonly control: string;
  readonly terms: readonly Terms[];
};

/** An accepted risk while it is in force for one item (audit/standing/in-force/waivers-in-force.ts). */
export type Acceptance = Stretch & { readonly id: string; readonly record: string };

/** The rules for one item: where it lay within the boundary, and the risks that were accepted for it. */
export type Overlay = {
  /** Joined, in order. */
  readonly within: readonly Stretch[];
  readonly acceptances: readonly Acceptance[];
};
