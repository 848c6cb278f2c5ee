// Writes a workbook as a folder of CSV files, one a sheet, with one that says what each is. Nothing but an earlier export is written over.
import { mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Sheet } from "../../audit/handover/workbook/sheet.ts";
import { instant } from "../../audit/tables/rows.ts";
import { csvOf } from "../csv.ts";
import { UsageError } from "../exit.ts";
import type { Home } from "../places/home.ts";
import { refusePlace, writeNamed, type WrittenFile } from "../places/written-file.ts";

const ABOUT = "00-about.csv";
const HEAD = ["file", "sheet", "line", "text"];

/** Such a folder is known by the first line of the file that says what the others are. */
const EXPORT: WrittenFile = { what: "export of Tidemark", begin: HEAD.join(",") };

const CELLS =
  "A cell that begins with = + - or @ has an apostrophe before it, so that no spreadsheet runs it. An empty cell says that nothing is known, or nothing is there.";

/** Rejects with UsageError where the folder can't be written to, or holds anything but an earlier export. Nothing is done before. */
export async function refuseFolder(path: string, home: Home): Promise<void> {
  const there = await stat(path).catch(() => null);
  if (there === null || !there.isDirectory()) return refusePlace(path, home, EXPORT);
  await refusePlace(join(path, ABOUT), home, EXPORT);
  const names = await readdir(path);
  const known = new Set([ABOUT, ...(await listedIn(path))]);
  const other = names.find((name) => !known.has(name));
  if (other !== undefined)
    throw new UsageError(
      `${path} holds ${other}, which is no part of an earlier export. Name an empty folder, or one that is not there`,
    );
}

/** Makes the folder where it is not there. `example`: each row says that its data is made up. */
export async function writeFolder(path: string, sheets: readonly Sheet[], example: boolean): Promise<void> {
  const files = csvFiles(sheets, example);
  const own = new Set(files.map(({ name }) => name));
  await mkdir(path, { recursive: true });
  for (const name of await listedIn(path)) if (!own.has(name)) await rm(join(path, name), { force: true });
  for (const { name, text } of files) await writeNamed(join(path, name), text);
}

/** The files of such a folder, each with its whole text; the first says what the others are. */
export function csvFiles(
  sheets: readonly Sheet[],
  example: boolean,
): { readonly name: string; readonly text: string }[] {
  const files = sheets.map((sheet, at) => ({ sheet, name: fileName(sheet, at + 1) }));
  const about = files.flatMap(({ sheet, name }) => sheet.opening.map((line) => [name, sheet.name, ...line]));
  return [
    { name: ABOUT, text: `${csvOf(HEAD, [[ABOUT, null, "Cells", CELLS], ...about])}\n` },
    ...files.map(({ sheet, name }) => ({ name, text: `${csvOfSheet(sheet, example)}\n` })),
  ];
}

/** The name of the file of a sheet of this name. Throws RangeError where there is no such sheet. */
export function csvNameOf(sheets: readonly Sheet[], name: string): string {
  const at = sheets.findIndex((sheet) => sheet.name === name);
  if (at === -1) throw new RangeError(`found no sheet ${name}`);
  return fileName(sheets[at] as Sheet, at + 1);
}

/** The files that an earlier export says that it has. */
async function listedIn(path: string): Promise<string[]> {
  const about = await readFile(join(path, ABOUT), "utf8").catch(() => "");
  if (!about.startsWith(EXPORT.begin)) return [];
  return [...new Set([...about.matchAll(/^(\d{2,}-[a-z0-9-]+\.csv),/gm)].map(([, name]) => name as string))];
}

/** As in `01-control-matrix.csv`. */
const fileName = ({ name }: Sheet, at: number): string =>
  `${String(at).padStart(2, "0")}-${
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "") || "sheet"
  }.csv`;

/** In the columns of the workbook. */
function csvOfSheet({ columns, rows }: Sheet, example: boolean): string {
  const titles = columns.flatMap(({ title, kind }) =>
    kind === "instant" ? [`${title} (UTC)`, `${title} (ISO)`] : [title],
  );
  const cells = rows.map((row) =>
    columns.flatMap(({ kind }, at): (string | null)[] => {
      const cell = row[at] ?? null;
      if (kind === "instant") {
        const iso = typeof cell === "number" ? instant(cell) : null;
        return [iso?.slice(0, 19).replace("T", " ") ?? null, iso];
      }
      return [cell === null ? null : String(cell)];
    }),
  );
  return example
    ? csvOf(
        [...titles, "Example"],
        cells.map((row) => [...row, "example data"]),
      )
    : csvOf(titles, cells);
}
