/** What one export gives: its items on their way to the run, and how complete each unit it answers came out. */
import type { Problem } from "../../evidence-schema/record.ts";
import type { Snapshot, UnitReading, Unread } from "../port.ts";
import type { ExportEntry } from "./manifest.ts";

export type Item = Snapshot | Unread;

type Unit = { listed: number; problem: Problem | null };

export class Intake {
  readonly entry: ExportEntry;
  readonly #units: Map<string, Unit>;
  readonly #emit: (item: Item) => void;
  readonly #keys = new Set<string>();
  #read = false;
  #first: string | null = null;
  #last: string | null = null;

  /** `units`: the planned units that this export, and no other, answers for. */
  constructor(entry: ExportEntry, units: readonly string[], emit: (item: Item) => void) {
    this.entry = entry;
    this.#units = new Map(units.map((unit) => [unit, { listed: 0, problem: null }]));
    this.#emit = emit;
  }

  /** Whether items of `unit` are asked for here. */
  wants(unit: string): boolean {
    return this.#units.has(unit);
  }

  /** One item of a unit that is wanted. */
  take(item: Item): void {
    const unit = this.#units.get(item.unit);
    if (unit === undefined) return;
    // Pages that shift while they are read show one row twice, and then lack another.
    if (this.#keys.has(item.key)) this.spoil(item.unit, { code: "contradictory", detail: "a key is listed twice" });
    else unit.listed += 1;
    this.#keys.add(item.key);
    this.#emit(item);
  }

  /** The file was there and read: its units have the data time of the export. */
  opened(first: string | null = null, last: string | null = first): void {
    this.#read = true;
    this.#first = first;
    this.#last = last;
  }

  /** `unit` is not complete. The first problem stands. */
  spoil(unit: string, problem: Problem): void {
    const state = this.#units.get(unit);
    if (state !== undefined) state.problem ??= problem;
  }

  /** None of the units is complete. */
  spoilAll(problem: Problem): void {
    for (const unit of this.#units.keys()) this.spoil(unit, problem);
  }

  readings(): UnitReading[] {
    return [...this.#units].map(([unit, { listed, problem }]) => ({
      unit,
      source: this.entry.source,
      complete: problem === null,
      dataTime: this.#read ? this.entry.dataTime : null,
      listed,
      problem,
      pages: this.#read ? 1 : 0,
      first: this.#first,
      last: this.#last,
      server: null,
    }));
  }
}
