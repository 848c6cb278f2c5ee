// Checks whether the pages of answers of Azure Resource Graph are all of them, by what each says of itself.
import type { Problem } from "../../../../evidence-schema/record/record.ts";
import { leadsOn } from "../../../json-shape.ts";
import type { Wrapper } from "../../json/json-elements.ts";

/**
 * Pages follow each other by `skip_token`; the one that has none is the last of its answer, and another answer may follow.
 * Each has the `count` of its rows and the `total_records` of the answer, to which they must add up. Tell it of every row
 * and of the end of every page, in order.
 */
export class PageChain {
  /** Pages so far. */
  count = 0;
  readonly #file: string;
  /** Set by #spoil(): the first problem stays. */
  #problem: Problem | null = null;
  /** Rows of the page that is read: counted by row(), compared and set to 0 by end(). */
  #rows = 0;
  // The answer whose pages are read, and its keys: end() begins it with the first page, and drops both with the last.
  #answer: { rows: number; readonly total: unknown } | null = null;
  readonly #keys = new Set<string>();

  constructor(file: string) {
    this.#file = file;
  }

  row(key: string): void {
    this.#rows += 1;
    // Pages that shift while they are read show one row twice, and then lack another: the counts are right all the same.
    if (this.#keys.has(key))
      this.#spoil(
        "contradictory",
        `${this.#file} lists a row twice, so its pages shifted and another row may be missing`,
      );
    this.#keys.add(key);
  }

  end({ ended, members }: Wrapper): void {
    this.count += 1;
    if (!ended) return this.#spoil("truncated", `${this.#file} ends before its closing bracket`);
    const { count, total_records: total, skip_token: next } = members;
    this.#answer ??= { rows: 0, total };
    this.#answer.rows += this.#rows;
    if (total !== this.#answer.total) {
      this.#spoil(
        "truncated",
        `total_records in ${this.#file} differs between pages of one answer, so a page is missing`,
      );
    }
    if (count !== this.#rows) this.#miscounted();
    this.#rows = 0;
    if (leadsOn(next)) return;
    if (this.#answer.rows !== this.#answer.total) this.#miscounted();
    this.#answer = null;
    this.#keys.clear();
  }

  /** The first problem of the pages, after the last page; null where there was no problem. */
  problem(): Problem | null {
    if (this.#answer !== null)
      this.#spoil("truncated", `${this.#file} ends with a skip_token, so pages of the answer are missing`);
    return this.#problem;
  }

  #miscounted(): void {
    this.#spoil("truncated", `count or total_records in ${this.#file} differs from the number of rows`);
  }

  #spoil(code: Problem["code"], detail: string): void {
    this.#problem ??= { code, detail };
  }
}
