// Makes the population that a question asks for, from the derived tables.
import { checks as allChecks } from "../../../checks/index.ts";
import type { Rows } from "../../tables/rows.ts";
import { populationOf, type Kind, type Population, type PopulationRow } from "../population.ts";
import type { Asked } from "./asked.ts";
import { changeRows } from "./observed-changes.ts";
import { dayRows } from "./days.ts";
import { failureRows } from "./failures.ts";
import { itemRows } from "./items.ts";
import { peopleRows } from "./people.ts";
import { runRows } from "./runs.ts";

const severityOf = (check: string) => allChecks.find(({ id }) => id === check)?.severity ?? null;

const ROWS: { readonly [kind in Kind]: (rows: Rows, asked: Asked) => PopulationRow[] } = {
  items: (rows, asked) => itemRows(rows, asked),
  failures: (rows, asked) => failureRows(rows, asked, severityOf),
  days: dayRows,
  runs: runRows,
  people: peopleRows,
  "observed-changes": changeRows,
};

/** Throws RangeError where two rows have one id. */
export const populationIn = (rows: Rows, asked: Asked): Population =>
  populationOf(ROWS[asked.question.of](rows, asked));
