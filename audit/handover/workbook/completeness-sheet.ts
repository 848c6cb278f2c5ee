// Makes the sheet of what an auditor asks of completeness and accuracy, in the lines of the report.
import { completenessLines, type CompletenessLine } from "../../report/facts/completeness.ts";
import { Times } from "../../report/words.ts";
import type { WorkbookFrom } from "./from.ts";
import { SHEETS } from "./names.ts";
import { number, tableOf, text, type ColumnOf, type Draft } from "./sheet.ts";

const COLUMNS: readonly ColumnOf<CompletenessLine>[] = [
  number("Line", (_, at) => at + 1),
  text("About", 28, ({ about }) => about),
  text("Answer", 90, ({ said }) => said),
  text("List", 60, ({ list }) => list.join("\n")),
  text("Comes from", 30, ({ from }) => from),
  text("Mark", 12, ({ mark }) => mark),
];

export function completenessSheet({ report }: WorkbookFrom): Draft {
  const lines = completenessLines(report, new Times(report.window.zone));
  return {
    name: SHEETS.completeness,
    title: "Completeness and accuracy of the information that the entity produced",
    source: "as the column Comes from says",
    parameters: "A number with a gap is never marked complete. Lines without a mark count nothing.",
    agrees: { none: "page 1 of the report counts no lines. Its part Completeness has the same lines" },
    ...tableOf(COLUMNS, lines),
  };
}
