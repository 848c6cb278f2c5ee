// Writes a population as two files: its rows as CSV, and its ids alone, a line each, whose SHA-256 is the population's digest.
import { existsSync } from "node:fs";
import type { Population } from "../../audit/handover/population.ts";
import { csvOf } from "../csv.ts";
import { UsageError } from "../exit.ts";
import type { Home } from "../places/home.ts";
import { refusePlace, writeNamed } from "../places/written-file.ts";

/** The first column of the list: the place of a row, from 1. */
const HEAD = "row,id";

/** The file of ids that belongs to a list: `items.csv` has `items.ids.txt`. */
const idsBeside = (path: string): string => `${path.replace(/\.csv$/i, "")}.ids.txt`;

/** Rejects with UsageError where one of the two can't be written. */
export async function refuseLists(path: string, home: Home): Promise<void> {
  await refusePlace(path, home, { what: "list of a population", begin: HEAD });
  const ids = idsBeside(path);
  // Ids alone have no head by which an earlier list is known: the list beside them is.
  if (existsSync(ids) && !existsSync(path))
    throw new UsageError(
      `${ids} is there, and no list ${path} beside it. Name another file, or remove this one. Nothing was written`,
    );
  await refusePlace(ids, home, { what: "list of ids", begin: "" });
}

/** Gives the path of the file of ids. */
export async function writeLists(path: string, population: Population): Promise<string> {
  await writeNamed(path, `${populationAsCsv(population)}\n`);
  const ids = idsBeside(path);
  await writeNamed(ids, population.rows.map(({ id }) => `${id}\n`).join(""));
  return ids;
}

/** A cell that a spreadsheet would take for a formula has an apostrophe before it. */
function populationAsCsv({ rows }: Population): string {
  const columns = Object.keys(rows[0]?.cells ?? {});
  return csvOf(
    ["row", "id", ...columns],
    rows.map(({ id, cells }, at) => [String(at + 1), id, ...columns.map((column) => cells[column] ?? null)]),
  );
}
