// Writes the body of an observation or a context record from an entry, whether the entry is new or restated.
import type { Context, Observation } from "../record/record.ts";
import type { Entry } from "./entry.ts";

/** The source that answered and its data time; both null where an entry is restated. */
type Answered = Pick<Observation, "source" | "dataTime" | "restated">;

/** An entry that a full segment repeats: nobody answered. */
export const RESTATED: Answered = { dataTime: null, restated: true, source: null };

// Members in canonical order, in both: what is in order already costs canonicalize half.
export function observationOf(entry: Entry, findings: Observation["findings"], answered: Answered): Observation {
  const { createdAt, incarnation, key, labels, name, projection, region, since, tests, unit } = entry;
  const { dataTime, restated, source } = answered;
  return {
    createdAt,
    dataTime,
    findings,
    incarnation,
    key,
    labels,
    name,
    projection,
    region,
    restated,
    since,
    source,
    tests,
    unit,
  };
}

/** `from`: the scope that the entry was copied from. */
export function contextOf(entry: Entry, from: string, { dataTime, restated, source }: Answered): Context {
  const { incarnation, key, projection, since, tests, unit } = entry;
  return { dataTime, from, incarnation, key, projection, restated, since, source, tests, unit };
}
