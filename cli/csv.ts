// Writes rows as CSV: RFC 4180 quoting, and nothing that a spreadsheet would take for a formula. Anyone may choose names and labels.
import { stringify } from "csv-stringify/sync";

/** Writes one header line and one line for each row, without a line break at the end. A cell without a value is empty. */
export const csvOf = (columns: readonly string[], rows: readonly (readonly (string | null)[])[]): string =>
  stringify([columns, ...rows], { escape_formulas: true }).trimEnd();
