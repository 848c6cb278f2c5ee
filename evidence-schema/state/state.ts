// Keeps the state of a scope: what its chain says after a segment (FORMAT.md section 6).
import { ApplicableCoverage } from "./applicable-coverage.ts";
import { effectiveOutcome, OutcomeTally } from "./effective-outcome.ts";
import { leafHashOf, type Entry } from "./entry.ts";
import type { Counts, Coverage, Finding, Problem, Source, UnitState } from "../record/record.ts";
import { StateRoot } from "./state-root.ts";
import { formatTimestamp, parseTimestamp } from "../bytes/timestamp.ts";

type Unit = Omit<UnitState, "unit">;

const NEVER_READ: Unit = { ever: false, listed: null, named: null };

/** As of when an answer is true for certain: its data time less the lag that its source states. */
export const lessLag = (dataTime: string, lagSeconds: number): string =>
  lagSeconds === 0 ? dataTime : formatTimestamp(Math.max(0, parseTimestamp(dataTime) - lagSeconds * 1000));

export class State {
  // Only the fold of a segment changes the state of a chain: entries by put() and remove(), units by adoptUnits() and
  // cover(), the coverage by cover().
  readonly #entries = new Map<string, Entry>();
  readonly #units = new Map<string, Unit>();
  readonly #lying = new Map<string, number>();
  readonly #root = new StateRoot();
  readonly #tally = new OutcomeTally();
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

  /** Entries that lie in a unit. */
  entriesIn(unit: string): Entry[] {
    return this.#lying.has(unit) ? [...this.#entries.values()].filter((entry) => entry.unit === unit) : [];
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
    this.#root.set(entry.key, leafHashOf(entry));
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
    return copy;
  }

  /** State of a unit before its next reading. */
  unit(unit: string): Unit {
    return this.#units.get(unit) ?? NEVER_READ;
  }

  /** State of all units, sorted (FORMAT.md S4). */
  unitStates(): UnitState[] {
    return [...this.#units.keys()].sort().map((unit) => ({ unit, ...this.unit(unit) }));
  }

  adoptUnits(units: readonly UnitState[]): void {
    for (const { unit, ever, listed, named } of units) this.#units.set(unit, { ever, listed, named });
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
        this.#advance(unit, { ever: complete, listed: asOf.get(dataTime) ?? null, named: null });
      }
      for (const answers of [asked.seen, asked.notFound, asked.failed]) {
        for (const { unit, dataTime } of answers)
          this.#advance(unit, { ever: false, listed: null, named: lessLag(dataTime, lag) });
      }
    }
  }

  /** The coverage that would apply after these records. */
  coverageAfter(records: readonly Coverage[], sources: readonly Source[], run: boolean): ApplicableCoverage {
    const coverage = run ? new ApplicableCoverage() : this.#coverage.clone();
    coverage.lay(records, sources);
    return coverage;
  }

  #advance(unit: string, now: Unit): void {
    const before = this.unit(unit);
    this.#units.set(unit, {
      ever: before.ever || now.ever,
      listed: later(before.listed, now.listed),
      named: later(before.named, now.named),
    });
  }

  /** The outcome that a stored finding counts as under the applicable coverage (FORMAT.md 6.4). */
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

  /** The state root (FORMAT.md S1). */
  root(): string {
    return this.#root.root();
  }
}

// Instants of one form compare as text.
const later = (a: string | null, b: string | null): string | null => (a === null || (b !== null && b > a) ? b : a);

/** The members of unit states that the format names: no other enters a comparison. */
export const namedUnits = (units: readonly UnitState[]): UnitState[] =>
  units.map(({ unit, ever, listed, named }) => ({ unit, ever, listed, named }));
