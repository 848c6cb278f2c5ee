// Checks that another program reads the workbook: openpyxl finds each sheet, each cell in its type, and the header frozen and filtered.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { beforeAll, expect, test } from "vitest";
import { HEADER_ROW, type Cell, type Sheet } from "../../audit/handover/workbook/sheet.ts";
import { bundleOf } from "../support/ledger/bundle-of.ts";
import { exampleHome } from "../support/ledger/example-home.ts";
import { FORMULA, lateCorrections } from "../support/ledger/late-corrections.ts";
import { quarterHome } from "../support/ledger/quarter-home.ts";
import { runCommand } from "../support/ledger/run-command.ts";
import { temporaryDirectory } from "../support/ledger/temporary-directory.ts";
import { workbookIn } from "../support/ledger/workbook-of.ts";
import { repository } from "../support/run-cli.ts";

type ReadSheet = {
  readonly name: string;
  readonly frozen: string;
  readonly filter: string;
  readonly colours: readonly string[];
  /** `s` text, `n` number or nothing, `d` date, `f` formula. */
  readonly types: readonly string[];
  readonly rows: readonly (readonly (string | number | { readonly date: string } | null)[])[];
};

const PYTHON = join(repository, ".servers/venv/bin/python3");
const SCRIPT = join(repository, "test/support/report/read_workbook.py");

async function readByOpenpyxl(ledger: string, span: readonly string[]): Promise<readonly ReadSheet[]> {
  const out = join(temporaryDirectory(), "w.xlsx");
  const { stderr } = await runCommand(["export", "--ledger", ledger, ...span, "--out", out]);
  expect(stderr).toBe("");
  return readFile(out);
}

const readFile = (out: string): readonly ReadSheet[] =>
  JSON.parse(
    execFileSync(PYTHON, ["-W", "ignore", SCRIPT, out], { encoding: "utf8", maxBuffer: 2 ** 28 }),
  ) as ReadSheet[];

/** The cells of a sheet as they stand in a file. */
const expectedRows = ({ columns, rows }: Sheet): unknown[][] =>
  rows.map((row, line) =>
    columns.flatMap(({ kind, lookup }, at): unknown[] => {
      const cell: Cell = row[at] ?? null;
      if (lookup !== undefined) return [`=IFERROR(VLOOKUP(A${HEADER_ROW + 1 + line},'People'!$A:$B,2,FALSE)&"","")`];
      if (kind !== "instant") return [cell];
      if (cell === null) return [null, null];
      const iso = new Date(cell).toISOString();
      // Openpyxl rounds to a microsecond, and prints none where there are none.
      return [{ date: iso.replace(/\.000Z$/, "").replace(/(\.\d{3})Z$/, "$1000") }, iso];
    }),
  );

let quarter: readonly ReadSheet[];
let sheets: readonly Sheet[];
beforeAll(async () => {
  const ledger = join(await quarterHome(), "ledger");
  quarter = await readByOpenpyxl(ledger, ["--period", "2026-Q3"]);
  ({ sheets } = await workbookIn(ledger, { period: "2026-Q3" }));
});

test("each sheet has its lines, its header and its rows", () => {
  expect(quarter.map(({ name }) => name)).toEqual(sheets.map(({ name }) => name));
  for (const [at, sheet] of sheets.entries()) {
    const read = quarter[at] as ReadSheet;
    const width = read.rows[9]?.filter((cell) => cell !== null).length ?? 0;
    expect(read.rows.slice(0, sheet.opening.length).map((row) => row.slice(0, 2))).toEqual(sheet.opening);
    expect(read.rows.slice(10).map((row) => row.slice(0, width))).toEqual(expectedRows(sheet));
    expect(read.frozen).toBe("A11");
    expect(read.filter).toMatch(new RegExp(`^A10:[A-Z]+${10 + sheet.rows.length}$`));
    expect(read.types).not.toContain("f");
  }
});

test("the days of controls have a colour by their status", () => {
  expect(quarter.find(({ name }) => name === "Control days")?.colours).toEqual([expect.stringMatching(/^C11:C746$/)]);
  expect(quarter.find(({ name }) => name === "Failures")?.colours).toEqual([]);
});

test("account numbers and names that look like formulas are text", async () => {
  const late = await lateCorrections();
  late.writeTrust();
  const read = await readByOpenpyxl(late.root, ["--period", "2026-09-01..2026-09-09"]);
  const cells = read.flatMap(({ rows }) => rows.flat());
  expect(cells).toContain(FORMULA);
  expect(cells).toContain("aws/111111111111");
  expect(read.flatMap(({ types }) => types)).not.toContain("f");
});

test("names that are pasted into the sheet People are looked up by a formula of ours, which is the only one", async () => {
  const home = await exampleHome();
  const ledger = join(home, "ledger");
  const span = { from: "2026-01-01", to: "2027-01-01" };
  const bundle = await bundleOf(ledger, ["--from", span.from, "--to", span.to]);
  const workbook = join(home, "w.xlsx");
  writeFileSync(workbook, bundle.files.get("workbook.xlsx") as Buffer);
  const read = readFile(workbook);
  const named = join(home, "people.csv");
  const asked = ["--for", bundle.path, "--out", named, "--to", "Muster & Partner", "--reason", "access review"];
  expect((await runCommand(["names", "--ledger", ledger, ...asked])).stderr).toBe("");
  const pasted = new Map(parse(readFileSync(named, "utf8")) as unknown as [string, string][]);

  const people = read.find(({ name }) => name === "Privileged people") as ReadSheet;
  const [names] = read.filter(({ name }) => name === "People");
  expect(names?.rows[9]?.slice(0, 2)).toEqual(["Reference", "Name"]);
  expect(names?.rows.slice(10)).toEqual([]);
  expect(read.filter(({ types }) => types.includes("f")).map(({ name }) => name)).toEqual(["Privileged people"]);
  const { sheets: made } = await workbookIn(ledger, span);
  const sheet = made.find(({ name }) => name === "Privileged people") as Sheet;
  const rows = people.rows.slice(10);
  expect(rows.map((row) => row.slice(0, 6))).toEqual(expectedRows(sheet).map((row) => row.slice(0, 6)));
  // What the formula finds, as a spreadsheet would.
  const found = rows.flatMap(([reference]) => (typeof reference === "string" ? (pasted.get(reference) ?? []) : []));
  expect(found.length).toBeGreaterThan(5);
  expect(found).toContain("break-glass");
});
