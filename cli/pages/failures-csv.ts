// Writes the results that fail at the newest seal as CSV, in the names of a query's columns where both have them.
import { csvOf } from "../csv.ts";
import type { Failure } from "./failures.ts";

const COLUMNS = [
  "scope",
  "resource",
  "name",
  "type",
  "region",
  "check",
  "because",
  "since",
  "at_least",
  "limit_from",
  "record",
  "record_time",
  "last_read",
  "account",
  "controls",
  "criteria",
  "severity",
  "owner",
  "place",
  "counts",
  "acceptance",
  "accepted_until",
  "example",
] as const;

/**
 * Writes one header line and one line for each failure. A cell without a value is empty, and controls and criteria stand in
 * one cell each with spaces between them.
 */
export function failuresAsCsv(failures: readonly Failure[], example: boolean): string {
  const cells = failures.map((each): readonly (string | null)[] => {
    const { scope, resource, name, type, region, check, because, since, atLeast, record, recorded, lastRead } = each;
    const { limitFrom, account, controls, criteria, severity, owner, place, counts, waiver } = each;
    const of = [scope, resource, name, type, region, check];
    const failed = [because, since, String(atLeast), limitFrom, record, recorded, lastRead];
    const policy = [account, controls.join(" "), criteria.join(" "), severity, owner, place, String(counts)];
    return [...of, ...failed, ...policy, waiver?.id ?? null, waiver?.until ?? null, example ? "example data" : null];
  });
  return csvOf(COLUMNS, cells);
}
