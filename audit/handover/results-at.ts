// Reads how the results of one resource stood at an instant.
import type { Looked } from "./population.ts";
import type { Row, Rows } from "../tables/rows.ts";

const AT = `select check_id, answer, because from result
  where scope = :scope and key = :key and incarnation = :incarnation and from_time < :before and (to_time is null or to_time >= :before)
    and answer not in ('absent', 'not-asked') order by check_id`;

export type ResultAt = { readonly check: string; readonly answer: string; readonly because: string };

/** In order of checks; empty where the resource was gone by then. */
export const resultsAt = (rows: Rows, { scope, key, incarnation, before }: Looked): ResultAt[] =>
  rows.all(AT, { scope, key, incarnation, before }).map((row: Row) => ({
    check: String(row["check_id"]),
    answer: String(row["answer"]),
    because: String(row["because"]),
  }));
