// The state of a scope: what its chain says after a segment (FORMAT.md section 6).
import { ApplicableCoverage } from "./applicable-coverage.ts";
import { canonicalize } from "./canonical.ts";
import { effectiveOutcome, OutcomeTally } from "./effective-outcome.ts";
import { sha256Binary } from "./digest.ts";
import { jsonEqual } from "./equal.ts";
import { heldOf } from "./held.ts";
import type {
  Attributes,
  Context,
  Counts,
  Coverage,
  Finding,
  JsonObject,
  Observation,
  Problem,
  Source,
  UnitState,
} from "./record.ts";
import { StateRoot } from "./state-root.ts";
import { formatTimestamp, parseTimestamp } from "./timestamp.ts";

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
  /** Digest of the tests under which the projection was read; null for context. */
  readonly tests: string | null;
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
  tests: null,
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
function leafText(entry: Entry): string {
  const { key, incarnation, unit, projection } = entry;
  if (entry.from !== null) return canonicalize({ from: entry.from, incarnation, key, projection, unit });
  const { region, name, createdAt, labels, tests } = entry;
  const findings = entry.findings.map(leafFinding);
  return canonicalize({ createdAt, findings, incarnation, key, labels, name, projection, region, tests, unit });
}

/** As of when an answer is true for certain: its data time less the lag that its source states. */
export const lessLag = (dataTime: string, lagSeconds: number): string =>
  lagSeconds === 0 ? dataTime : formatTimestamp(Math.max(0, parseTimestamp(dataTime) - lagSeconds * 1000));

/** Whether an entry as restated says what the entry in state says, in every member that the format names (FORMAT.md S3). */
export function isRestated(restated: Entry, entry: Entry): boolean {
  return (
    restated.since === entry.since &&
    leafText(restated) === leafText(entry) &&
    restated.findings.every((finding, i) => jsonEqual(heldOf(finding), heldOf(entry.findings[i] as Finding)))
  );
}

export class State {
  readonly #entries = new Map<string, Entry>();
  readonly #units = new Map<string, { ever: boolean; dataTime: string | null }>();
  readonly #lying = new Map<string, number>();
  readonly #root = new StateRoot();
  readonly #tally = new OutcomeTally();
  readonly #judged = new Map<string, { readonly version: string; readonly lanes: string | null }>();
  #judgedUnder: string | null = null;
  #coverage = new ApplicableCoverage();

  get entries(): ReadonlyMap<string, Entry> {
    return this.#entries;
  }

  /** The coverage that applies after the last segment. */
  get coverage(): ApplicableCoverage {
    return this.#coverage;
  }

  /** Entries by unit, for units in which any lies. */
  get lying(): ReadonlyMap<string, number> {
    return this.#lying;
  }

  /** Entries that are not context. */
  get population(): number {
    return this.#tally.population;
  }

  put(entry: Entry): void {
    const before = this.#entries.get(entry.key);
    if (before !== undefined) this.#forget(before);
    this.#entries.set(entry.key, entry);
    this.#lying.set(entry.unit, (this.#lying.get(entry.unit) ?? 0) + 1);
    this.#tally.add(entry);
    // SHA-256(0x00 || leaf), RFC 6962.
    this.#root.set(entry.key, sha256Binary(`\0${leafText(entry)}\n`));
  }

  remove(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#forget(entry);
    this.#entries.delete(key);
    this.#root.delete(key);
  }

  #forget(entry: Entry): void {
    const left = (this.#lying.get(entry.unit) as number) - 1;
    if (left === 0) this.#lying.delete(entry.unit);
    else this.#lying.set(entry.unit, left);
    this.#tally.remove(entry);
  }

  /** A copy that can be changed without changing this one. */
  clone(): State {
    const copy = new State();
    for (const entry of this.#entries.values()) copy.put(entry);
    copy.adoptUnits(this.unitStates());
    copy.#coverage = this.#coverage.clone();
    copy.#judgedUnder = this.#judgedUnder;
    for (const [name, judged] of this.#judged) copy.#judged.set(name, judged);
    return copy;
  }

  /** State of a unit before its next reading. */
  unit(unit: string): { readonly ever: boolean; readonly dataTime: string | null } {
    return this.#units.get(unit) ?? { ever: false, dataTime: null };
  }

  /** State of all units, sorted (FORMAT.md S4). */
  unitStates(): UnitState[] {
    return [...this.#units.keys()].sort().map((unit) => ({ unit, ...this.unit(unit) }));
  }

  adoptUnits(units: readonly UnitState[]): void {
    for (const { unit, ever, dataTime } of units) this.#units.set(unit, { ever, dataTime });
  }

  /** Applies the coverage records of one segment: a run's replace what applies, an event batch's are laid over it. */
  cover(records: readonly Coverage[], sources: readonly Source[], run: boolean): void {
    this.#coverage = this.coverageAfter(records, sources, run);
    for (const { source, units, asked } of records) {
      const lag = sources.find((each) => each.source === source)?.lagSeconds ?? 0;
      // The rows of a record share few data times.
      const asOf = new Map<string | null, string | null>([[null, null]]);
      for (const { unit, complete, dataTime } of units) {
        if (dataTime !== null && !asOf.has(dataTime)) asOf.set(dataTime, lessLag(dataTime, lag));
        this.#advance(unit, complete, asOf.get(dataTime) ?? null);
      }
      for (const answers of [asked.seen, asked.notFound, asked.failed]) {
        for (const { unit, dataTime } of answers) this.#advance(unit, false, lessLag(dataTime, lag));
      }
    }
  }

  /** The coverage that would apply after these records. */
  coverageAfter(records: readonly Coverage[], sources: readonly Source[], run: boolean): ApplicableCoverage {
    const coverage = run ? new ApplicableCoverage() : this.#coverage.clone();
    coverage.lay(records, sources);
    return coverage;
  }

  #advance(unit: string, complete: boolean, dataTime: string | null): void {
    const before = this.unit(unit);
    // Instants of one form compare as text.
    const later =
      dataTime !== null && (before.dataTime === null || dataTime > before.dataTime) ? dataTime : before.dataTime;
    this.#units.set(unit, { ever: before.ever || complete, dataTime: later });
  }

  /** What a stored finding counts as under the applicable coverage (FORMAT.md 6.4). */
  effective(
    entry: Entry,
    finding: Finding,
  ): { readonly outcome: Finding["outcome"]; readonly problem: Problem | null } {
    return effectiveOutcome(entry, finding, this.#entries, this.#coverage);
  }

  /** Effective outcomes of the population (FORMAT.md S6). */
  counts(): Counts {
    return this.#tally.counts(this.#entries, this.#coverage);
  }

  /**
   * Checks that under one `tests` a check judges a type in one version, and from one lane (FORMAT.md S7). Gives what it was
   * before where the finding differs; `lanes` null where the finding re-judges what was read before.
   */
  judgedOtherwise(tests: string, type: string, { check, version, lanes }: Finding, observed: boolean): string | null {
    if (tests !== this.#judgedUnder) {
      this.#judgedUnder = tests;
      this.#judged.clear();
    }
    const name = `${check} ${type}`;
    const before = this.#judged.get(name) ?? { version, lanes: null };
    if (before.lanes === null) this.#judged.set(name, { version: before.version, lanes: observed ? lanes : null });
    if (before.version !== version) return `version ${before.version}`;
    return observed && before.lanes !== null && before.lanes !== lanes ? `lanes ${before.lanes}` : null;
  }

  /** The state root (FORMAT.md S1). */
  root(): string {
    return this.#root.root();
  }
}
