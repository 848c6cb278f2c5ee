// Finds the pages that people write by hand, and the cells of their tables.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../support/run-cli.ts";

/** The pages of docs/ that `scripts/generate.ts` writes: their sentences come from code. */
const GENERATED = new Set([
  "docs/aws-permissions.md",
  "docs/azure-permissions.md",
  "docs/control-matrix.md",
  "docs/messages.md",
  "docs/request-list.md",
]);

/** Path, from the root of the repository, and text of each page. */
export function handWritten(): readonly { readonly path: string; readonly text: string }[] {
  return globSync(["*.md", "docs/*.md", "examples/**/*.md"], { cwd: repository })
    .filter((path) => path !== "CHANGELOG.md" && !GENERATED.has(path))
    .toSorted()
    .map((path) => ({ path, text: readFileSync(join(repository, path), "utf8") }));
}

/** The cells of each row of the tables of a page, without the lines below headers; `line` is counted from 1. */
export function rowsOf(page: string): readonly { readonly line: number; readonly cells: readonly string[] }[] {
  return page.split("\n").flatMap((text, i) => {
    if (!text.startsWith("|") || /^\|[-| :]+$/.test(text)) return [];
    const cells = text.split(/(?<!\\)\|/).slice(1, -1);
    return [{ line: i + 1, cells: cells.map((cell) => cell.trim()) }];
  });
}

/** The longest cell that a reader takes in at a glance, in characters. */
const MAX_CELL = 200;

/** Numbers of the lines that have a longer cell. */
export const longCells = (page: string): number[] =>
  rowsOf(page).flatMap(({ line, cells }) => (cells.some(({ length }) => length >= MAX_CELL) ? [line] : []));
