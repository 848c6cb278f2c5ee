// Plans the reads that a batch of events makes necessary: the events' keys, the subjects that they concern, and the units
// that joined checks need.
import type { PlannedUnit } from "../../collectors/port.ts";
import { splitUnit, unitOf } from "../../evidence-schema/record/record.ts";
import type { State } from "../../evidence-schema/state/state.ts";
import { plannedUnits, type EnrolledScope } from "../plan/plan.ts";
import { evaluatorsOf, type ConfiguredCheck } from "../plan/tests-document.ts";

type Named = { readonly key: string; readonly unit: string };

export type BatchPlan = {
  /** Units that the documents plan for the scope. */
  readonly planned: readonly string[];
  /** Units to read completely. */
  readonly units: readonly PlannedUnit[];
  /** Keys to read by name, after the units: those of the events, and the subjects of checks that relied on them. */
  readonly keys: readonly Named[];
};

/** Keys of types that no check in force reads are left out. */
export function batchPlan(
  checks: readonly ConfiguredCheck[],
  enrolled: EnrolledScope,
  state: State,
  events: readonly Named[],
): BatchPlan {
  const all = plannedUnits(checks, enrolled);
  const planned = all.map(({ type, region }) => unitOf(type, region));
  const named = new Map<string, Named>();
  for (const { key, unit } of events) if (planned.includes(unit)) named.set(key, { key, unit });
  const wanted = new Set<string>();
  for (const { key, unit } of named.values()) {
    for (const each of [unit, state.entries.get(key)?.unit ?? unit]) {
      for (const need of unitsOfJoins(checks, enrolled.scope, each, planned)) wanted.add(need);
    }
  }
  for (const subject of subjectsOf(state, new Set(named.keys()), wanted))
    if (!named.has(subject.key)) named.set(subject.key, subject);
  const keys = [...named.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  return { planned, units: all.filter(({ type, region }) => wanted.has(unitOf(type, region))), keys };
}

/** Units that what is said of a resource in `unit` rests on, and `unit` itself where others join on its type. */
function unitsOfJoins(
  checks: readonly ConfiguredCheck[],
  scope: string,
  unit: string,
  planned: readonly string[],
): Set<string> {
  const { type, region } = splitUnit(unit);
  const needed = new Set<string>();
  for (const { evaluator } of evaluatorsOf(checks, scope)) {
    for (const { type: of, kind, within } of Object.values(evaluator.related)) {
      // An enclosing scope has a chain of its own.
      if (kind !== undefined) continue;
      if (of === type) needed.add(unit);
      if (evaluator.resourceType !== type) continue;
      if (within === "region") needed.add(unitOf(of, region));
      else for (const each of planned) if (splitUnit(each).type === of) needed.add(each);
    }
  }
  return needed;
}

/** Entries of which something was said that rests on one of the keys, or on what was absent from one of the units. */
function subjectsOf(state: State, keys: ReadonlySet<string>, units: ReadonlySet<string>): Named[] {
  const subjects: Named[] = [];
  for (const { key, unit, from, findings } of state.entries.values()) {
    const relies = ({ relied }: (typeof findings)[number]): boolean =>
      relied.keys.some((each) => keys.has(each)) || relied.units.some((each) => units.has(each));
    if (from === null && findings.some(relies)) subjects.push({ key, unit });
  }
  return subjects;
}
