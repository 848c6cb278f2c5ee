// Writes a workbook as a file for spreadsheets. The same sheets give the same bytes: no clock, no zone, no name of whoever made it.
import { strFromU8, unzipSync, zipSync, type Zippable } from "fflate";
import writeExcelFile, { type Cell as FileCell } from "write-excel-file/node";
import { getCellAddress } from "write-excel-file/utility";
import { withinLimits } from "../../audit/handover/workbook/limits.ts";
import { HEADER_ROW, type Column, type Sheet } from "../../audit/handover/workbook/sheet.ts";
import type { DayStatus } from "../../audit/period/control-days.ts";
import { instant } from "../../audit/tables/rows.ts";
import { UsageError } from "../exit.ts";
import type { WrittenFile } from "../places/written-file.ts";
import { excelText } from "./excel-text.ts";

/** Time as a ZIP has it has no zone, and fflate takes it from the local clock: noon of that day is everywhere. No other program writes it. */
const MTIME = new Date(2001, 1, 3, 12, 5, 6);

type Feature = NonNullable<NonNullable<Parameters<typeof writeExcelFile>[1]>["features"]>[number];

const FIRST = "[Content_Types].xml";

const zipped = (files: Zippable): Uint8Array => zipSync(files, { mtime: MTIME });

/** A workbook is known by the head of its first file, which has its time: a spreadsheet that stores it again writes another. */
export const WORKBOOK: WrittenFile = {
  what: "workbook of Tidemark as it was exported",
  begin: strFromU8(zipped({ [FIRST]: new Uint8Array() }).subarray(0, 14), true),
};

const COLOURS: readonly (readonly [DayStatus, string])[] = [
  ["not met", "#f2a9a0"],
  ["not observed", "#b9c0cc"],
  ["failing within the limit", "#fbdc9a"],
  ["failing under an accepted risk", "#fdefcd"],
  ["partly observed", "#dfe3e9"],
  ["met", "#d8eedb"],
];

/** All of it is in memory at once, half a kilobyte a cell; and the texts of a workbook are one string, which Node ends at 512 MB. */
const MOST = { cells: 4_000_000, characters: 250_000_000 };

/** Rows and texts that a sheet can't hold go on in further sheets. Rejects with UsageError where one file can't hold them all. */
export async function xlsxOf(sheets: readonly Sheet[], most: typeof MOST = MOST): Promise<Uint8Array> {
  const all = withinLimits(sheets);
  refuseTooMuch(all, most);
  const written = await writeExcelFile(
    all.map((sheet) => ({
      sheet: sheet.name,
      data: dataOf(sheet),
      columns: sheet.columns.flatMap(({ width, kind }) =>
        kind === "instant" ? [{ width }, { width: 25 }] : [{ width }],
      ),
      stickyRowsCount: HEADER_ROW,
      ...coloursOf(sheet),
    })),
    { features: [filters(all)] },
  ).toBuffer();
  const files = unzipSync(written);
  const names = [
    FIRST,
    ...Object.keys(files)
      .filter((name) => name !== FIRST)
      .sort(),
  ];
  return zipped(Object.fromEntries(names.map((name) => [name, files[name] as Uint8Array])));
}

function refuseTooMuch(sheets: readonly Sheet[], most: typeof MOST): void {
  let [cells, characters] = [0, 0];
  for (const { rows } of sheets)
    for (const row of rows)
      for (const cell of row) {
        cells += 1;
        if (typeof cell === "string") characters += cell.length;
      }
  if (cells > most.cells || characters > most.characters)
    throw new UsageError(
      `the workbook would have ${cells} cells with ${characters} characters, expected at most ${most.cells} and ${most.characters} in one file. Name a shorter period, or write the tables alone: tidemark export --format csv. Nothing was written`,
    );
}

const bold = (value: string): FileCell => ({ value: excelText(value), type: String, fontWeight: "bold" });

/** A text is always typed as one, so that a spreadsheet never runs it, and never takes it for a number. */
const text = (value: string): FileCell => ({ value: excelText(value), type: String });

function dataOf({ opening, columns, rows }: Sheet): FileCell[][] {
  const head = Array.from({ length: HEADER_ROW - 1 }, (_, at): FileCell[] => {
    const line = opening[at];
    return line === undefined ? [] : [bold(line[0]), text(line[1])];
  });
  const titles = columns.flatMap(({ title, kind }) =>
    kind === "instant" ? [bold(`${title} (UTC)`), bold(`${title} (ISO)`)] : [bold(title)],
  );
  const body = rows.map((row, line) =>
    columns.flatMap(({ kind, lookup }, at): FileCell[] => {
      const cell = row[at] ?? null;
      if (lookup !== undefined) return [lookupCell(lookup, columns, { row, line })];
      if (kind === "instant")
        return typeof cell === "number"
          ? [{ value: new Date(cell), type: Date, format: "yyyy-mm-dd hh:mm:ss" }, text(instant(cell) ?? "")]
          : [null, null];
      if (cell === null) return [null];
      return [typeof cell === "number" ? { value: cell, type: Number } : text(cell)];
    }),
  );
  return [...head, titles, ...body];
}

type Line = { readonly row: Sheet["rows"][number]; readonly line: number };

/** A formula of ours: nothing that anybody else chose stands in it. An empty name is shown as nothing, and not as 0. */
function lookupCell(
  { by, sheet }: NonNullable<Column["lookup"]>,
  columns: Sheet["columns"],
  { row, line }: Line,
): FileCell {
  const at = columns.findIndex(({ title }) => title === by);
  if (at === -1 || (row[at] ?? null) === null) return null;
  const key = getCellAddress(HEADER_ROW + line, widthOf(columns.slice(0, at)));
  const names = `'${sheet.replaceAll("'", "''")}'!$A:$B`;
  // ECMA-376 part 1, 18.17: a formula in a file has no sign of equality before it.
  return { value: `IFERROR(VLOOKUP(${key},${names},2,FALSE)&"","")`, type: "Formula" };
}

/** Columns of the file: an instant takes two. */
const widthOf = (columns: Sheet["columns"]): number =>
  columns.reduce((sum, { kind }) => sum + (kind === "instant" ? 2 : 1), 0);

function coloursOf({ coloured, columns, rows }: Sheet) {
  const at = columns.findIndex(({ title }) => title === coloured);
  if (at === -1 || rows.length === 0) return {};
  const column = widthOf(columns.slice(0, at)) + 1;
  const cellRange = { from: { row: HEADER_ROW + 1, column }, to: { row: HEADER_ROW + rows.length, column } };
  return {
    conditionalFormatting: COLOURS.map(([value, backgroundColor]) => ({
      cellRange,
      condition: { operator: "=" as const, value },
      style: { backgroundColor },
    })),
  };
}

/** Puts a filter on the header of each sheet. In the order of the format it follows the data. */
const filters = (sheets: readonly Sheet[]): Feature => ({
  files: {
    transform: {
      "xl/worksheets/sheet{id}.xml": {
        transform: (xml, _options, { sheetIndex }) => {
          const { columns, rows } = sheets[sheetIndex] as Sheet;
          const end = getCellAddress(HEADER_ROW - 1 + rows.length, widthOf(columns) - 1);
          return xml.replace("</sheetData>", `</sheetData><autoFilter ref="A${HEADER_ROW}:${end}"/>`);
        },
      },
    },
  },
});
