// Lists the units of which a second source counted the resources too, with both counts.
import type { Coverage } from "../evidence-schema/record/record.ts";

/** `listed`: what the source that was read named; `expected`: what the second one counted. */
export type SecondCount = { readonly unit: string; readonly listed: number; readonly expected: number };

/** Those of the coverage of one segment, in the order of its rows. */
export function secondCounts(coverage: readonly Coverage[]): SecondCount[] {
  return coverage.flatMap(({ units }) =>
    units.flatMap(({ unit, listed, expected }) => (expected === undefined ? [] : [{ unit, listed, expected }])),
  );
}
