// Finds the time from which the data of each segment counts, for questions that are asked by the time of the data.
import { LF } from "../../evidence-schema/bytes/canonical.ts";
import type { ChainRecord, Coverage } from "../../evidence-schema/record/record.ts";
import { readCanonical } from "../../evidence-schema/record/record-line.ts";

/** Follows the segments of one scope in order. */
export class DataTime {
  /** The time of the last segment that was followed; next() sets it. */
  #last: string | null = null;

  /**
   * The latest data time of what the segment read, or the time of its records if it read nothing. Segments count in the order
   * of their chain: one whose data is older counts from the time of the one before. `lines`: the segment, not yet read.
   */
  next(lines: Buffer): string {
    const read = coverageIn(lines).flatMap(timesOf);
    const own = read.toSorted().at(-1) ?? recordAt(lines, 0).time;
    this.#last = this.#last !== null && this.#last > own ? this.#last : own;
    return this.#last;
  }
}

const COVERAGE = Buffer.from('"type":"coverage"');

function coverageIn(lines: Buffer): Coverage[] {
  const found: Coverage[] = [];
  // Bytes after the last LF are no line: reading the segment says so.
  for (let start = 0, end = lines.indexOf(LF); end !== -1; start = end + 1, end = lines.indexOf(LF, start)) {
    const line = lines.subarray(start, end);
    if (!line.includes(COVERAGE)) continue;
    const { type, body } = recordAt(lines, start);
    if (type === "coverage") found.push(body as unknown as Coverage);
  }
  return found;
}

const recordAt = (lines: Buffer, start: number): ChainRecord =>
  readCanonical(lines.subarray(start, lines.indexOf(LF, start) + 1)) as unknown as ChainRecord;

const timesOf = ({ units, asked }: Coverage): string[] => [
  ...units.flatMap(({ dataTime }) => dataTime ?? []),
  ...[...asked.seen, ...asked.notFound, ...asked.failed].map(({ dataTime }) => dataTime),
];
