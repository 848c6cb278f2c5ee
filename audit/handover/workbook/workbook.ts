// Makes the auditor's workbook of a period: the sheets in their order, each with the lines that say what it is and what it agrees to.
import { EXAMPLE_NOTICE } from "../../example-data.ts";
import { brokenRules } from "../../report/facts/broken-rules.ts";
import { lockWords } from "../../report/page/lock-words.ts";
import type { Report } from "../../report/report.ts";
import { completenessSheet } from "./completeness-sheet.ts";
import { daysSheet, matrixSheet } from "./control-sheets.ts";
import { failureSheets } from "./failure-sheets.ts";
import type { WorkbookFrom } from "./from.ts";
import { itemSheets } from "./item-sheets.ts";
import { allowedNames } from "./names.ts";
import { namesSheet, peopleSheet } from "./people-sheets.ts";
import { populationSheet, resourcesIn } from "./population-sheet.ts";
import { reconciliationSheet } from "./reconciliation-sheet.ts";
import { acceptanceSheet, changeSheet, unreadSheet } from "./record-sheets.ts";
import { requestSheet } from "./request-sheet.ts";
import type { Agreement, Column, Draft, Sheet } from "./sheet.ts";

/** The content depends on the ledger, the window and the version alone. Rejects with StoreError. */
export async function workbookOf(from: WorkbookFrom): Promise<Sheet[]> {
  const resources = resourcesIn(from);
  const drafts = [
    matrixSheet(from),
    completenessSheet(from),
    daysSheet(from),
    ...(await failureSheets(from)),
    ...itemSheets(from, resources),
    populationSheet(from, resources),
    await peopleSheet(from, resources),
    reconciliationSheet(from),
    acceptanceSheet(from),
    changeSheet(from),
    unreadSheet(from),
    requestSheet(from),
    namesSheet(),
  ];
  const names = allowedNames(drafts.map(({ name }) => name));
  return drafts.map((draft, at) => ({
    name: names[at] as string,
    opening: openingOf(draft, from.report),
    columns: draft.columns.map((column) => lookedUp(column, drafts, names)),
    rows: draft.rows,
    coloured: draft.coloured ?? null,
  }));
}

/** A control may be called as a sheet is: then the sheet has another name. The last of one name is ours. */
function lookedUp(column: Column, drafts: readonly Draft[], names: readonly string[]): Column {
  if (column.lookup === undefined) return column;
  const { by, sheet } = column.lookup;
  return { ...column, lookup: { by, sheet: names[drafts.findLastIndex(({ name }) => name === sheet)] as string } };
}

function openingOf({ title, source, parameters, rows, agrees }: Draft, report: Report): Sheet["opening"] {
  const { entity, window, ledger, verification } = report;
  const { size = "unknown", root = "unknown" } = verification.checkpoint ?? {};
  const [start, end] = [window.from, window.to].map((time) => new Date(time).toISOString()) as [string, string];
  const notes = notesOn(report);
  return [
    ["Ledger", `${ledger}: ${entity.legalEntity}, ${entity.system} (${entity.origin})`],
    ["Sheet", title],
    ["Period", `${start} until ${end} (excluded), days of ${window.zone}${window.soFar ? ", so far" : ""}`],
    ["Source", source],
    ["Parameters", parameters],
    ["Rows", String(rows.length)],
    ["Agrees to", agreementWords(agrees, rows.length)],
    ["Checkpoint", `size ${size}, root ${root}`],
    ...(notes === "" ? [] : ([["Note", notes]] as const)),
  ];
}

/** Rows that do not agree are no reason to hand over nothing, and never pass in silence. */
const agreementWords = (agrees: Agreement, rows: number): string =>
  "none" in agrees
    ? `no count: ${agrees.none}`
    : `${agrees.count === rows ? "" : `DOES NOT AGREE, ${rows} rows are here: `}${agrees.said}`;

function notesOn(report: Report): string {
  const broken = brokenRules(report).length > 0;
  const lock = lockWords(report.mode);
  return [
    broken
      ? "BROKEN: the evidence is not as it was sealed. Results of the scopes that it concerns are left out from then on."
      : "",
    report.example ? EXAMPLE_NOTICE : lock === null ? "" : `Note that ${lock}.`,
  ]
    .filter((note) => note !== "")
    .join(" ");
}
