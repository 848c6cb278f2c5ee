// The units that the documents plan for a scope: a function of checks and regions, never of one run's arguments.
import { parseScope } from "../evidence-schema/object-key.ts";
import { unitOf } from "../evidence-schema/record.ts";
import type { PlannedUnit } from "../collectors/port.ts";
import type { ConfiguredCheck } from "./tests-document.ts";

/** A scope under observation; regions for providers that answer by region. */
export type EnrolledScope = { readonly scope: string; readonly regions: readonly string[] };

/** Units of a scope, sorted by name: types that the provider's evaluators and their relations read. */
export function plannedUnits(checks: readonly ConfiguredCheck[], { scope, regions }: EnrolledScope): PlannedUnit[] {
  const { provider } = parseScope(scope);
  const global = new Map<string, boolean>();
  for (const { check } of checks) {
    for (const evaluator of check.evaluators.filter((each) => each.provider === provider)) {
      global.set(evaluator.resourceType, evaluator.global);
      for (const relation of Object.values(evaluator.related)) global.set(relation.type, relation.global);
    }
  }
  const units = [...global].flatMap(([type, once]) =>
    (once ? ["global"] : regions).map((region) => ({ type, region })),
  );
  return units.sort((a, b) => (unitOf(a.type, a.region) < unitOf(b.type, b.region) ? -1 : 1));
}
