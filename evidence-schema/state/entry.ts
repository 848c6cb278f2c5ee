// Makes an entry of a scope's state from a record, and writes the entry for the state's tree (FORMAT.md 6.1, S1).
import { canonicalize } from "../bytes/canonical.ts";
import { sha256Binary } from "../bytes/digest.ts";
import { jsonEqual } from "../bytes/equal.ts";
import { isSameHeld } from "./held.ts";
import { PlainObservation } from "../plain/plain-observation.ts";
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

/** An observation that is kept as its text is its own entry. */
export const entryOfObservation = (body: Observation): Entry =>
  body instanceof PlainObservation ? body : copyOf(body, null, body.findings);

/** The entry with other findings. */
export const entryWithFindings = (entry: Entry, findings: Entry["findings"]): Entry =>
  copyOf(entry, entry.from, findings);

// Each member by its name: those of a PlainObservation are getters.
const copyOf = (of: Omit<Entry, "from" | "findings">, from: string | null, findings: Entry["findings"]): Entry => ({
  key: of.key,
  incarnation: of.incarnation,
  unit: of.unit,
  region: of.region,
  name: of.name,
  createdAt: of.createdAt,
  labels: of.labels,
  from,
  projection: of.projection,
  findings,
  tests: of.tests,
  since: of.since,
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

/** The leaf's hash, 32 bytes with one character each: SHA-256(0x00 || leaf), RFC 6962. */
export const leafHashOf = (entry: Entry): string =>
  entry instanceof PlainObservation ? entry.leafHash() : sha256Binary(`\0${leafText(entry)}\n`);

/** Whether two entries or observations have one projection. */
export const haveOneProjection = (a: Pick<Entry, "projection">, b: Pick<Entry, "projection">): boolean =>
  a instanceof PlainObservation && b instanceof PlainObservation
    ? a.hasProjectionOf(b)
    : jsonEqual(a.projection, b.projection);

/** Whether an entry as restated says what the entry in state says, in every member that the format names (FORMAT.md S3). */
export function isRestated(restated: Entry, entry: Entry): boolean {
  return (
    restated.since === entry.since &&
    leafText(restated) === leafText(entry) &&
    restated.findings.every((finding, i) => isSameHeld(finding.held, (entry.findings[i] as Finding).held))
  );
}
