// Checks a segment's coverage against the segment's departures and observations (FORMAT.md R3, R7).
import type { Coverage, Departure } from "../record/record.ts";
import type { State } from "./state.ts";
import { require, show } from "../violation.ts";

/** A departure with the unit of the entry that it ended; null where it ended none, or what is in state is not known. */
export type Departed = { readonly body: Departure; readonly unit: string | null };

/** Throws Violation of R3 unless each departure has its reason; `observed`: incarnations by key of what is new in the segment. */
export function checkDepartures(
  departed: readonly Departed[],
  observed: ReadonlyMap<string, readonly string[]>,
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
    const now = observed.get(key);
    if (reason === "replaced") {
      const isReplaced = now !== undefined && now.some((each) => each !== incarnation);
      require(isReplaced, "R3", () => `an observation of ${key} with another incarnation`, () =>
        show([...new Set(now)]));
      continue;
    }
    require(now === undefined, "R3", () => `no observation of ${key}, which departed as ${reason}`, () =>
      "an observation");
    if (reason === "gone")
      require(unit === null || complete.has(unit), "R3", () => `${unit} complete, because ${key} is gone`, () =>
        "an incomplete unit");
    else require(notFound.has(key), "R3", () => `${key} in asked.notFound`, () => "no such row");
  }
}

/** Throws Violation of R7 unless, once the segment's coverage applies, units with entries have rows and new keys are current. */
export function checkCovered({ coverage, entries, lying }: State, observed: Iterable<string>, run: boolean): void {
  if (run)
    for (const unit of lying.keys())
      require(coverage.row(unit) !== undefined, "R7", () => `a row for unit ${unit}`, () => "none");
  for (const key of observed) {
    const entry = entries.get(key);
    const problem = entry === undefined ? null : coverage.currency(key, entry.unit);
    require(problem === null, "R7", () => `${key} current, because this segment observes it`, () => show(problem));
  }
}

/** Throws Violation of R7 where a row says that a unit was read completely, and read less than lies in it. */
export function checkObserved({ entries, lying }: State, coverage: readonly Coverage[]): void {
  const byName = new Map<string, number>();
  for (const { asked } of coverage) {
    for (const answers of [asked.seen, asked.notFound, asked.failed]) {
      for (const { key } of answers) {
        const unit = entries.get(key)?.unit;
        if (unit !== undefined) byName.set(unit, (byName.get(unit) ?? 0) + 1);
      }
    }
  }
  for (const { units } of coverage) {
    for (const { unit, complete, observed } of units) {
      const least = (lying.get(unit) ?? 0) - (byName.get(unit) ?? 0);
      require(!complete || observed >= least, "R7", () => `observed at least the ${least} entries of ${unit}`, () =>
        `${observed}`);
    }
  }
}
