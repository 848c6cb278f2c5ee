// Writes a sample as a worksheet: how it was drawn, then a row for each item, with empty columns for the tester.
import { csvLines } from "../csv.ts";
import type { SampleRow } from "./sample-rows.ts";

/** The first cell of every worksheet. */
export const WORKSHEET = "Sample";

/** The columns that the tester fills in. */
const TESTER = ["tester", "tested_on", "evidence_seen", "result", "note"];

/** The lines before the table: a label and its text. */
export type Opening = readonly (readonly [label: string, text: string])[];

/** A cell that a spreadsheet would take for a formula has an apostrophe before it. */
export function worksheetAsCsv(opening: Opening, rows: readonly SampleRow[]): string {
  const columns = Object.keys(rows[0]?.cells ?? {}).filter((column) => column !== "record");
  const header = ["no", "rank", "id", ...columns, "results", "native_values", "record", "command_at_source", ...TESTER];
  const padded = (cells: readonly (string | null)[]): readonly (string | null)[] =>
    header.map((_, at) => cells[at] ?? null);
  const table = rows.map(({ id, rank, cells, results, native, record, source }, at) =>
    padded([
      String(at + 1),
      rank,
      id,
      ...columns.map((column) => cells[column] ?? null),
      results,
      native,
      record,
      source,
    ]),
  );
  return csvLines([...opening.map(padded), padded([]), header, ...table]);
}
