// Checks the last line of a segment against the state that the segment leads to (FORMAT.md S1, S6).
import { jsonEqual } from "../bytes/equal.ts";
import type { RunClosed } from "../record/record.ts";
import { require, show } from "../violation.ts";

/** The members of run-closed that follow from state. */
export type Closing = Pick<RunClosed, "counts" | "population" | "root">;

/** Throws Violation of S6 and S1 unless `closed` has what the state has. */
export function checkClosed(closed: RunClosed, { counts, population, root }: Closing): void {
  const { pass, fail, indeterminate, "not-applicable": notApplicable } = closed.counts;
  const found = {
    counts: { pass, fail, indeterminate, "not-applicable": notApplicable },
    population: closed.population,
  };
  require(jsonEqual(found, { counts, population }), "S6", () => show({ counts, population }), () => show(found));
  require(closed.root === root, "S1", root, () => closed.root);
}
