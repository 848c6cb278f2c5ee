// Keeps the runs of readings of a scope in memory, as the tables keep them in rows.
import type { ReadingRun } from "../../../audit/period/reading.ts";
import type { ReadSegment } from "../../../audit/reading/read-span.ts";
import type { OpenRun, RunChange } from "../../../audit/tables/follow/item-runs.ts";
import { completeOf } from "../../../audit/timeline/first-reading.ts";
import type { ApplicableCoverage } from "../../../evidence-schema/state/applicable-coverage.ts";

type KeptRun = OpenRun & { last: ReadingRun["last"] | null };

export class Kept {
  readonly #items = new Map<string, KeptRun[]>();
  #coverage: ApplicableCoverage | null = null;
  #time = 0;

  take(changes: readonly RunChange[], { state, time }: ReadSegment): void {
    for (const { key, check, ended, opened } of changes) {
      const id = `${key} ${check}`;
      const runs = this.#items.get(id) ?? [];
      this.#items.set(id, runs);
      if (opened.isBefore && runs.length > 0) continue;
      const last = runs.at(-1);
      if (last !== undefined && ended !== null)
        last.last = { time: ended.time, complete: Math.max(last.complete, ended.complete) };
      runs.push({ ...opened, last: null });
    }
    this.#coverage = state.coverage;
    this.#time = Date.parse(time);
  }

  /** Those of an item in order; the last is read until the last segment. */
  runs(id: string): ReadingRun[] {
    return (this.#items.get(id) ?? []).map((run) => ({
      ...run,
      last: run.last ?? {
        time: this.#time,
        complete: Math.max(run.complete, completeOf(run.units, this.#coverage)),
      },
    }));
  }
}
