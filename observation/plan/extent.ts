// Decides whether a run's segment restates the whole state: a window then needs no more than a week of what came before.
import { sha256 } from "../../evidence-schema/bytes/digest.ts";
import type { Extent } from "../../evidence-schema/record/record.ts";
import { DAY_MS, parseTimestamp } from "../../evidence-schema/bytes/timestamp.ts";

const WEEK_MS = 7 * DAY_MS;

export type ExtentQuestion = {
  /** First segment of its gen. */
  readonly first: boolean;
  readonly testsChanged: boolean;
  /** Bytes of the latest full segment and of the deltas since. */
  readonly size: { readonly full: number; readonly deltas: number };
  readonly scope: string;
  /** Time of the latest full segment. */
  readonly fullSince: string | null;
  readonly now: number;
};

/** Full at first, when tests change, when deltas outgrow the last full one, and each week at a moment of the scope's own. */
export function chooseExtent({ first, testsChanged, size, scope, fullSince, now }: ExtentQuestion): Extent {
  if (first || testsChanged || fullSince === null || size.deltas > Math.max(size.full, 65_536)) return "full";
  // Staggered: all scopes of a ledger would otherwise restate in the same run.
  const offset = sha256(scope).readUInt32BE(0) % WEEK_MS;
  const week = (ms: number): number => Math.floor((ms - offset) / WEEK_MS);
  return week(now) > week(parseTimestamp(fullSince)) ? "full" : "delta";
}
