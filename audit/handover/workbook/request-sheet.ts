// Makes the sheet that says for each usual request of an auditor where the answer stands.
import type { WorkbookFrom } from "./from.ts";
import { SHEETS } from "./names.ts";
import { REQUESTS, type Request } from "./requests.ts";
import { blank, tableOf, text, type ColumnOf, type Draft } from "./sheet.ts";

/** `period`: as the command line takes it. */
const columnsFor = (period: string): readonly ColumnOf<Request>[] => [
  text("About", 14, ({ about }) => about),
  text("Request", 60, ({ asked }) => asked),
  text("Sheet", 30, ({ sheet }) => sheet),
  text("Part of the report", 24, ({ part }) => part),
  text("Command", 80, ({ command }) => command?.replace("--period P", period) ?? null),
  text("Note", 60, ({ note }) => note),
  blank("Your number"),
  blank("Received"),
];

export function requestSheet({ report: { window } }: WorkbookFrom): Draft {
  const [from, to] = [window.from, window.to].map((time) => new Date(time).toISOString()) as [string, string];
  return {
    name: SHEETS.requests,
    title: "Requests: a usual list of an auditor, and where each answer stands",
    source: "docs/request-list.md of the software",
    parameters: "The list is the same for each ledger. Commands name the period of this workbook.",
    agrees: { none: "the list is not about this ledger" },
    ...tableOf(columnsFor(`--from ${from} --to ${to}`), REQUESTS),
  };
}
