// Defines a workbook as plain data: sheets with opening lines, columns and typed cells, whatever kind of file they are written to.

/** Text, a number, or an instant in milliseconds since 1970, by the kind of its column; null is an empty cell. */
export type Cell = string | number | null;

/** An `instant` takes two columns of a file: a date in UTC, and the same as ISO text with milliseconds. */
export type Column = {
  readonly title: string;
  readonly kind: "text" | "number" | "instant";
  /** In characters. */
  readonly width: number;
  /** Its cells are empty, and a spreadsheet fills them: with what stands in the second column of a sheet beside the text of a column here. */
  readonly lookup?: { readonly by: string; readonly sheet: string };
};

/** The row in which a sheet's header stands, from 1. Opening lines stand above it. */
export const HEADER_ROW = 10;

export type Sheet = {
  /** Its own in the workbook: at most 31 characters, and none of []:*?/\. */
  readonly name: string;
  /** At most nine lines: a label and its text. */
  readonly opening: readonly (readonly [label: string, text: string])[];
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** Title of the column whose cells have a colour for each status of a day. */
  readonly coloured: string | null;
};

/** The number of rows that a sheet has to have by a count that stands elsewhere, and where; or why no such count stands anywhere. */
export type Agreement = { readonly count: number; readonly said: string } | { readonly none: string };

/** A sheet before the lines that all sheets have are put above it. */
export type Draft = Omit<Sheet, "opening" | "coloured"> & {
  readonly title: string;
  /** Tables and records that the rows come from. */
  readonly source: string;
  /** The question that the rows answer, and what a reader has to know of columns. */
  readonly parameters: string;
  readonly agrees: Agreement;
  readonly coloured?: string;
};

/** A column with the cell that it has for a row. */
export type ColumnOf<Row> = Column & { readonly of: (row: Row, at: number) => Cell };

/** A text without a character is an empty cell. */
export const text = <Row>(
  title: string,
  width: number,
  of: (row: Row, at: number) => string | null,
): ColumnOf<Row> => ({
  title,
  kind: "text",
  width,
  of: (row, at) => of(row, at) || null,
});

export const number = <Row>(title: string, of: (row: Row, at: number) => number | null): ColumnOf<Row> => ({
  title,
  kind: "number",
  width: Math.max(9, Math.min(16, title.length + 2)),
  of,
});

/** `of` gives milliseconds since 1970. */
export const instant = <Row>(title: string, of: (row: Row, at: number) => number | null): ColumnOf<Row> => ({
  title,
  kind: "instant",
  width: 20,
  of,
});

/** A column that a reader fills in. */
export const blank = <Row>(title: string): ColumnOf<Row> => text(title, 18, () => null);

/** A column that fills itself from a sheet in which a reader may put what belongs to the texts of another column. */
export const lookup = <Row>(title: string, by: string, sheet: string): ColumnOf<Row> => ({
  ...blank<Row>(title),
  width: 24,
  lookup: { by, sheet },
});

/** The columns and cells of some rows. */
export const tableOf = <Row>(
  columns: readonly ColumnOf<Row>[],
  rows: readonly Row[],
): Pick<Sheet, "columns" | "rows"> => ({
  columns: columns.map(({ title, kind, width, lookup }) => ({
    title,
    kind,
    width,
    ...(lookup === undefined ? {} : { lookup }),
  })),
  rows: rows.map((row, at) => columns.map(({ of }) => of(row, at))),
});
