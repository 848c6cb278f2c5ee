// Finds the time from which the data of each segment counts, for questions that are asked by the time of the data.
import type { Coverage } from "../../evidence-schema/record/record.ts";
import type { ReadSegment } from "./read-span.ts";

/** Follows the segments of one scope in order. */
export class DataTime {
  /** The time of the last segment that was followed; next() sets it. */
  #last: string | null = null;

  /**
   * The latest data time of what the segment read, or the time of its records if it read nothing. Segments count in the order
   * of their chain: one whose data is older counts from the time of the one before.
   */
  next({ records, time }: Pick<ReadSegment, "records" | "time">): string {
    const read = records.flatMap(({ statement }) => (statement.type === "coverage" ? timesOf(statement.body) : []));
    const own = read.toSorted().at(-1) ?? time;
    this.#last = this.#last !== null && this.#last > own ? this.#last : own;
    return this.#last;
  }
}

const timesOf = ({ units, asked }: Coverage): string[] => [
  ...units.flatMap(({ dataTime }) => dataTime ?? []),
  ...[...asked.seen, ...asked.notFound, ...asked.failed].map(({ dataTime }) => dataTime),
];
