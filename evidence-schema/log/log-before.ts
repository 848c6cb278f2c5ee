// Defines the facts that a reader knows of the log before it reads a leaf (FORMAT.md section 7).
import type { LogKeys } from "./log-keys.ts";
import type { Seal } from "./log-schema.ts";
import type { Documents } from "../chain/segment-place.ts";

export type Voided = { readonly index: number; readonly object: string };

/** The log before a leaf. */
export type LogBefore = {
  readonly ledger: string;
  readonly index: number;
  readonly frontier: readonly Buffer[];
  /** Time of the leaf of a known kind before; null at the beginning, or where a window begins. */
  readonly time: string | null;
  /** The seal before; null at the beginning, undefined where a window begins and it is not known. */
  readonly newest: Seal | null | undefined;
  /** Void leaves since the leaf of a known kind before, which this one must name. */
  readonly voided: readonly Voided[];
  /** Void leaves before this one are not compared: a window's first seal may name them. 0 for every other leaf. */
  readonly start: number;
  /** Whether the log has ended. */
  readonly ended: boolean;
  /** Whether an earlier seal lists a segment of the run for the scope, or may: a window does not read all. */
  readonly hasRun: (scope: string, run: string) => boolean;
  /** Whether an earlier seal has the run. */
  readonly isSealed: (run: string) => boolean;
  readonly documents: Documents;
  readonly keys: LogKeys;
};
