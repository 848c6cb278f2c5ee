// Writes rows as CSV: RFC 4180 quoting, and nothing that a spreadsheet would take for a formula. Anyone may choose names and labels.
import { stringify } from "csv-stringify/sync";

type Cells = readonly (string | null)[];

/** Writes one header line and one line for each row, without a line break at the end. A cell without a value is empty. */
export const csvOf = (columns: readonly string[], rows: readonly Cells[]): string => csvLines([columns, ...rows]);

/** Writes a line for each row, without a line break at the end. All rows have as many cells. */
export const csvLines = (rows: readonly Cells[]): string => stringify([...rows], { escape_formulas: true }).trimEnd();
