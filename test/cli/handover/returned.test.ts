// Checks that a resource that left and came back is one row of a population, one that was replaced is two, and what the boundary leaves out.
import { expect, test } from "vitest";
import { SHEETS } from "../../../audit/handover/workbook/names.ts";
import { Cloud } from "../../support/ledger/cloud.ts";
import { A, at, lateCorrections } from "../../support/ledger/late-corrections.ts";
import { runCommand } from "../../support/ledger/run-command.ts";
import { TemporaryLedger } from "../../support/ledger/temporary-ledger.ts";
import { openingLine, sheetNamed, workbookIn } from "../../support/ledger/workbook-of.ts";

async function listed(
  home: TemporaryLedger,
  ...args: readonly string[]
): Promise<readonly Readonly<Record<string, string>>[]> {
  const { status, stdout } = await runCommand(["population", "--ledger", home.root, "--json", ...args]);
  expect(status).toBe(0);
  return (JSON.parse(stdout) as { readonly rows: readonly Readonly<Record<string, string>>[] }).rows;
}

/** By day, the incarnation of each bucket that is there. */
const DAYS: readonly Readonly<Record<string, string>>[] = [
  { back: "1", other: "1", stays: "1" },
  { stays: "1" },
  { back: "1", other: "2", stays: "1" },
  { stays: "1" },
  { back: "1", other: "2", stays: "1" },
];

test("a resource that left and came back as the same is one row, and as another two; the workbook says how many came back", async () => {
  const home = await TemporaryLedger.create();
  for (const [day, there] of DAYS.entries()) {
    home.clock.ms = Date.parse(at(day + 1));
    const cloud = new Cloud(home.clock.text);
    for (const [key, incarnation] of Object.entries(there)) cloud.bucket(A, key, "own key", incarnation);
    await home.run({ reader: cloud, run: `day-${day + 1}` });
  }
  home.writeTrust();
  const window = ["--from", at(1, 0), "--to", at(5)];
  const rows = await listed(home, ...window);
  expect(rows.map(({ id }) => id)).toEqual([`${A}|back|1`, `${A}|other|1`, `${A}|other|2`, `${A}|stays|1`]);
  expect(rows.map(({ departed }) => departed)).toEqual([at(4), at(2), at(4), null]);
  const { sheets, report } = await workbookIn(home.root, { from: at(1, 0), to: at(5, 7) });
  const appeared = report.boundary.scopes.reduce((sum, { population }) => sum + population.appeared, 0);
  expect(appeared).toBe(7);
  const sheet = sheetNamed(sheets, SHEETS.population);
  expect(sheet.rows).toHaveLength(4);
  // Back came twice, and the second incarnation of the other once.
  expect(openingLine(sheet, "Agrees to")).toMatch(
    /^0 resources at the start \+ 7 that appeared, .* less 3 that left and came back as the same incarnation: 4$/,
  );
});

test("within the boundary is all that lay in it at some time of the period", async () => {
  const home = await lateCorrections();
  home.writeTrust();
  const window = ["--from", at(1, 0), "--to", at(10)];
  const [all, within] = [await listed(home, ...window, "--place", "all"), await listed(home, ...window)];
  const left = new Set(within.map(({ resource }) => resource));
  expect(all.map(({ resource }) => resource).filter((resource) => !left.has(resource))).toEqual(["sandbox"]);
  // It was moved out on the fifth day.
  expect(left.has("moved")).toBe(true);
  const later = await listed(home, "--from", at(7, 0), "--to", at(10));
  expect(later.map(({ resource }) => resource)).not.toContain("moved");
});
