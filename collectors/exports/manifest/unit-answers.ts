// Joins what several exports say of one unit. The rule, for every unit:
//
// 1. The exports of the latest data time that cover the unit answer for it, all of them (unit-plan.ts). An earlier export
//    counts for nothing, also where the later one is not complete: yesterday's file must not hide that something could
//    not be read today.
// 2. Among their items, a key's latest one counts, by the item's own data time. At one time, equal content counts once;
//    other content is contradictory: nobody knows which is true, so the key is listed and unread.
// 3. The unit is complete only if one of these exports is, lists every key that any of them lists, and no key is
//    contradictory. A resource that a complete export of that time lacks did not exist then, so no earlier answer for it counts.
//
// Items are not held: each goes out as it is read, and an answer that comes later replaces the one before it, as in a
// run. Only what is listed a second time has to be compared, and for that its exports are read again (`doubtful`).
import { canonicalize } from "../../../evidence-schema/bytes/canonical.ts";
import { sha256Binary } from "../../../evidence-schema/bytes/digest.ts";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import type { Item, UnitReading } from "../../port.ts";
import { UnitIntake, type Listing } from "../../unit-intake.ts";
import type { Intake } from "../intake.ts";
import type { ExportEntry } from "./manifest.ts";

/** The latest item so far of a key that is listed more than once. */
type Latest = {
  readonly item: Pick<Item, "key" | "unit" | "source" | "dataTime">;
  digest: string;
  contradictory: boolean;
};

type Unit = { readonly intakes: Intake[]; listed: number; readonly twice: Map<string, Latest | null> };

const OTHER_CONTENT: Problem = {
  code: "contradictory",
  detail: "exports of the same time show different content for the same resource",
};
const OTHER_KEYS: Problem = { code: "contradictory", detail: "exports of the same time list different resources" };

export class UnitAnswers {
  readonly #emit: (item: Item) => void;
  /** Filled by open(); #take() changes them in the first reading, #compare() in the second. */
  readonly #units = new Map<string, Unit>();
  readonly #opened = new Map<ExportEntry, readonly string[]>();

  constructor(emit: (item: Item) => void) {
    this.#emit = emit;
  }

  /** The intake of one export for the units it answers. Exports are opened and read one after the other. */
  open(entry: ExportEntry, units: readonly string[]): Intake {
    const intake = new UnitIntake(entry, units, (item) => this.#take(item));
    this.#opened.set(entry, units);
    for (const name of units) {
      const unit = this.#units.get(name);
      if (unit === undefined) this.#units.set(name, { intakes: [intake], listed: 0, twice: new Map() });
      else unit.intakes.push(intake);
    }
    return intake;
  }

  /** Exports to read again, in the order of the first reading, each with the units that need it. */
  doubtful(): readonly (readonly [entry: ExportEntry, units: readonly string[]])[] {
    return [...this.#opened].flatMap(([entry, units]) => {
      const again = units.filter((unit) => (this.#units.get(unit)?.twice.size ?? 0) > 0);
      return again.length === 0 ? [] : [[entry, again] as const];
    });
  }

  /** The intake of an export that is read again. */
  reopen(entry: ExportEntry, units: readonly string[]): Intake {
    return new UnitIntake(entry, units, (item) => this.#compare(item));
  }

  /** How complete each unit is, after all was read. Emits the keys that are contradictory. */
  conclude(): UnitReading[] {
    return [...this.#units].map(([name, unit]) => {
      const contradictory = [...unit.twice.values()].filter((latest) => latest?.contradictory === true) as Latest[];
      for (const { item } of contradictory) {
        const { key, source, dataTime } = item;
        this.#emit({ key, unit: name, source, dataTime, problem: OTHER_CONTENT });
      }
      return readingOf(name, unit, contradictory.length > 0);
    });
  }

  #take(item: Item): void {
    const unit = this.#units.get(item.unit) as Unit;
    if (unit.intakes.some((intake) => intake.hasListed(item.unit, item.key))) {
      unit.twice.set(item.key, null);
      return;
    }
    unit.listed += 1;
    this.#emit(item);
  }

  // In the order of the first reading, so that the first of a key is the one that was emitted.
  #compare(item: Item): void {
    const twice = this.#units.get(item.unit)?.twice;
    const latest = twice?.get(item.key);
    if (twice === undefined || latest === undefined) return;
    const { key, unit, source, dataTime } = item;
    if (latest !== null && dataTime < latest.item.dataTime) return;
    const digest = digestOf(item);
    if (latest !== null && dataTime === latest.item.dataTime) {
      latest.contradictory ||= digest !== latest.digest;
      return;
    }
    if (latest !== null) this.#emit(item);
    twice.set(key, { item: { key, unit, source, dataTime }, digest, contradictory: false });
  }
}

// Which export said it is not part of what it says; in canonical form, since formats write members in other orders.
const digestOf = (item: Item): string => sha256Binary(canonicalize({ ...item, source: "" }));

function readingOf(name: string, { intakes, listed }: Unit, contradictory: boolean): UnitReading {
  const lists = (intake: Intake): Listing => intake.listing(name) as Listing;
  const complete = intakes.filter((intake) => lists(intake).problem === null);
  const whole = contradictory ? undefined : complete.find((intake) => lists(intake).keys.size === listed);
  const shown = whole ?? (intakes[0] as Intake);
  const incomplete = contradictory ? OTHER_CONTENT : complete.length > 0 ? OTHER_KEYS : lists(shown).problem;
  const expected = [shown, ...intakes].map((intake) => lists(intake).expected).find((count) => count !== null);
  const pages = intakes.reduce((sum, intake) => sum + intake.pages, 0);
  return {
    unit: name,
    source: shown.entry.source,
    complete: whole !== undefined,
    dataTime: pages > 0 ? shown.entry.dataTime : null,
    listed,
    ...(expected === undefined ? {} : { expected }),
    problem: whole === undefined ? incomplete : null,
    pages,
    first: shown.first,
    last: shown.last,
    server: null,
  };
}
