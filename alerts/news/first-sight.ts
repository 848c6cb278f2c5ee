// Counts the results that were seen for the first time, or are judged by other tests, so that a first day is one message.
import type { Change } from "../../audit/timeline/timeline.ts";
import { standingOf } from "../../audit/standing/result.ts";
import { isWithin } from "../../controls/boundary.ts";
import type { Problem } from "../../evidence-schema/record/record.ts";
import type { NewsSegment } from "./result-news.ts";

/** `stated`: results that do not apply by the company's statement, of which nothing was read. */
export type Counted = { results: number; failing: number; stated: number };

export class FirstSight {
  // All are changed by take() alone, change by change; news reads them once all scopes were read.
  readonly #baseline = new Map<string, Counted>();
  readonly #rejudged = new Map<string, Counted>();
  readonly #unread = new Map<string, { problem: Problem; results: number }>();
  readonly #scopes = new Set<string>();

  take(change: Change, { scope, policy, segment }: NewsSegment): void {
    const { check, ended, opened, after } = change;
    if (opened === null || after === null) return;
    // Later on a new resource that can't be read is one more under a cause that was told.
    const isUnread = segment.isFirst && opened.outcome === "indeterminate" && ended === null;
    const counts =
      opened.transition === "baseline" ? this.#baseline : opened.transition === "rejudged" ? this.#rejudged : null;
    if (counts === null && !isUnread) return;
    if (!isWithin(standingOf(scope, after, policy, segment.time).place)) return;
    this.#scopes.add(scope);
    if (counts === null) {
      this.#hide(opened.problem);
      return;
    }
    const count = counts.get(check) ?? { results: 0, failing: 0, stated: 0 };
    counts.set(check, count);
    count.results += 1;
    if (opened.outcome === "fail") count.failing += 1;
    if (after.findings.find((finding) => finding.check === check)?.basis === "stated") count.stated += 1;
  }

  #hide(problem: Problem | null): void {
    if (problem === null) return;
    const name = `${problem.code} ${problem.detail}`;
    const unread = this.#unread.get(name) ?? { problem, results: 0 };
    this.#unread.set(name, unread);
    unread.results += 1;
  }

  isEmpty(): boolean {
    return this.#baseline.size + this.#rejudged.size + this.#unread.size === 0;
  }

  get scopes(): readonly string[] {
    return [...this.#scopes].sort();
  }

  /** Results seen for the first time, by check; and those that another version or parameter judges otherwise. */
  get baseline(): ReadonlyMap<string, Counted> {
    return this.#baseline;
  }

  get rejudged(): ReadonlyMap<string, Counted> {
    return this.#rejudged;
  }

  /** Results that could not be read the first time, by cause, most first. */
  get unread(): readonly { readonly problem: Problem; readonly results: number }[] {
    return [...this.#unread.values()].sort((a, b) => b.results - a.results);
  }
}
