// Writes a query's rows as CSV: RFC 4180 quoting, and nothing that a spreadsheet would take for a formula.
import { stringify } from "csv-stringify/sync";
import type { Row } from "./rows.ts";

const COLUMNS = [
  "scope",
  "resource",
  "name",
  "type",
  "region",
  "check",
  "outcome",
  "because",
  "problem",
  "from",
  "to",
  "gaps",
  "transition",
  "ended",
  "record",
  "record_time",
  "data_time",
  "example",
] as const;

/**
 * Writes one header line and one line for each row. A cell without a value is empty. Gaps are intervals of ISO 8601. Anyone may choose names and labels.
 * `example`: the rows are example data, which each of them says, since a line beside them would break the table.
 */
export function rowsAsCsv(rows: readonly Row[], example: boolean): string {
  const cells = rows.map(({ scope, resource, name, type, region, check, interval }): readonly (string | null)[] => {
    const { outcome, because, problem, from, to, gaps, transition, end, said } = interval;
    const { record, time, dataTime } = said;
    const of = [scope, resource, name, type, region, check];
    return [
      ...of,
      outcome,
      because,
      problem?.code ?? null,
      from,
      to,
      gaps.map((gap) => `${gap.from}/${gap.to}`).join(" "),
      transition,
      end?.why ?? null,
      record,
      time,
      dataTime,
      example ? "example data" : null,
    ];
  });
  return stringify([COLUMNS, ...cells], { escape_formulas: true });
}
