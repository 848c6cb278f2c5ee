// Finds how a resource was described at a time of a window: its name, its unit, its region and its labels.
import type { Described } from "../../timeline/period-answer.ts";
import type { Row, Rows } from "../rows.ts";

const LABELS = `select from_time, labels, unit, region, name from label
  where scope = :scope and key = :key and incarnation = :incarnation and from_time < :to order by rowid`;

export class Descriptions {
  readonly #rows: Rows;
  readonly #scope: string;
  readonly #to: string;
  /** The rows of the resource that was asked about last: its results are asked about one after the other. */
  #last: { readonly key: string; readonly incarnation: string; readonly rows: readonly Row[] } | null = null;
  /** By their text: most resources of a scope share few. Filled by #described(). */
  readonly #labels = new Map<string, Described["labels"]>();

  /** Those of a scope that begin before `to`. */
  constructor(rows: Rows, scope: string, to: string) {
    this.#rows = rows;
    this.#scope = scope;
    this.#to = to;
  }

  /** As it was before an instant; null: as it was last. */
  before(key: string, incarnation: string, instant: string | null): Described {
    const rows = this.#of(key, incarnation);
    const isBefore = (row: Row): boolean => instant === null || String(row["from_time"]) < instant;
    return this.#described(key, (rows.findLast(isBefore) ?? rows.at(-1)) as Row);
  }

  #of(key: string, incarnation: string): readonly Row[] {
    if (this.#last?.key !== key || this.#last.incarnation !== incarnation)
      this.#last = {
        key,
        incarnation,
        rows: this.#rows.all(LABELS, { scope: this.#scope, key, incarnation, to: this.#to }),
      };
    return this.#last.rows;
  }

  #described(key: string, { unit, region, name, labels: text }: Row): Described {
    let labels = this.#labels.get(text as string);
    if (labels === undefined)
      this.#labels.set(text as string, (labels = JSON.parse(text as string) as Described["labels"]));
    return { key, unit: unit as string, region: region as string | null, name: name as string | null, labels };
  }
}
