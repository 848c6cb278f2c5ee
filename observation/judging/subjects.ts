// Lists the resources of a scope that a run will judge: those that were answered, and those whose answer lacks.
import type { State } from "../../evidence-schema/state/state.ts";
import { splitUnit, type JsonObject } from "../../evidence-schema/record/record.ts";
import type { Answers } from "../reading/intake.ts";
import { isContextUnit } from "../../evidence-schema/keys/context-name.ts";

/** Projections by type. */
export type Subjects = ReadonlyMap<string, readonly JsonObject[]>;

/** The resources of a scope as they stand once `answers` are told. `state`: what its chain says before that. */
export function subjectsIn(state: State, { reading, listed, named }: Answers): Subjects {
  const subjects = new Map<string, JsonObject[]>();
  const add = (unit: string, projection: JsonObject): void => {
    const { type } = splitUnit(unit);
    const ofType = subjects.get(type);
    if (ofType === undefined) subjects.set(type, [projection]);
    else ofType.push(projection);
  };
  /** By key: when the last answer was true; null where the resource could not be read. */
  const answered = new Map<string, string | null>();
  for (const item of listed) {
    answered.set(item.key, "problem" in item ? null : item.dataTime);
    if (!("problem" in item)) add(item.unit, item.projection);
  }
  for (const answer of named) {
    answered.set(answer.key, answer.is === "failed" ? null : answer.dataTime);
    if (answer.is === "item") add(answer.unit, answer.item.projection);
  }
  const complete = new Set(reading.units.flatMap(({ unit, complete: is }) => (is ? [unit] : [])));
  for (const { key, unit, since, from, projection } of state.entries.values()) {
    if (from !== null || isContextUnit(unit)) continue;
    const at = answered.get(key);
    // An answer of before this form is overruled by the one that brought it; what no complete unit lists is gone.
    const stays = at === undefined ? !complete.has(unit) : at === null || since > at;
    if (stays) add(unit, projection);
  }
  return subjects;
}
