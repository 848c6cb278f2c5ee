// Collects the changes that a segment tells of, and counts the results that were seen for the first time.
import { knownSince } from "../../evidence-schema/record/known-since.ts";
import type { Finding, Statement } from "../../evidence-schema/record/record.ts";
import { dataTimesIn, readingTime } from "../../evidence-schema/state/data-times.ts";
import type { State } from "../../evidence-schema/state/state.ts";
import { turnedByTime } from "../../evidence-schema/state/turned-by-time.ts";

/** A change in a scope, as it was written: a finding with a transition, or a departure. */
export type Change =
  | {
      readonly is: "finding";
      readonly key: string;
      /** The resource's name; null where it has none, and for people. */
      readonly name: string | null;
      readonly finding: Finding;
      /** Time alone turned the result: nothing was changed. */
      readonly byTime: boolean;
      readonly since: string;
    }
  | { readonly is: "departure"; readonly key: string; readonly reason: string };

/** Results that were seen for the first time, and how many of them fail. */
export type Baseline = { readonly results: number; readonly failing: number };

/**
 * A change before the state after the segment is known: `dataTime` is that of the resource, null where it was judged anew.
 * `before`: the finding that counted until now, where it was judged anew.
 */
type Told =
  | {
      readonly is: "finding";
      readonly key: string;
      readonly finding: Finding;
      readonly before: Finding | undefined;
      readonly dataTime: string | null;
    }
  | Extract<Change, { readonly is: "departure" }>;

/** Hears the statements of one segment. A baseline is only counted, since that of a large scope has as many results. */
export class Changes {
  readonly #told: Told[] = [];
  /** Keys of which the segment says something new. */
  readonly #touched = new Set<string>();
  // Both are raised by #hear() alone.
  #results = 0;
  #failing = 0;

  /** `state`: as it is before it takes the statement in; null where it is not known any more. */
  hear(statement: Statement, state: State | null): void {
    if (statement.type === "departure") {
      const { key, reason } = statement.body;
      this.#touched.add(key);
      this.#told.push({ is: "departure", key, reason });
    } else if (statement.type === "finding") {
      const { key, finding } = statement.body;
      const entry = state?.entries.get(key);
      const stored = entry?.findings.find(({ check }) => check === finding.check);
      // The coverage is that of the segment before until this one has its own.
      const counts =
        entry !== undefined && stored !== undefined && state?.effective(entry, stored).outcome === stored.outcome;
      this.#hear({ key, finding, before: counts ? stored : undefined, dataTime: null });
    } else if (statement.type === "observation") {
      const { key, dataTime, findings, restated } = statement.body;
      if (!restated) this.#touched.add(key);
      for (const finding of findings) this.#hear({ key, finding, before: undefined, dataTime: dataTime ?? null });
    } else if (statement.type === "context" && !statement.body.restated) this.#touched.add(statement.body.key);
  }

  #hear(told: Omit<Extract<Told, { readonly is: "finding" }>, "is">): void {
    const { finding } = told;
    if (finding.transition === null) return;
    if (finding.transition !== "baseline") {
      this.#told.push({ is: "finding", ...told });
      return;
    }
    this.#results += 1;
    if (finding.outcome === "fail") this.#failing += 1;
  }

  get baseline(): Baseline {
    return { results: this.#results, failing: this.#failing };
  }

  /** The changes with their beginnings, by the state after the segment and the time of its records. */
  in({ state, time }: { readonly state: State; readonly time: string }): Change[] {
    const times = dataTimesIn(state);
    return this.#told.map((each) => {
      if (each.is === "departure") return each;
      const { is, key, finding, before, dataTime } = each;
      const entry = state.entries.get(key);
      const own = dataTime ?? readingTime(entry, times);
      const since = knownSince(finding, own, times) ?? time;
      const alone = dataTime === null;
      const byTime = turnedByTime(before, finding, { alone, isTouched: (relied) => this.#touched.has(relied) });
      return { is, key, name: entry?.name ?? null, finding, byTime, since };
    });
  }
}
