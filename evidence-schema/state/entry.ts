// Makes an entry of a scope's state from a record, and writes the entry for the state's tree (FORMAT.md 6.1, S1).
import { canonicalize } from "../bytes/canonical.ts";
import { jsonEqual } from "../bytes/equal.ts";
import { heldOf } from "./held.ts";
import type { Attributes, Context, Finding, JsonObject, Observation } from "../record/record.ts";

/** A resource (or, with `from`, a context entry) as the chain last said it to be. Transitions are not state. */
export type Entry = Attributes & {
  readonly key: string;
  readonly incarnation: string;
  readonly unit: string;
  /** The scope a context entry was copied from; null for the population. */
  readonly from: string | null;
  readonly projection: JsonObject;
  /** Sorted by check. */
  readonly findings: readonly Finding[];
  /** Digest of the tests under which the projection was read. */
  readonly tests: string;
  readonly since: string;
};

export const entryOfObservation = (body: Observation): Entry => ({
  key: body.key,
  incarnation: body.incarnation,
  unit: body.unit,
  region: body.region,
  name: body.name,
  createdAt: body.createdAt,
  labels: body.labels,
  from: null,
  projection: body.projection,
  findings: body.findings,
  tests: body.tests,
  since: body.since,
});

export const entryOfContext = (body: Context): Entry => ({
  key: body.key,
  incarnation: body.incarnation,
  unit: body.unit,
  region: null,
  name: null,
  createdAt: null,
  labels: {},
  from: body.from,
  projection: body.projection,
  findings: [],
  tests: body.tests,
  since: body.since,
});

// A finding without what depends on when it was judged: two runs of an untouched estate have one root. In canonical order,
// here and below: what is in order already costs canonicalize half.
export const leafFinding = ({
  basis,
  because,
  check,
  facts,
  lanes,
  outcome,
  problem,
  relied,
  version,
}: Finding): JsonObject => ({
  basis,
  because,
  check,
  facts,
  lanes,
  outcome,
  problem: problem === null ? null : { code: problem.code, detail: problem.detail },
  relied: { keys: relied.keys, units: relied.units },
  version,
});

/** The leaf of an entry (FORMAT.md S1), without its LF. */
export function leafText(entry: Entry): string {
  const { key, incarnation, unit, projection, tests } = entry;
  if (entry.from !== null) return canonicalize({ from: entry.from, incarnation, key, projection, tests, unit });
  const { region, name, createdAt, labels } = entry;
  const findings = entry.findings.map(leafFinding);
  return canonicalize({ createdAt, findings, incarnation, key, labels, name, projection, region, tests, unit });
}

/** Whether an entry as restated says what the entry in state says, in every member that the format names (FORMAT.md S3). */
export function isRestated(restated: Entry, entry: Entry): boolean {
  return (
    restated.since === entry.since &&
    leafText(restated) === leafText(entry) &&
    restated.findings.every((finding, i) => jsonEqual(heldOf(finding), heldOf(entry.findings[i] as Finding)))
  );
}
