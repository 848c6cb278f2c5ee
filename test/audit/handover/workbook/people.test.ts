// Checks the sheet of privileged people on the example company, whose ledger asks the check: each person and path, with facts and record.
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { readCanonical } from "../../../../evidence-schema/record/record-line.ts";
import { SHEETS } from "../../../../audit/handover/workbook/names.ts";
import { storedLines } from "../../../../ledger/read/stored.ts";
import { openDirectory } from "../../../../ledger/stores/directory.ts";
import { exampleHome } from "../../../support/ledger/example-home.ts";
import { columnOf, sheetNamed, workbookIn, type MadeWorkbook } from "../../../support/ledger/workbook-of.ts";

const CHECK = "privileged-people-have-mfa";
const QUERIES = {
  judged: `select count(*) as n from (select distinct scope, key, incarnation from result
    where check_id = '${CHECK}' and answer in ('pass', 'fail', 'indeterminate'))`,
  unread: `select count(*) as n from unit where problem is not null and to_time is null
    and unit in ('AWS::IAM::User@global', 'microsoft.graph/userRegistrationDetails@global', 'admin.directory/users@global')`,
};

let made: MadeWorkbook;
let folder: string;
beforeAll(async () => {
  folder = await exampleHome();
  made = await workbookIn(join(folder, "ledger"), {}, QUERIES);
});

test("a row a person and path; paths that were not read stand last", () => {
  const sheet = sheetNamed(made.sheets, SHEETS.people);
  expect(made.counts["judged"]).toBeGreaterThan(5);
  expect(sheet.rows.length).toBeGreaterThanOrEqual((made.counts["judged"] ?? 0) + (made.counts["unread"] ?? 0));
  const unread = columnOf(sheet, "Path that was not read");
  const first = unread.indexOf("yes");
  expect(first).toBeGreaterThan(0);
  expect(new Set(unread.slice(0, first))).toEqual(new Set([null]));
  expect(new Set(unread.slice(first))).toEqual(new Set(["yes"]));
  expect(
    columnOf(sheet, "At the end")
      .slice(0, first)
      .filter((cell) => String(cell).startsWith("pass")).length,
  ).toBeGreaterThan(0);
  for (const title of ["Name", "Reviewer", "Keep or remove", "Date"])
    expect(columnOf(sheet, title).every((cell) => cell === null)).toBe(true);
});

test("facts and record of a row are those of the line that it cites", async () => {
  const sheet = sheetNamed(made.sheets, SHEETS.people);
  const store = openDirectory(join(folder, "ledger"), join(folder, "work"));
  const [records, facts, because] = ["Record", "Facts", "Because"].map((title) => columnOf(sheet, title));
  let looked = 0;
  for (const [at, record] of (records ?? []).entries()) {
    if (typeof facts?.[at] !== "string") continue;
    const [object, line] = String(record).split(/:(?=\d+$)/) as [string, string];
    const { body } = readCanonical((await storedLines(store, object))[Number(line) - 1] as Buffer) as {
      readonly body: {
        readonly findings?: readonly Told[];
        readonly finding?: Told;
      };
    };
    const told = body.finding ?? body.findings?.find(({ check }) => check === CHECK);
    expect(told?.check).toBe(CHECK);
    expect(told?.because).toBe(because?.[at]);
    const said = Object.entries(told?.facts ?? {}).map(
      ([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`,
    );
    expect(facts?.[at]).toBe(said.join("\n"));
    looked += 1;
  }
  expect(looked).toBeGreaterThan(5);
});

type Told = { readonly check: string; readonly because: string; readonly facts: Readonly<Record<string, unknown>> };
