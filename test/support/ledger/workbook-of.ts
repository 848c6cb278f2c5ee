// Makes the workbook of a ledger in a window, with the report that it is made beside, and answers of SQL on the same rows.
import type { Sheet } from "../../../audit/handover/workbook/sheet.ts";
import { workbookOf } from "../../../audit/handover/workbook/workbook.ts";
import type { Report } from "../../../audit/report/report.ts";
import { homeOf } from "../../../cli/places/home.ts";
import { withReport } from "../../../cli/report/make-report.ts";
import type { SpanOptions } from "../../../cli/times/span.ts";
import { windowOf } from "../../../cli/times/window.ts";

export type MadeWorkbook = {
  readonly report: Report;
  readonly sheets: readonly Sheet[];
  /** By the name of each query, the number that it answers with. `:from` and `:to` are the window. */
  readonly counts: Readonly<Record<string, number>>;
};

export function workbookIn(
  ledger: string,
  span: SpanOptions,
  queries: Readonly<Record<string, string>> = {},
): Promise<MadeWorkbook> {
  const window = (sealed: Parameters<typeof windowOf>[1]) => ({ ...windowOf(span, sealed), isInstant: false });
  return withReport({ home: homeOf(ledger), window }, async (made) => {
    const [from, to] = [made.report.window.from, made.report.window.to].map((ms) => new Date(ms).toISOString()) as [
      string,
      string,
    ];
    const counts = Object.entries(queries).map(([name, sql]) => {
      const given = { ...(sql.includes(":from") ? { from } : {}), ...(sql.includes(":to") ? { to } : {}) };
      return [name, Number(made.rows.get(sql, given)?.["n"])] as const;
    });
    return { report: made.report, sheets: await workbookOf(made), counts: Object.fromEntries(counts) };
  });
}

export function sheetNamed(sheets: readonly Sheet[], name: string): Sheet {
  const found = sheets.find((sheet) => sheet.name === name);
  if (found === undefined) throw new Error(`no sheet ${name} among ${sheets.map((each) => each.name).join(", ")}`);
  return found;
}

/** The cells of a column, by its title. */
export function columnOf({ columns, rows }: Sheet, title: string): readonly (string | number | null)[] {
  const at = columns.findIndex((column) => column.title === title);
  if (at === -1) throw new Error(`no column ${title} among ${columns.map((each) => each.title).join(", ")}`);
  return rows.map((row) => row[at] ?? null);
}

export const openingLine = (sheet: Sheet, label: string): string | undefined =>
  sheet.opening.find(([each]) => each === label)?.[1];
