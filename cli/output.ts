// Prints everything that the program says: lines for people, or one JSON document.
import type { Json } from "../evidence-schema/bytes/canonical.ts";

/** Where a command says what it found. Text and JSON carry the same; only one of them is printed. */
export class Output {
  readonly json: boolean;
  readonly #write: (text: string) => void;

  constructor(json: boolean, write: (text: string) => void) {
    this.json = json;
    this.#write = write;
  }

  /** The same place, where one JSON document is written and no lines are. */
  asJson(): Output {
    return new Output(true, this.#write);
  }

  /** Writes one line of text; nothing in JSON mode. */
  line(text = ""): void {
    if (!this.json) this.#write(`${text}\n`);
  }

  /** A heading and its lines, if there are any. */
  section(heading: string, lines: readonly string[]): void {
    if (lines.length === 0) return;
    this.line(heading);
    for (const line of lines) this.line(`  ${line}`);
    this.line();
  }

  /** The result as one JSON document; nothing in text mode. */
  result(value: Json): void {
    if (this.json) this.#write(`${JSON.stringify(value, null, 2)}\n`);
  }
}

/** Columns aligned by their longest cell; numbers to the right. */
export function table(rows: readonly (readonly (string | number)[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, String(cell).length)));
  return rows.map((row) =>
    row
      .map((cell, i) =>
        typeof cell === "number"
          ? String(cell).padStart(widths[i] as number)
          : i === row.length - 1
            ? cell
            : cell.padEnd(widths[i] as number),
      )
      .join("  ")
      .trimEnd(),
  );
}
