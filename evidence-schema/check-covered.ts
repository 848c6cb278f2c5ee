// What a segment's coverage must say of what departed and of what was observed (FORMAT.md R3, R7).
import type { Coverage, Departure } from "./record.ts";
import type { State } from "./state.ts";
import { require, show } from "./violation.ts";

/** A departure that removed an entry, with the unit that the entry lay in. */
export type Departed = { readonly body: Departure; readonly unit: string };

/** Throws unless each departure has its reason; `observed`: incarnation by key of what the segment observed. */
export function checkDepartures(
  departed: readonly Departed[],
  observed: ReadonlyMap<string, string>,
  coverage: readonly Coverage[],
): void {
  const complete = new Set<string>();
  const notFound = new Set<string>();
  for (const { units, asked } of coverage) {
    for (const row of units) if (row.complete) complete.add(row.unit);
    for (const { key } of asked.notFound) notFound.add(key);
  }
  for (const { body, unit } of departed) {
    const { key, incarnation, reason } = body;
    const other = observed.get(key);
    if (reason === "gone")
      require(complete.has(unit), "R3", () => `${unit} complete, since ${key} is gone`, () => "an incomplete unit");
    if (reason === "not-found")
      require(notFound.has(key), "R3", () => `${key} in asked.notFound`, () => "no such answer");
    if (reason === "replaced") {
      require(other !== undefined && other !== incarnation, "R3", () =>
        `an observation of ${key} with another incarnation`, () => show(other));
    }
  }
}

/** Throws unless, after the segment's coverage was applied, units in which entries lie have rows and observed keys are current. */
export function checkCovered({ coverage, entries, lying }: State, observed: Iterable<string>, run: boolean): void {
  if (run)
    for (const unit of lying.keys())
      require(coverage.row(unit) !== undefined, "R7", () => `a row for unit ${unit}`, () => "none");
  for (const key of observed) {
    const entry = entries.get(key);
    const problem = entry === undefined ? null : coverage.currency(key, entry.unit);
    require(problem === null, "R7", () => `${key}, newly observed, to be current`, () => show(problem));
  }
}
