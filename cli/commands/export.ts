// Runs `tidemark export`: writes the auditor's workbook of a period, as one file for spreadsheets or as a folder of CSV files.
import { parseArgs } from "node:util";
import { EXAMPLE_NOTICE } from "../../audit/example-data.ts";
import type { Sheet } from "../../audit/handover/workbook/sheet.ts";
import { workbookOf } from "../../audit/handover/workbook/workbook.ts";
import { plural } from "../../audit/plural.ts";
import { countsOf } from "../../audit/report/facts/counts.ts";
import type { Report, ReportWindow } from "../../audit/report/report.ts";
import { EXIT, UsageError } from "../exit.ts";
import type { Output } from "../output.ts";
import { DEFAULT_LEDGER, homeOf } from "../places/home.ts";
import { refusePlace, writeNamed } from "../places/written-file.ts";
import { answering } from "../query/answering.ts";
import { withReport } from "../report/make-report.ts";
import { exitOf, integrityLine } from "../report/outcome.ts";
import { spanOptions, zoneOf } from "../times/span.ts";
import { windowOf, type Sealed } from "../times/window.ts";
import { refuseFolder, writeFolder } from "../workbook/csv-folder.ts";
import { WORKBOOK, xlsxOf } from "../workbook/xlsx.ts";

export const summary =
  "export --period 2026-Q3 --format xlsx|csv --out PATH       the auditor's workbook: a row for all that the report counts";

export const options = {
  ledger: { type: "string", default: DEFAULT_LEDGER },
  ...spanOptions,
  format: { type: "string", default: "xlsx" },
  out: { type: "string" },
  trust: { type: "string" },
  rebuild: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
} as const;

export const run = (args: readonly string[], out: Output): Promise<number> => answering(() => exported(args, out));

async function exported(args: readonly string[], out: Output): Promise<number> {
  const { values } = parseArgs({ args: [...args], options });
  const { format, out: path, trust } = values;
  if (format !== "xlsx" && format !== "csv")
    throw new UsageError(`export --format: found ${format}, expected xlsx or csv`);
  if (path === undefined || path === "")
    throw new UsageError(
      "export: expected --out PATH, the place where the workbook is written, such as --out workbook.xlsx, or a folder for --format csv",
    );
  zoneOf(values);
  const home = homeOf(values.ledger);
  await (format === "xlsx" ? refusePlace(path, home, WORKBOOK) : refuseFolder(path, home));
  // With a trust file of their own somebody relies on nothing that lies beside the ledger.
  const anew = values.rebuild || trust !== undefined;
  const window = (sealed: Sealed): ReportWindow => ({ ...windowOf(values, sealed), isInstant: false });
  return withReport({ home, window, trust, anew }, async (made) => {
    const sheets = await workbookOf(made);
    if (format === "csv") await writeFolder(path, sheets, made.report.example);
    else await writeNamed(path, await xlsxOf(sheets));
    say(out, made.report, { sheets, path, format });
    return exitOf(made.report);
  });
}

type Wrote = { readonly sheets: readonly Sheet[]; readonly path: string; readonly format: string };

function say(out: Output, report: Report, { sheets, path, format }: Wrote): void {
  const { runs, window, example, verification } = report;
  if (exitOf(report) === EXIT.broken) out.line(integrityLine(report, "workbook"));
  if (example) out.line(EXAMPLE_NOTICE);
  const ran = runs.isScheduled
    ? `${runs.made} of ${plural(runs.due, "due run")} made`
    : `${plural(runs.seals, "seal")}, no schedule`;
  out.line(
    `${plural(sheets.length, "sheet")} with ${plural(
      sheets.reduce((sum, { rows }) => sum + rows.length, 0),
      "row",
    )}; ${ran}.`,
  );
  if (exitOf(report) !== EXIT.broken) out.line(integrityLine(report, "workbook"));
  out.line(`Wrote ${path}`);
  out.result({
    v: 1,
    example,
    path,
    format,
    from: new Date(window.from).toISOString(),
    to: new Date(window.to).toISOString(),
    timeZone: window.zone,
    soFar: window.soFar,
    verdict: verification.verdict,
    runs: { due: runs.due, made: runs.made },
    counts: { ...countsOf(report) },
    sheets: sheets.map(({ name, rows, opening }) => ({
      name,
      rows: rows.length,
      agrees: opening.find(([label]) => label === "Agrees to")?.[1] ?? null,
    })),
  });
}
