// Keeps sheets within what a spreadsheet holds: a text that is too long goes on in a sheet of its own, and rows in a second sheet.
import { allowedNames, cut } from "./names.ts";
import { HEADER_ROW, tableOf, number, text, type Cell, type ColumnOf, type Sheet } from "./sheet.ts";

export type Limits = {
  /** Rows of a sheet, opening lines and header among them. */
  readonly rows: number;
  /** UTF-16 code units of a cell. */
  readonly characters: number;
};

/** https://support.microsoft.com/en-us/office/excel-specifications-and-limits-1672b34d-7043-467e-8e27-269d656771c3 */
export const EXCEL: Limits = { rows: 1_048_576, characters: 32_767 };

const LONG = "Long texts";

type Part = { readonly of: number; readonly part: number; readonly sheet: string; readonly row: number } & {
  readonly column: string;
  readonly text: string;
};

const COLUMNS: readonly ColumnOf<Part>[] = [
  number("Text", ({ of }) => of),
  number("Part", ({ part }) => part),
  text("Sheet", 30, ({ sheet }) => sheet),
  number("Row", ({ row }) => row),
  text("Column", 30, ({ column }) => column),
  text("Whole text, or a part of it", 100, ({ text: told }) => told),
];

/** The same sheets, and where they hold more than that, further ones behind them. Nothing is left out. */
export function withinLimits(sheets: readonly Sheet[], limits: Limits = EXCEL): Sheet[] {
  const parts: Part[] = [];
  const short = sheets.map((sheet) => shortened(sheet, limits.characters, parts));
  const long: Sheet[] =
    parts.length === 0
      ? []
      : [
          {
            name: LONG,
            opening: [
              ["Sheet", "Long texts: those that are too long for a cell, whole, in parts that follow each other"],
            ],
            coloured: null,
            ...tableOf(COLUMNS, parts),
          },
        ];
  const all = [...short, ...long].flatMap((sheet) => inRows(sheet, limits.rows - HEADER_ROW));
  const names = allowedNames(all.map(({ name }) => name));
  return all.map((sheet, at) => ({ ...sheet, name: names[at] as string }));
}

/** Texts that are too long are added to `parts`, and their cells begin with the text and say where it stands. */
function shortened(sheet: Sheet, most: number, parts: Part[]): Sheet {
  const isLong = (cell: Cell): cell is string => typeof cell === "string" && cell.length > most;
  if (!sheet.rows.some((row) => row.some(isLong))) return sheet;
  const rows = sheet.rows.map((row, at) =>
    row.map((cell, column) => {
      if (!isLong(cell)) return cell;
      const of = (parts.at(-1)?.of ?? 0) + 1;
      const place = { of, sheet: sheet.name, row: HEADER_ROW + at + 1, column: sheet.columns[column]?.title ?? "" };
      for (let rest = cell; rest !== "";) {
        const told = cut(rest, most);
        parts.push({ ...place, part: (parts.at(-1)?.of === of ? (parts.at(-1)?.part ?? 0) : 0) + 1, text: told });
        rest = rest.slice(told.length);
      }
      const note = ` [whole in the sheet ${LONG}, text ${of}]`;
      return `${cut(cell, most - note.length)}${note}`;
    }),
  );
  return { ...sheet, rows };
}

function inRows(sheet: Sheet, most: number): Sheet[] {
  const { name, rows, opening } = sheet;
  if (rows.length <= most) return [sheet];
  const count = Math.ceil(rows.length / most);
  return Array.from({ length: count }, (_, at) => {
    const own = rows.slice(at * most, (at + 1) * most);
    const said = `Sheet ${at + 1} of ${count}: rows ${at * most + 1} to ${at * most + own.length} of ${rows.length}`;
    return { ...sheet, name, rows: own, opening: [...opening.slice(0, HEADER_ROW - 2), ["Part", said] as const] };
  });
}
