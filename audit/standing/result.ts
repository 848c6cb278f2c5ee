// Makes results as a reader of today sees them: a finding's effective outcome, the owner,
// the place where the result counts and the waiver that excuses it.
import type { Severity } from "../../checks/check.ts";
import { isWithin, placeOf, type Place } from "../../controls/boundary.ts";
import type { Subject } from "../../controls/match.ts";
import { ownerOf } from "../../controls/owners.ts";
import { covers } from "../../controls/waiver.ts";
import { splitUnit, type Finding, type Outcome } from "../../evidence-schema/record/record.ts";
import { lastRead } from "../../evidence-schema/state/data-times.ts";
import type { Entry } from "../../evidence-schema/state/entry.ts";
import type { State } from "../../evidence-schema/state/state.ts";
import type { Described } from "../timeline/period-answer.ts";
import type { PolicyInForce } from "./in-force/policy-in-force.ts";
import { staleBy, type Stale, type Unobserved } from "./stale-units.ts";
import { waiverAt, type WaiverInForce } from "./in-force/waivers-in-force.ts";

export type Result = {
  readonly scope: string;
  readonly entry: Entry;
  readonly finding: Finding;
  /** Effective: what was said, if it could be said again now and its data is not too old. */
  readonly outcome: Outcome;
  readonly problem: Unobserved | null;
  /** As of when what it rests on was read: the earliest data time. Null where some of that has none. */
  readonly lastRead: string | null;
  readonly place: Place;
  /** A person's reference, or the title of a role or team; null where no rule names one. */
  readonly owner: string | null;
  /** The waiver in force for it; only of a fail. */
  readonly waiver: WaiverInForce | null;
};

/**
 * Every result of a scope's state in order of keys and checks, as of `instant` under the policy. `stale`: the units whose data
 * is too old to count; `check`: left out for all.
 */
export function resultsOf(
  scope: string,
  state: State,
  policy: PolicyInForce,
  {
    instant,
    stale,
    check,
  }: { readonly instant: string; readonly stale: ReadonlyMap<string, Stale>; readonly check?: string },
): Result[] {
  const results: Result[] = [];
  for (const entry of [...state.entries.values()].sort((a, b) => (a.key < b.key ? -1 : 1))) {
    if (entry.from !== null) continue;
    const findings = check === undefined ? entry.findings : entry.findings.filter((each) => each.check === check);
    if (findings.length === 0) continue;
    const standing = standingOf(scope, entry, policy, instant);
    for (const finding of findings) {
      const read = state.effective(entry, finding);
      const tooOld = read.outcome === "indeterminate" ? undefined : staleBy(stale, entry, finding, state);
      const outcome = tooOld === undefined ? read.outcome : "indeterminate";
      const problem = tooOld?.problem ?? read.problem;
      const waiver = outcome === "fail" ? standing.waiverOf(finding.check) : null;
      results.push({
        scope,
        entry,
        finding,
        outcome,
        problem,
        lastRead: lastRead(entry, finding, state),
        place: standing.place,
        owner: standing.owner,
        waiver,
      });
    }
  }
  return results;
}

/** The policy for a resource: where it counts, its owner, and the waiver that excuses a fail of a check at an instant. */
export function standingOf(scope: string, entry: Described, policy: PolicyInForce, instant: string) {
  const subject = subjectOf(scope, entry);
  return {
    place: placeOf(policy.boundary, subject),
    owner: ownerOf(policy.controls?.owners ?? [], subject),
    waiverOf: (check: string): WaiverInForce | null =>
      waiverAt(policy.waivers, instant, (each) => covers(each, check, subject)),
  };
}

const subjectOf = (scope: string, { key, unit, region, labels }: Described): Subject => ({
  scope,
  key,
  type: splitUnit(unit).type,
  region,
  labels,
});

export const isInBoundary = ({ place }: Result): boolean => isWithin(place);

/** The severity that the company gives a check, else the check's own. */
export function severityOf(check: string, policy: PolicyInForce, own: Severity): Severity {
  return policy.controls?.severities.find((each) => each.check === check)?.severity ?? own;
}
