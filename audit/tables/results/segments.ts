// Reads the segments of a scope up to the end of a window: their times, where they end, and what a second source counted in the last run.
import type { Position } from "../../../evidence-schema/record/record.ts";
import type { SecondCount } from "../../second-counts.ts";
import type { Row, Rows } from "../rows.ts";

/** [from, to), in the times of records as records write them. */
export type Window = { readonly from: string; readonly to: string };

const SEGMENTS = `select object, gen, last, time, trigger_kind, counted from segment
  where scope = :scope and time < :to order by gen, first`;

export class Segments {
  readonly #segments: readonly Row[];
  readonly #times: ReadonlyMap<string, string>;

  constructor(rows: Rows, scope: string, to: string) {
    this.#segments = rows.all(SEGMENTS, { scope, to });
    this.#times = new Map(this.#segments.map(({ object, time }) => [String(object), String(time)]));
  }

  /** The last line; seq -1 where there is none. */
  get end(): Position {
    const last = this.#segments.at(-1);
    return { gen: Number(last?.["gen"] ?? 0), seq: Number(last?.["last"] ?? -1) };
  }

  /** Those in the window, in order; of those before it the last only. */
  times(from: string): string[] {
    const times = this.#segments.map(({ time }) => String(time));
    return times.slice(
      Math.max(
        0,
        times.findLastIndex((time) => time < from),
      ),
    );
  }

  /** A batch of events counts nothing. */
  counted(): SecondCount[] {
    const run = this.#segments.findLast((each) => each["trigger_kind"] !== "event");
    return run === undefined ? [] : (JSON.parse(String(run["counted"])) as SecondCount[]);
  }

  /** The time of a record: an answer of an event may rest on what a run before it said. */
  timeOf(record: string): string {
    return this.#times.get(record.slice(0, record.lastIndexOf(":"))) as string;
  }
}
