// Lists the units that the documents plan for a scope: a function of checks and regions, never of one run's arguments.
import { askedTypes, isReadIn } from "../../evidence-schema/documents/asked-types.ts";
import { unitOf } from "../../evidence-schema/record/record.ts";
import type { PlannedUnit } from "../../collectors/port.ts";
import { askingOf, type ConfiguredCheck } from "./tests-document.ts";

/** A scope under observation; regions for providers that answer by region. */
export type EnrolledScope = { readonly scope: string; readonly regions: readonly string[] };

/**
 * The units with the rank of each: what is joined to a resource is read after it, so that its absence counts already in
 * the first run (DESIGN section 4, absence). Types that are joined to each other have no order that would serve both.
 */
export function ranked(checks: readonly ConfiguredCheck[], units: readonly PlannedUnit[]): PlannedUnit[] {
  const before = subjectsByRelated(checks);
  const ranks = new Map<string, number>();
  const rankOf = (type: string, path: readonly string[]): number => {
    const known = ranks.get(type);
    if (known !== undefined) return known;
    const subjects = [...(before.get(type) ?? [])].filter((subject) => !path.includes(subject));
    const rank = Math.max(0, ...subjects.map((subject) => 1 + rankOf(subject, [...path, type])));
    // A rank that a circle cut short holds only on this path.
    if (path.length === 0) ranks.set(type, rank);
    return rank;
  };
  return units.map((unit) => ({ ...unit, rank: rankOf(unit.type, []) }));
}

function subjectsByRelated(checks: readonly ConfiguredCheck[]): Map<string, Set<string>> {
  const subjects = new Map<string, Set<string>>();
  for (const { check } of checks) {
    for (const { resourceType, related } of check.evaluators) {
      for (const { type } of Object.values(related)) {
        if (type !== resourceType) subjects.set(type, (subjects.get(type) ?? new Set()).add(resourceType));
      }
    }
  }
  return subjects;
}

/**
 * Units of a scope, sorted by name: types that any evaluator reads in scopes of its provider and kind, of its own or as a
 * relation. It is the plan of FORMAT.md section 11, before the documents that say it are made.
 */
export function plannedUnits(checks: readonly ConfiguredCheck[], { scope, regions }: EnrolledScope): PlannedUnit[] {
  const global = new Map<string, boolean>();
  for (const { check } of checks) {
    for (const evaluator of check.evaluators) {
      for (const each of askedTypes(askingOf(evaluator))) if (isReadIn(each, scope)) global.set(each.type, each.global);
    }
  }
  const units = [...global].flatMap(([type, once]) =>
    (once ? ["global"] : regions).map((region) => ({ type, region })),
  );
  return units.sort((a, b) => (unitOf(a.type, a.region) < unitOf(b.type, b.region) ? -1 : 1));
}
