// Decides which outcome a stored finding counts as, given what was read (FORMAT.md 6.4).
// Writer, query, audit and alerts use the same function.
import type { ApplicableCoverage } from "./applicable-coverage.ts";
import type { Counts, Finding, Outcome, Problem } from "../record/record.ts";
import type { Entry } from "./entry.ts";

export type Effective = { readonly outcome: Outcome; readonly problem: Problem | null };

const CONTRADICTORY: Problem = {
  code: "relied-gone",
  detail: "a resource that the finding relied on is no longer there",
};

/** The stored outcome if everything it rests on is current, else indeterminate with the first cause. */
export function effectiveOutcome(
  entry: Entry,
  finding: Finding,
  entries: ReadonlyMap<string, Entry>,
  coverage: ApplicableCoverage,
): Effective {
  const problem =
    coverage.currency(entry.key, entry.unit) ??
    firstProblem(finding.relied.keys, (key) => {
      const witness = entries.get(key);
      return witness === undefined ? CONTRADICTORY : coverage.currency(key, witness.unit);
    }) ??
    firstProblem(finding.relied.units, (unit) => coverage.reading(unit));
  return problem === null
    ? { outcome: finding.outcome, problem: finding.problem }
    : { outcome: "indeterminate", problem };
}

function firstProblem(names: readonly string[], problemOf: (name: string) => Problem | null): Problem | null {
  for (const name of names) {
    const problem = problemOf(name);
    if (problem !== null) return problem;
  }
  return null;
}

type Tally = { [outcome in Outcome]: number };
const none = (): Tally => ({ pass: 0, fail: 0, indeterminate: 0, "not-applicable": 0 });

/**
 * Counts effective outcomes without asking every finding again: findings that rest on their own resource alone are kept
 * by unit, since where a unit has one currency they all count as stored or all as indeterminate. The rest are asked.
 */
export class OutcomeTally {
  // All are changed by add() and remove() alone, which the state calls with each entry that comes or goes.
  readonly #alone = new Map<string, Tally>();
  readonly #relying = new Set<string>();
  population = 0;

  add(entry: Entry): void {
    this.#count(entry, 1);
  }

  remove(entry: Entry): void {
    this.#count(entry, -1);
  }

  #count(entry: Entry, by: 1 | -1): void {
    if (entry.from !== null) return;
    this.population += by;
    let relying = false;
    for (const finding of entry.findings) {
      if (isRelying(finding)) relying = true;
      else this.#tallyOf(entry.unit)[finding.outcome] += by;
    }
    if (!relying) return;
    if (by === 1) this.#relying.add(entry.key);
    else this.#relying.delete(entry.key);
  }

  #tallyOf(unit: string): Tally {
    let tally = this.#alone.get(unit);
    if (tally === undefined) this.#alone.set(unit, (tally = none()));
    return tally;
  }

  counts(entries: ReadonlyMap<string, Entry>, coverage: ApplicableCoverage): Counts {
    const total = none();
    const mixed = new Set<string>();
    for (const [unit, tally] of this.#alone) {
      if (!coverage.uniform(unit)) mixed.add(unit);
      else if (coverage.row(unit)?.complete === true)
        for (const outcome of outcomes(tally)) total[outcome] += tally[outcome];
      else for (const outcome of outcomes(tally)) total.indeterminate += tally[outcome];
    }
    const ask = (entry: Entry, wanted: (finding: Finding) => boolean): void => {
      for (const finding of entry.findings) {
        if (wanted(finding)) total[effectiveOutcome(entry, finding, entries, coverage).outcome] += 1;
      }
    };
    for (const key of this.#relying) ask(entries.get(key) as Entry, isRelying);
    if (mixed.size > 0)
      for (const entry of entries.values()) if (mixed.has(entry.unit)) ask(entry, (finding) => !isRelying(finding));
    return total;
  }
}

const isRelying = ({ relied }: Finding): boolean => relied.keys.length > 0 || relied.units.length > 0;
const outcomes = (tally: Tally): Outcome[] => Object.keys(tally) as Outcome[];
