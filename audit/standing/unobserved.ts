// Collects by cause what was not observed: one missing permission is one line with all that it hides.
import { remedy } from "./remedy.ts";
import type { Result } from "./result.ts";
import type { TooOld, Unobserved } from "./stale-units.ts";

/** A unit, or a whole scope (unit null), that could not be read, or whose data is too old. */
export type UnreadUnit = { readonly scope: string; readonly unit: string | null; readonly problem: Unobserved };

export type Cause = {
  readonly problem: Unobserved;
  readonly scopes: readonly string[];
  readonly units: readonly string[];
  /** Results that are indeterminate for this cause. 0 where nothing was ever read: nobody knows how many it hides. */
  readonly results: number;
  /** How to fix it, in one sentence. */
  readonly remedy: string;
};

const isOfAge = (problem: Unobserved): problem is TooOld => "ageSeconds" in problem;

/** Causes with the most results first. */
export function unobserved(results: readonly Result[], unread: readonly UnreadUnit[]): Cause[] {
  const causes = new Map<string, { problem: Unobserved; scopes: Set<string>; units: Set<string>; results: number }>();
  const miss = (problem: Unobserved, scope: string, unit: string | null, hidden: number): void => {
    const name = isOfAge(problem) ? `${problem.code} ${problem.countsForSeconds}` : `${problem.code} ${problem.detail}`;
    let cause = causes.get(name);
    if (cause === undefined) causes.set(name, (cause = { problem, scopes: new Set(), units: new Set(), results: 0 }));
    // Units that were read minutes apart are one cause, with the age of the oldest.
    if (isOfAge(problem) && isOfAge(cause.problem) && problem.ageSeconds > cause.problem.ageSeconds)
      cause.problem = problem;
    cause.scopes.add(scope);
    if (unit !== null) cause.units.add(unit);
    cause.results += hidden;
  };
  for (const { scope, entry, problem } of results) if (problem !== null) miss(problem, scope, entry.unit, 1);
  for (const { scope, unit, problem } of unread) miss(problem, scope, unit, 0);
  return [...causes.values()]
    .map(({ problem, scopes, units, results: hidden }) => ({
      problem,
      scopes: [...scopes].sort(),
      units: [...units].sort(),
      results: hidden,
      remedy: remedy(problem, [...units]),
    }))
    .sort((a, b) => b.results - a.results || (a.problem.code < b.problem.code ? -1 : 1));
}
