// Takes the results of one reading: hands its items to the caller that puts readings together,
// and notes how complete each unit is.
import type { Problem } from "../evidence-schema/record/record.ts";
import type { Item } from "./port.ts";

/** How one reading came out for one unit. */
export type Listing = {
  readonly keys: ReadonlySet<string>;
  readonly problem: Problem | null;
  /** Why the first resource that is listed and unread could not be read; null where all were read. */
  readonly unread: Problem | null;
  /** The count of a second source; null where no second source counted. */
  readonly expected: number | null;
};

type Unit = {
  readonly keys: Set<string>;
  /** Ids of resources that the listing names and that belong to another scope. */
  readonly elsewhere: Set<string>;
  problem: Problem | null;
  unread: Problem | null;
  expected: number | null;
};

/** `Entry`: what the reading is of, an export or the answers of a cloud. */
export class UnitIntake<Entry> {
  readonly entry: Entry;
  readonly #units: Map<string, Unit>;
  readonly #give: (item: Item) => void;
  // All three are set by opened() alone. `pages` stays 0 where there was no answer.
  pages = 0;
  first: string | null = null;
  last: string | null = null;
  /** How late the reading tells of a change, in seconds, by what it says itself: raised by told() alone. */
  lagSeconds = 0;

  /** `units`: the planned units that this reading answers for, alone or with others of its data time. */
  constructor(entry: Entry, units: readonly string[], give: (item: Item) => void) {
    this.entry = entry;
    this.#units = new Map(
      units.map((unit) => [
        unit,
        { keys: new Set(), elsewhere: new Set(), problem: null, unread: null, expected: null },
      ]),
    );
    this.#give = give;
  }

  /** Whether items of `unit` are asked for here. */
  wants(unit: string): boolean {
    return this.#units.has(unit);
  }

  /** How the reading came out for `unit`; undefined where it was not asked for it. */
  listing(unit: string): Listing | undefined {
    const state = this.#units.get(unit);
    if (state === undefined) return undefined;
    const { keys, elsewhere, problem, unread, expected } = state;
    return { keys, problem, unread, expected: expected === null ? null : expected - elsewhere.size };
  }

  /** Whether the reading has listed a key in `unit`. */
  hasListed(unit: string, key: string): boolean {
    return this.#units.get(unit)?.keys.has(key) === true;
  }

  /** The listing names a resource of another scope. It counts in no unit here, and is read only if that scope is enrolled. */
  passOver(unit: string, id: string): void {
    this.#units.get(unit)?.elsewhere.add(id);
  }

  /** Takes an item. Items that lie in no wanted unit are passed over. */
  take(item: Item): void {
    const unit = this.#units.get(item.unit);
    if (unit === undefined) return;
    this.#give(item);
    unit.keys.add(item.key);
    if ("problem" in item) unit.unread ??= item.problem;
  }

  /**
   * Takes an item of a listing whose pages may shift while they are read, and that has no count of its own: a row that moves
   * to the next page shows twice, and another row then shows on neither page.
   */
  takeOnce(item: Item): void {
    if (this.hasListed(item.unit, item.key)) {
      this.spoil(item.unit, {
        code: "contradictory",
        detail: "the listing names a resource twice, so its pages shifted and another resource may be missing",
      });
    }
    this.take(item);
  }

  /** There was an answer: its units have the data time of the reading. */
  opened(first: string | null = null, last: string | null = first, pages = 1): void {
    this.pages = pages;
    this.first = first;
    this.last = last;
  }

  /** The reading says of itself that it tells of a change up to `lagSeconds` later. The longest lag stands. */
  told(lagSeconds: number): void {
    this.lagSeconds = Math.max(this.lagSeconds, lagSeconds);
  }

  /** A second source counts `count` resources of `unit`. The last count stands. */
  expect(unit: string, count: number): void {
    const state = this.#units.get(unit);
    if (state !== undefined) state.expected = count;
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
}
