// Checks the auditor's page: each answer names a part, a sheet and a file that there are, and each command one of the program.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SHEETS } from "../../audit/handover/workbook/names.ts";
import { runCommand } from "../support/ledger/run-command.ts";
import { repository } from "../support/run-cli.ts";
import { rowsOf } from "./hand-written.ts";

const page = readFileSync(join(repository, "docs/start-auditor.md"), "utf8");
const questions = rowsOf(page)
  .map(({ cells }) => cells)
  .filter(([no]) => /^\d+$/.test(no ?? ""));

test("ten questions, each with its answer below", () => {
  const answered = [...page.matchAll(/^\*\*(\d+)\. /gm)].map(([, no]) => no);
  expect(questions.map(([no]) => no)).toEqual(answered);
  expect(answered).toHaveLength(10);
});

test("parts, sheets and files are there", () => {
  const source = readFileSync(join(repository, "audit/report/page/document.ts"), "utf8");
  const sheets: ReadonlySet<string> = new Set(Object.values(SHEETS));
  const wrong = questions.filter(
    ([, , part = "", sheet = "", file]) =>
      !source.includes(`"${part}"]`) ||
      !sheets.has(sheet) ||
      file !== `${sheet.toLowerCase().replaceAll(" ", "-")}.csv`,
  );
  expect(wrong).toEqual([]);
});

test("commands of Tidemark are those of the program, with options that they have", async () => {
  const commands = [...page.matchAll(/`tidemark ([^`]+)`/g)].map(([, rest]) => rest as string);
  expect(commands.length).toBeGreaterThan(4);
  const wrong: string[] = [];
  for (const command of commands) {
    const [name = "", ...args] = command.split(" ");
    // The auditor does not run it: the page only says what wrote the ZIP.
    if (name === "bundle") continue;
    const { status, stdout } = await runCommand([name, "--help"]);
    if (status !== 0 || args.some((arg) => arg.startsWith("--") && !stdout.includes(arg))) wrong.push(command);
  }
  expect(wrong).toEqual([]);
});
