// Units of which two sources counted differently, as lines of a page.
import type { SecondCount } from "../../audit/second-counts.ts";

/** One line a unit whose counts differ; where they agree there is nothing to say. */
export const secondCountLines = (scope: string, counts: readonly SecondCount[]): string[] =>
  counts
    .filter(({ listed, expected }) => listed !== expected)
    .map(({ unit, listed, expected }) => `${scope} ${unit}: ${listed} listed, the second source counted ${expected}`);
