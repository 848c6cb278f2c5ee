// Reads and writes the texts of exports: JSON, JSON Lines and CSV, and moves the times in them.

const TIME = /\b(20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d)/g;

/** Moves every time of the text by so many milliseconds: whole seconds, so that fractions and offsets stay as they are. */
export const shiftTimes = (text: string, by: number): string =>
  text.replace(TIME, (time) => new Date(Date.parse(`${time}Z`) + by).toISOString().slice(0, time.length));

export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

export const jsonLines = <T>(text: string): T[] =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as T);

export const linesText = (lines: readonly unknown[]): string =>
  lines.map((line) => `${JSON.stringify(line)}\n`).join("");

/** The rows of a credential report, in which no cell holds a comma, a quote or the end of a line. */
export function csvRows(text: string): Record<string, string>[] {
  const [head = "", ...lines] = text.split("\n").filter((line) => line !== "");
  const columns = head.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, i) => [columns[i] as string, cell])));
}

export const csvText = (rows: readonly Record<string, string>[]): string =>
  [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))]
    .map((cells) => `${cells.join(",")}\n`)
    .join("");
