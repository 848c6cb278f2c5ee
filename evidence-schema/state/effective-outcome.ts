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

/** Findings of one unit that rely on the same units, in the same order, and on no key: they all have one answer. */
type Group = {
  readonly unit: string;
  readonly relied: readonly string[];
  readonly tally: Tally;
  findings: number;
};

/**
 * Counts effective outcomes without asking every finding again. Findings that rely on no other key are kept in groups: where
 * a unit has one currency, and the units that a group relies on were read, all of the group count as stored; else all of it is
 * indeterminate. The rest are asked.
 */
export class OutcomeTally {
  // All are changed by add() and remove() alone, which the state calls with each entry that comes or goes.
  readonly #groups = new Map<string, Group>();
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
      if (reliesOnKeys(finding)) relying = true;
      else this.#countInGroup(entry.unit, finding, by);
    }
    if (!relying) return;
    if (by === 1) this.#relying.add(entry.key);
    else this.#relying.delete(entry.key);
  }

  #countInGroup(unit: string, { outcome, relied }: Finding, by: 1 | -1): void {
    // No name has a U+0000 (B1).
    const name = relied.units.length === 0 ? unit : `${unit}\0${relied.units.join("\0")}`;
    let group = this.#groups.get(name);
    if (group === undefined)
      this.#groups.set(name, (group = { unit, relied: relied.units, tally: none(), findings: 0 }));
    group.tally[outcome] += by;
    group.findings += by;
    if (group.findings === 0) this.#groups.delete(name);
  }

  counts(entries: ReadonlyMap<string, Entry>, coverage: ApplicableCoverage): Counts {
    const total = none();
    const mixed = new Set<string>();
    for (const { unit, relied, tally, findings } of this.#groups.values()) {
      if (!coverage.uniform(unit)) mixed.add(unit);
      else if (coverage.row(unit)?.complete === true && relied.every((each) => coverage.reading(each) === null))
        for (const outcome of outcomes(tally)) total[outcome] += tally[outcome];
      else total.indeterminate += findings;
    }
    const ask = (entry: Entry, wanted: (finding: Finding) => boolean): void => {
      for (const finding of entry.findings) {
        if (wanted(finding)) total[effectiveOutcome(entry, finding, entries, coverage).outcome] += 1;
      }
    };
    for (const key of this.#relying) ask(entries.get(key) as Entry, reliesOnKeys);
    if (mixed.size > 0)
      for (const entry of entries.values())
        if (entry.from === null && mixed.has(entry.unit)) ask(entry, (finding) => !reliesOnKeys(finding));
    return total;
  }
}

const reliesOnKeys = ({ relied }: Finding): boolean => relied.keys.length > 0;
const outcomes = (tally: Tally): Outcome[] => Object.keys(tally) as Outcome[];
