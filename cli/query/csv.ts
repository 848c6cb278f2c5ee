// Writes a query's rows as CSV.
import type { By } from "../../audit/timeline/results-over.ts";
import { csvOf } from "../csv.ts";
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
  "transition",
  "ended",
  "record",
  "record_time",
  "data_time",
  "began",
  "began_is",
  "gaps",
  "by",
  "account",
  "controls",
  "criteria",
  "severity",
  "owner",
  "place",
  "acceptance",
  "example",
] as const;

/**
 * Writes one header line and one line for each row. A cell without a value is empty. Gaps are intervals of ISO 8601,
 * and stand in one cell with spaces between them, as controls and criteria do.
 * `by`: the times that `from`, `to` and gaps are given in.
 * `example`: the rows are example data, which each of them says, since a line beside them would break the table.
 */
export function rowsAsCsv(rows: readonly Row[], by: By, example: boolean): string {
  const cells = rows.map(
    ({ scope, resource, name, type, region, check, interval, acting }): readonly (string | null)[] => {
      const { outcome, because, problem, from, to, gaps, transition, end, said, began } = interval;
      const { record, time, dataTime } = said;
      const { account, controls, criteria, severity, owner, place, acceptance } = acting;
      const of = [scope, resource, name, type, region, check];
      const found = [outcome, because, problem?.code ?? null, from, to, transition, end?.why ?? null];
      const policy = [account, controls.join(" "), criteria.join(" "), severity, owner, place, acceptance];
      const unread = gaps.map((gap) => `${gap.from}/${gap.to}`).join(" ");
      const recorded = [record, time, dataTime, began?.at ?? null, began?.is ?? null];
      return [...of, ...found, ...recorded, unread, by, ...policy, example ? "example data" : null];
    },
  );
  return csvOf(COLUMNS, cells);
}
