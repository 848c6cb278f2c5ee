// Keeps the coverage that applies after a segment, and decides what it says of a key or a unit (FORMAT.md 6.4).
import type { Coverage, CoverageRow, Problem, Source } from "../record/record.ts";

type Asked = { readonly unit: string; readonly problem: Problem | null };
type Row = {
  readonly complete: boolean;
  readonly problem: Problem | null;
  readonly seen: ReadonlySet<string> | null;
  readonly unseen: "all" | ReadonlySet<string> | null;
  readonly listed: number;
  readonly dataTime: string | null;
  /** How much later than `dataTime` a change may still be missing, in seconds: the lane's stated lag. */
  readonly lagSeconds: number;
  /** Null where no source was asked. */
  readonly source: Source | null;
};

export const NOT_PLANNED: Problem = { code: "not-planned", detail: "no unit of the plan covers it" };

/** Whether a row, as far as it goes, saw a key of its unit. */
function sees(row: Row, key: string): boolean {
  if (row.complete) return true;
  if (row.seen !== null) return row.seen.has(key);
  return row.unseen !== null && row.unseen !== "all" && !row.unseen.has(key);
}

const readRow = (row: CoverageRow, source: Source | null): Row => ({
  complete: row.complete,
  problem: row.problem,
  seen: row.seen === undefined ? null : new Set(row.seen),
  unseen: row.unseen === undefined || row.unseen === "all" ? (row.unseen ?? null) : new Set(row.unseen),
  listed: row.listed,
  dataTime: row.dataTime,
  lagSeconds: source?.lagSeconds ?? 0,
  source,
});

const sameProblem = (a: Problem | null, b: Problem | null): boolean => a?.code === b?.code && a?.detail === b?.detail;

const sameKeys = (a: Row["unseen"], b: Row["unseen"]): boolean =>
  a === b || (a instanceof Set && b instanceof Set && a.size === b.size && a.isSubsetOf(b));

const sameRow = (a: Row, b: Row): boolean =>
  a.complete === b.complete &&
  sameProblem(a.problem, b.problem) &&
  sameKeys(a.seen, b.seen) &&
  sameKeys(a.unseen, b.unseen);

function differing<V>(
  a: ReadonlyMap<string, V>,
  b: ReadonlyMap<string, V>,
  same: (a: V, b: V) => boolean,
): Set<string> {
  const names = new Set<string>();
  for (const [name, value] of a) {
    const other = b.get(name);
    if (other === undefined || !same(value, other)) names.add(name);
  }
  for (const name of b.keys()) if (!a.has(name)) names.add(name);
  return names;
}

/** Rows by unit and answers to keys asked by name. A run starts an empty one; an event batch lays itself over the last. */
export class ApplicableCoverage {
  // Both are changed by lay() alone. A state never lays over the coverage that it has given out: it lays over a copy.
  readonly #rows = new Map<string, Row>();
  readonly #asked = new Map<string, Asked>();
  /** Made by #failedByUnit() when it is first asked for, dropped by lay(). */
  #failed: Map<string, { key: string; problem: Problem }> | null = null;

  /** A copy that can be laid over without changing this one. */
  clone(): ApplicableCoverage {
    const copy = new ApplicableCoverage();
    for (const [unit, row] of this.#rows) copy.#rows.set(unit, row);
    for (const [key, asked] of this.#asked) copy.#asked.set(key, asked);
    return copy;
  }

  /** Lays all coverage records of one segment over this one; `sources` are those of its run-opened. */
  lay(records: readonly Coverage[], sources: readonly Source[]): void {
    this.#failed = null;
    for (const record of records) {
      const of = sources.find(({ source }) => source === record.source) ?? null;
      for (const row of record.units) this.#replace(row.unit, readRow(row, of));
    }
    for (const { asked } of records) {
      for (const { key, unit } of asked.seen) this.#asked.set(key, { unit, problem: null });
      for (const { key } of asked.notFound) this.#asked.delete(key);
      for (const { key, unit, problem } of asked.failed) this.#asked.set(key, { unit, problem });
    }
  }

  #replace(unit: string, row: Row): void {
    this.#rows.set(unit, row);
    for (const [key, asked] of this.#asked)
      if (asked.unit === unit && (asked.problem === null || sees(row, key))) this.#asked.delete(key);
  }

  row(unit: string): Row | undefined {
    return this.#rows.get(unit);
  }

  /** Why a key that lies in `unit` is not current; null if it is. */
  currency(key: string, unit: string): Problem | null {
    const asked = this.#asked.get(key);
    if (asked !== undefined) return asked.problem;
    const row = this.#rows.get(unit);
    if (row === undefined) return NOT_PLANNED;
    return sees(row, key) ? null : (row.problem ?? NOT_PLANNED);
  }

  /** Why nothing can be concluded from absence in `unit`; null if it was fully read. */
  reading(unit: string): Problem | null {
    const row = this.#rows.get(unit);
    if (row === undefined) return NOT_PLANNED;
    return row.complete ? (this.#failedByUnit().get(unit)?.problem ?? null) : (row.problem ?? NOT_PLANNED);
  }

  /** Whether every key of the unit has one currency: nothing was asked by name, and the row is complete or saw nothing. */
  uniform(unit: string): boolean {
    if (this.#asked.size > 0) return false;
    const row = this.#rows.get(unit);
    return row === undefined || row.complete || row.unseen === "all";
  }

  /** Units and keys of which this and another coverage may say something else. When something was read makes no difference. */
  differences(other: ApplicableCoverage): { readonly units: ReadonlySet<string>; readonly keys: ReadonlySet<string> } {
    const keys = differing(this.#asked, other.#asked, (a, b) => a.unit === b.unit && sameProblem(a.problem, b.problem));
    return { units: differing(this.#rows, other.#rows, sameRow), keys };
  }

  #failedByUnit(): Map<string, { key: string; problem: Problem }> {
    if (this.#failed !== null) return this.#failed;
    const failed = new Map<string, { key: string; problem: Problem }>();
    for (const [key, { unit, problem }] of this.#asked) {
      if (problem === null) continue;
      const first = failed.get(unit);
      if (first === undefined || key < first.key) failed.set(unit, { key, problem });
    }
    this.#failed = failed;
    return failed;
  }
}
