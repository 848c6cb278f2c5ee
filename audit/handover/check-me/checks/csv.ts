// Reads a table of comma-separated values (RFC 4180) into rows of cells.

/** The rows of a text, its titles first. A byte order mark before them is left out. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;
  cell.lastIndex = text.startsWith("\u{feff}") ? 1 : 0;
  while (cell.lastIndex < text.length) {
    const [whole, quoted, plain, end] = cell.exec(text) ?? [];
    // Nothing else can stand here: the table is no such table from here on.
    if (whole === undefined) return rows;
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end !== ",") {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}
