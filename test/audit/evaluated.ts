// The brute-force timeline: everything is evaluated after every segment, and what differs from before opens an interval.
import type { ReadSegment } from "../../audit/reading/read-span.ts";
import type { Interval, Timeline } from "../../audit/timeline/timeline.ts";

export type Plain = Pick<Interval, "incarnation" | "from" | "to" | "outcome" | "transition"> & {
  readonly problem: string;
};

/** Everything evaluated after every segment, and put side by side. */
export class Evaluated {
  readonly intervals = new Map<string, Plain[]>();

  follow({ state, records, isFirst, time }: ReadSegment): void {
    const now = new Map<string, Plain>();
    for (const entry of state.entries.values()) {
      for (const finding of entry.findings) {
        const { outcome, problem } = state.effective(entry, finding);
        const told = records.flatMap(({ statement: { type, body } }) => {
          if (type === "observation" && body.key === entry.key)
            return body.findings.map((each) => ({ each, restated: body.restated }));
          return type === "finding" && body.key === entry.key ? [{ each: body.finding, restated: false }] : [];
        });
        const said = told.findLast(({ each }) => each.check === finding.check);
        const from = isFirst && said?.restated !== false ? null : time;
        const transition = said?.each.transition ?? null;
        const { incarnation } = entry;
        const cause = problem === null ? "" : `${problem.code}: ${problem.detail}`;
        now.set(`${entry.key} ${finding.check}`, { incarnation, from, to: null, outcome, transition, problem: cause });
      }
    }
    for (const id of new Set([...this.intervals.keys(), ...now.keys()])) this.#compare(id, now.get(id), time);
  }

  #compare(id: string, now: Plain | undefined, time: string): void {
    const intervals = this.intervals.get(id) ?? [];
    this.intervals.set(id, intervals);
    const open = intervals.at(-1)?.to === null ? intervals.at(-1) : undefined;
    const same = (["incarnation", "outcome", "problem"] as const).every((member) => open?.[member] === now?.[member]);
    if (same && (now?.transition ?? null) === null) return;
    if (open !== undefined) intervals[intervals.length - 1] = { ...open, to: time };
    if (now !== undefined) intervals.push(now);
  }
}

export function plainly(timeline: Timeline): Map<string, Plain[]> {
  const results = timeline.results().map(({ check, entry, intervals }): [string, Plain[]] => [
    `${entry.key} ${check}`,
    intervals.map(({ incarnation, from, to, outcome, transition, problem }) => {
      const cause = problem === null ? "" : `${problem.code}: ${problem.detail}`;
      return { incarnation, from, to, outcome, transition, problem: cause };
    }),
  ]);
  return new Map(results);
}

export const sorted = (map: ReadonlyMap<string, readonly Plain[]>): unknown =>
  [...map].filter(([, intervals]) => intervals.length > 0).sort(([a], [b]) => (a < b ? -1 : 1));
