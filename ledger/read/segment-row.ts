// Reads from a segment object's bytes alone what a seal's row must say of the segment.
// Other code checks whether the segment fits its chain.
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";
import { jsonEqual } from "../../evidence-schema/bytes/equal.ts";
import { segmentRow, type SegmentRow } from "../../evidence-schema/log/log-schema.ts";
import { OUTCOMES, type Counts } from "../../evidence-schema/record/record.ts";
import { readCanonical } from "../../evidence-schema/record/record-line.ts";
import { require, show, Violation } from "../../evidence-schema/violation.ts";
import { gunzipMember } from "./gzip-member.ts";
import { splitLines } from "./stored.ts";

const MEMBERS = (Object.keys(segmentRow.shape) as (keyof SegmentRow)[]).sort();

/** The row of a segment, without what else is known of the segment. */
export const segmentRowOf = (segment: SegmentRow): SegmentRow =>
  Object.fromEntries(MEMBERS.map((member) => [member, segment[member]])) as SegmentRow;

/** The members of a row that are compared. */
export type ComparedRow = Omit<SegmentRow, "key">;

/** Only the outcomes that the format names are compared. */
const namedCounts = (counts: Counts | null): { [outcome: string]: unknown } | null =>
  counts === null ? null : Object.fromEntries(OUTCOMES.map((outcome) => [outcome, counts[outcome]]));

/** Throws Violation of L5 at the first member in which a seal's row is not what the object is. */
export function compareRow(row: SegmentRow, found: ComparedRow): void {
  for (const member of MEMBERS) {
    if (member === "key") continue;
    const of = (value: ComparedRow): unknown =>
      member === "counts" ? namedCounts(value.counts as Counts | null) : value[member];
    require(jsonEqual(of(found), of(row)), "L5", () => `${member} ${show(of(row))}`, () => show(of(found)));
  }
}

/** Throws Violation of L5 unless a row says what these bytes say of themselves. */
export function compareWithObject(row: SegmentRow, bytes: Buffer | null): void {
  require(bytes !== null, "L5", () => `the segment ${row.key}`, () => "no such object");
  try {
    compareRow(row, rowOf(bytes));
  } catch (error) {
    if (error instanceof Violation && error.rule !== "L5")
      throw new Violation("L5", `the content of ${row.key}`, `a segment that breaks ${error.message}`);
    throw error;
  }
}

function rowOf(bytes: Buffer): ComparedRow {
  const inflated = gunzipMember(bytes);
  const lines = splitLines(inflated);
  const [first, last] = [lines[0] as Buffer, lines.at(-1) as Buffer].map(
    (line) => readCanonical(line) as { readonly [member: string]: unknown },
  );
  const closed = last?.["type"] === "run-closed" ? (last["body"] as { root?: unknown; counts?: unknown }) : {};
  return {
    content: sha256Hex(inflated),
    object: sha256Hex(bytes),
    first: first?.["seq"],
    last: last?.["seq"],
    before: first?.["prev"],
    after: sha256Hex(lines.at(-1) as Buffer),
    root: closed.root ?? null,
    counts: closed.counts ?? null,
    run: first?.["run"],
    time: first?.["time"],
  } as ComparedRow;
}
