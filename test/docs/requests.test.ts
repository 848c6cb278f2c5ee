// Checks the list of requests: each names sheets and parts that there are, and commands that take these options.
import { expect, test } from "vitest";
import { SHEETS } from "../../audit/handover/workbook/names.ts";
import { REQUESTS } from "../../audit/handover/workbook/requests.ts";
import { runCommand } from "../support/ledger/run-command.ts";

const commands = REQUESTS.flatMap(({ command }) => command ?? []);

test("each command is one of the program, with options that it has", async () => {
  expect(commands.length).toBeGreaterThan(10);
  const wrong: string[] = [];
  for (const command of commands) {
    const [program, name = "", ...args] = command.split(" ");
    const { status, stdout } = await runCommand([name, "--help"]);
    const known = new Set(stdout.split("\n")[1]?.split(" "));
    const options = args.filter((arg) => arg.startsWith("--"));
    if (program !== "tidemark" || status !== 0 || options.some((option) => !known.has(option))) wrong.push(command);
  }
  expect(wrong).toEqual([]);
});

test("each sheet is one of the workbook, or the one of a control", () => {
  const known: ReadonlySet<string | null> = new Set([null, "the sheet named by the control", ...Object.values(SHEETS)]);
  expect(REQUESTS.filter(({ sheet }) => !known.has(sheet))).toEqual([]);
});

test("each request is answered somewhere, or says why it is not", () => {
  expect(
    REQUESTS.filter(
      ({ sheet, part, command, note }) => sheet === null && part === null && command === null && note === null,
    ),
  ).toEqual([]);
  expect(new Set(REQUESTS.map(({ asked }) => asked)).size).toBe(REQUESTS.length);
});
