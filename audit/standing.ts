// How a scope stands after its last segment: results by check, what fails and since when, what was not observed.
import { type Coverage, type Finding, type Outcome, type Problem } from "../evidence-schema/record.ts";
import type { Entry, State } from "../evidence-schema/state.ts";

/** Effective outcomes of one check in one scope. */
export type CheckCounts = { readonly check: string; readonly counts: { readonly [outcome in Outcome]: number } };

/** A failing finding, as it counts now. */
export type Failing = { readonly entry: Entry; readonly finding: Finding };

/** One cause for which something was not observed, and how many results and resources that leaves open. */
export type Unobserved = { readonly problem: Problem; readonly units: readonly string[]; readonly results: number };

export type Standing = {
  readonly checks: readonly CheckCounts[];
  readonly failing: readonly Failing[];
  readonly unobserved: readonly Unobserved[];
  readonly units: { readonly complete: number; readonly incomplete: number };
  readonly population: number;
};

export function standingOf(state: State, coverage: readonly Coverage[]): Standing {
  const checks = new Map<string, { [outcome in Outcome]: number }>();
  const failing: Failing[] = [];
  const open = new Map<string, { problem: Problem; units: Set<string>; results: number }>();
  const miss = (problem: Problem, unit: string, results: number): void => {
    const name = `${problem.code} ${problem.detail}`;
    const cause = open.get(name) ?? { problem, units: new Set<string>(), results: 0 };
    cause.units.add(unit);
    cause.results += results;
    open.set(name, cause);
  };
  for (const entry of state.entries.values()) {
    for (const finding of entry.findings) {
      const { outcome, problem } = state.effective(entry, finding);
      let counts = checks.get(finding.check);
      if (counts === undefined)
        checks.set(finding.check, (counts = { pass: 0, fail: 0, indeterminate: 0, "not-applicable": 0 }));
      counts[outcome] += 1;
      if (outcome === "fail") failing.push({ entry, finding });
      if (problem !== null) miss(problem, entry.unit, 1);
    }
  }
  const rows = coverage.flatMap(({ units }) => units);
  for (const { unit, problem } of rows) if (problem !== null) miss(problem, unit, 0);
  return {
    checks: [...checks].map(([check, counts]) => ({ check, counts })).sort((a, b) => (a.check < b.check ? -1 : 1)),
    failing: failing.sort((a, b) => (a.finding.check + a.entry.key < b.finding.check + b.entry.key ? -1 : 1)),
    unobserved: [...open.values()].map(({ problem, units, results }) => ({
      problem,
      units: [...units].sort(),
      results,
    })),
    units: {
      complete: rows.filter(({ complete }) => complete).length,
      incomplete: rows.filter(({ complete }) => !complete).length,
    },
    population: state.population,
  };
}
