// Lists units of which two sources counted differently, as lines of a page.
import type { SecondCount } from "../../audit/second-counts.ts";

/** Makes one line for each unit whose counts differ. Where the counts agree, there is nothing to say. */
export const secondCountLines = (scope: string, counts: readonly SecondCount[]): string[] =>
  counts
    .filter(({ listed, expected }) => listed !== expected)
    .map(({ unit, listed, expected }) => `${scope} ${unit}: ${listed} listed, the second source counted ${expected}`);
