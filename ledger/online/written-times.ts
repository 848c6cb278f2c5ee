// Compares the times that objects state with the times at which the store says that they were written.
import { formatTimestamp, MAX_SKEW_MS, parseTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import type { Oldest } from "../stores/s3/versions.ts";
import type { Claim, Claims } from "../verify/claims.ts";
import type { Finding } from "./looks.ts";

/** A writer stops where its clock is 120 s from the store's; what it wrote may have been dated by it just before that. */
const EARLY_MS = 2 * MAX_SKEW_MS;
/** A leaf is put when it is made, and retries of a run take minutes: a leaf that was put later was made up later. */
const LATE_MS = 900_000;
const SECOND_MS = 1000;

/** The bounds, in seconds. */
export const BOUNDS = { early: EARLY_MS / SECOND_MS, late: LATE_MS / SECOND_MS };

export type WrittenTimes = {
  readonly leaves: number;
  readonly segments: number;
  /** Objects that the store's listing gave no time of: they were not compared. */
  readonly undated: number;
  readonly outside: readonly Finding[];
};

/** Compares all of them. A segment may come late: a run that is slow, or was repeated, still says when it read. */
export function compareTimes({ leaves, segments }: Claims, seen: ReadonlyMap<string, Oldest>): WrittenTimes {
  const outside: Finding[] = [];
  let undated = 0;
  const compare = (claims: Iterable<Claim>, isLateToo: boolean): number => {
    let compared = 0;
    for (const { key, time } of claims) {
      const written = seen.get(key)?.written ?? null;
      if (written === null) {
        undated += 1;
        continue;
      }
      compared += 1;
      const why = outsideBounds(parseTimestamp(time), written, isLateToo);
      if (why !== null)
        outside.push({
          about: "time",
          object: key,
          expected: `LastModified ${why} its own time, ${time}`,
          found: formatTimestamp(written),
        });
    }
    return compared;
  };
  return { leaves: compare(leaves, true), segments: compare(segments, false), undated, outside };
}

/**
 * Text for the time that was expected; null within the bounds. Times are in ms since 1970; S3 leaves out the parts of a
 * second.
 */
export function outsideBounds(own: number, written: number, isLateToo: boolean): string | null {
  const earliest = Math.floor((own - EARLY_MS) / SECOND_MS) * SECOND_MS;
  if (written < earliest) return `at most ${BOUNDS.early} s before`;
  return isLateToo && written > own + LATE_MS ? `at most ${BOUNDS.late} s after` : null;
}
