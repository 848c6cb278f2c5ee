// Finds how a resource was described at a time of a window: its name, its unit, its region and its labels.
import type { Described } from "../../timeline/period-answer.ts";
import type { Row, Rows } from "../rows.ts";

const LABELS = `select key, incarnation, from_time, labels, unit, region, name from label
  where scope = :scope and from_time < :to order by rowid`;

export class Descriptions {
  readonly #rows: ReadonlyMap<string, readonly Row[]>;

  /** Those of a scope that begin before `to`. */
  constructor(rows: Rows, scope: string, to: string) {
    this.#rows = Map.groupBy(rows.all(LABELS, { scope, to }), ({ key, incarnation }) => idOf(key, incarnation));
  }

  /** As it was before an instant, or as it was last. */
  before(key: string, incarnation: string, instant: string | null): Described {
    const rows = this.#rows.get(idOf(key, incarnation)) ?? [];
    const row =
      (instant === null ? undefined : rows.findLast((each) => String(each["from_time"]) < instant)) ?? rows.at(-1);
    return describedBy(key, row as Row);
  }

  /** As it was from the record of a time on. */
  from(key: string, incarnation: string, instant: string): Described {
    const rows = this.#rows.get(idOf(key, incarnation)) ?? [];
    return describedBy(key, rows.findLast((each) => String(each["from_time"]) <= instant) as Row);
  }
}

const idOf = (key: unknown, incarnation: unknown): string => `${String(key)}\n${String(incarnation)}`;

const describedBy = (key: string, { unit, region, name, labels }: Row): Described => ({
  key,
  unit: String(unit),
  region: region as string | null,
  name: name as string | null,
  labels: JSON.parse(String(labels)) as Described["labels"],
});
