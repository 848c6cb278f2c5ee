// Makes the sheet that holds our counts against those of second sources, and leaves room for the auditor's own.
import { splitUnit } from "../../../evidence-schema/record/record.ts";
import { instant as isoOf } from "../../tables/rows.ts";
import { sourceCount } from "../source-count.ts";
import type { WorkbookFrom } from "./from.ts";
import { SHEETS } from "./names.ts";
import { blank, instant, number, tableOf, text, type ColumnOf, type Draft } from "./sheet.ts";

type Row = {
  readonly scope: string;
  readonly type: string;
  readonly region: string;
  readonly here: number;
  readonly second: {
    readonly listed: number;
    readonly expected: number;
    readonly time: string;
  } | null;
};

const COLUMNS: readonly ColumnOf<Row>[] = [
  text("Scope", 26, ({ scope }) => scope),
  text("Type", 36, ({ type }) => type),
  text("Region", 16, ({ region }) => region),
  number("Count here at the end", ({ here }) => here),
  number("Listed by the source in its last run", ({ second }) => second?.listed ?? null),
  number("Count of the second source in that run", ({ second }) => second?.expected ?? null),
  instant("Second count recorded", ({ second }) => (second === null ? null : Date.parse(second.time))),
  number("Difference (second source - listed)", ({ second }) =>
    second === null ? null : second.expected - second.listed,
  ),
  text("Command that counts at the source, now", 90, ({ scope, type, region }) => sourceCount(scope, type, region)),
  blank("Count you got"),
  blank("Counted on"),
  blank("Note"),
];

const COUNTS = `select scope, unit, count(*) as n from resource
  where first_seen < :to and (departed is null or departed >= :to) and scope in (select value from json_each(:scopes))
  group by scope, unit`;

export function reconciliationSheet({ report, rows }: WorkbookFrom): Draft {
  const { scopes } = report.boundary;
  const atEnd = scopes.reduce((sum, { population }) => sum + population.atEnd, 0);
  const named = JSON.stringify(scopes.map(({ scope }) => scope));
  const units = new Map<string, Row>();
  const add = (scope: string, unit: string, said: Partial<Row>): void => {
    const id = JSON.stringify([scope, unit]);
    units.set(id, { scope, ...splitUnit(unit), here: 0, second: null, ...units.get(id), ...said });
  };
  for (const row of rows.all(COUNTS, { to: isoOf(report.window.to), scopes: named }))
    add(String(row["scope"]), String(row["unit"]), { here: Number(row["n"]) });
  for (const second of report.reading.secondCounts) add(second.scope, second.unit, { second });
  const sorted = [...units].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  return {
    name: SHEETS.reconciliation,
    title: "Reconciliation: our counts by scope, type and region, and those of others",
    source: "table resource; coverage records (listed, expected)",
    parameters:
      "A command counts what is there when you run it, and not at the end of the period. AWS Config counts the types that it records in that region alone; a type without a region is asked in the region that records global types. Types of Tidemark’s own, and items of directories, have no command.",
    agrees: {
      none: `page 1 of the report counts no types. The column Count here at the end adds up to ${atEnd}, the resources at the end by the line Population of Completeness in the report`,
    },
    ...tableOf(COLUMNS, sorted),
  };
}
