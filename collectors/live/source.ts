/** What a source of AWS is: a few calls of one service that bring whole types. One file each, in `direct/`. */
import type { Asking } from "../aws/asking.ts";

/** A call that a source makes, by its IAM action. */
export type SourceCall = {
  readonly action: string;
  /**
   * How often it is made: once a unit or page of many resources, once for some resources (those that something else names,
   * or a batch), or once for each. What is made for each needs a reason, since it decides what a large account costs.
   */
  readonly per: "page" | "few" | { readonly resource: string };
};

export type Source = {
  /** As messages and the least-privilege policy call it. */
  readonly name: string;
  readonly types: readonly string[];
  readonly calls: readonly SourceCall[];
  /**
   * Reads the units that `asking` wants in its region; for types that are one for the account, in the account's first
   * region. Gives every resource or what kept it from being read; rejects with CallFailed where whole units can't be read.
   */
  readonly read: (asking: Asking) => Promise<void>;
};
