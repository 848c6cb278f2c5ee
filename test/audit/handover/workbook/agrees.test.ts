// Checks that the rows of each sheet agree with the count that it names, and with what is counted apart from the tables.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { sha256Hex } from "../../../../evidence-schema/bytes/digest.ts";
import { SHEETS } from "../../../../audit/handover/workbook/names.ts";
import type { Sheet } from "../../../../audit/handover/workbook/sheet.ts";
import { countsOf } from "../../../../audit/report/facts/counts.ts";
import { completenessLines } from "../../../../audit/report/facts/completeness.ts";
import { Times } from "../../../../audit/report/words.ts";
import { homeOf } from "../../../../cli/places/home.ts";
import { makeReport } from "../../../../cli/report/make-report.ts";
import { windowOf } from "../../../../cli/times/window.ts";
import { REQUESTS } from "../../../../audit/handover/workbook/requests.ts";
import { factsChanged } from "../../../support/ledger/facts-changed.ts";
import { lateCorrections } from "../../../support/ledger/late-corrections.ts";
import { quarterHome } from "../../../support/ledger/quarter-home.ts";
import {
  columnOf,
  openingLine,
  sheetNamed,
  workbookIn,
  type MadeWorkbook,
} from "../../../support/ledger/workbook-of.ts";
import { randomEstate } from "../../../support/report/random-estate.ts";
import { runs } from "../../../support/scale.ts";

const THERE = "first_seen < :to and (departed is null or departed >= :from)";
const QUERIES = {
  controls: "select count(distinct id) as n from control",
  failures: "select count(*) as n from failure where from_time < :to and (to_time is null or to_time > :from)",
  resources: `select count(*) as n from (select distinct scope, key, incarnation from resource where ${THERE})`,
  atEnd: "select count(*) as n from resource where first_seen < :to and (departed is null or departed >= :to)",
  acceptances: "select count(*) as n from acceptance where from_time < :to and to_time > :from",
};

let made: MadeWorkbook;
let folder: string;
beforeAll(async () => {
  folder = await quarterHome();
  made = await workbookIn(join(folder, "ledger"), { period: "2026-Q3" }, QUERIES);
});

const sheet = (name: string): Sheet => sheetNamed(made.sheets, name);
const numbers = (of: Sheet, title: string): number =>
  columnOf(of, title).reduce<number>((sum, cell) => sum + Number(cell), 0);

test("the sheets stand in their order, a control each among them", () => {
  expect(made.sheets.map(({ name }) => name)).toEqual([
    SHEETS.matrix,
    SHEETS.completeness,
    SHEETS.days,
    SHEETS.exceptions,
    SHEETS.failures,
    ...made.report.controls.map(({ id }) => id),
    SHEETS.population,
    SHEETS.people,
    SHEETS.reconciliation,
    SHEETS.acceptances,
    SHEETS.changes,
    SHEETS.unread,
    SHEETS.requests,
    SHEETS.names,
  ]);
});

test("each sheet says whose it is, of when, of what, how many rows it has, and up to where the log was verified", () => {
  for (const each of made.sheets) {
    expect(each.opening.map(([label]) => label)).toEqual([
      "Ledger",
      "Sheet",
      "Period",
      "Source",
      "Parameters",
      "Rows",
      "Agrees to",
      "Checkpoint",
      "Note",
    ]);
    expect(openingLine(each, "Ledger")).toContain(made.report.ledger);
    expect(openingLine(each, "Period")).toBe(
      "2026-07-01T00:00:00.000Z until 2026-10-01T00:00:00.000Z (excluded), days of UTC",
    );
    expect(openingLine(each, "Rows")).toBe(String(each.rows.length));
    expect(openingLine(each, "Checkpoint")).toMatch(/^size 104, root [\w+/=]{44,64}$/);
    expect(openingLine(each, "Note")).toContain("EXAMPLE DATA");
    for (const row of each.rows) expect(row).toHaveLength(each.columns.length);
  }
});

describe("rows agree with page 1 of the report, as a report that lists no items has it", () => {
  test("failures, exceptions, days, items, changes and accepted risks", async () => {
    const report = await makeReport({
      home: homeOf(join(folder, "ledger")),
      window: (sealed) => ({ ...windowOf({ period: "2026-Q3" }, sealed), isInstant: false }),
    });
    expect(report.controls.map(({ listed }) => listed)).toEqual(report.controls.map(() => null));
    const counts = countsOf(report);
    expect(sheet(SHEETS.failures).rows).toHaveLength(report.failures.length);
    expect(new Set(columnOf(sheet(SHEETS.failures), "Failure")).size).toBe(counts.failures);
    expect(sheet(SHEETS.exceptions).rows).toHaveLength(counts.exceptions + counts.possible);
    expect(sheet(SHEETS.days).rows).toHaveLength(counts.days);
    expect(columnOf(sheet(SHEETS.days), "Status").filter((status) => status === "met")).toHaveLength(counts.met);
    expect(sheet(SHEETS.matrix).rows).toHaveLength(report.controls.length);
    expect(numbers(sheet(SHEETS.matrix), "Exceptions")).toBe(counts.exceptions);
    expect(numbers(sheet(SHEETS.matrix), "Possible exceptions")).toBe(counts.possible);
    expect(numbers(sheet(SHEETS.matrix), "Days (sum)")).toBe(report.controls.flatMap(({ days }) => days).length);
    for (const { id, items } of report.controls) expect(sheet(id).rows).toHaveLength(items);
    expect(sheet(SHEETS.changes).rows).toHaveLength(report.changes.length);
    expect(sheet(SHEETS.acceptances).rows).toHaveLength(report.acceptances.length);
    expect(sheet(SHEETS.unread).rows).toHaveLength(report.unread.length);
    expect(sheet(SHEETS.completeness).rows).toHaveLength(completenessLines(report, new Times("UTC")).length);
    expect(sheet(SHEETS.requests).rows).toHaveLength(REQUESTS.length);
  });

  test("and each sheet names that count", () => {
    const agreements = Object.fromEntries(made.sheets.map((each) => [each.name, openingLine(each, "Agrees to")]));
    expect(agreements[SHEETS.failures]).toMatch(/^14 failures, figure failures on page 1 /);
    expect(agreements[SHEETS.exceptions]).toMatch(/^5 exceptions and 1 possible ones, figure exceptions /);
    expect(agreements[SHEETS.days]).toMatch(/^736 control-days, figure days /);
    expect(agreements[SHEETS.population]).toMatch(/^189 resources at the start \+ 2 that appeared, .*: 191$/);
    for (const { id, items } of made.report.controls)
      expect(agreements[id]).toMatch(new RegExp(`^${items} items of ${id}, `));
  });
});

test("rows are as many as SQL counts", () => {
  expect(sheet(SHEETS.matrix).rows).toHaveLength(made.counts["controls"] as number);
  expect(sheet(SHEETS.failures).rows).toHaveLength(made.counts["failures"] as number);
  expect(sheet(SHEETS.population).rows).toHaveLength(made.counts["resources"] as number);
  expect(numbers(sheet(SHEETS.reconciliation), "Count here at the end")).toBe(made.counts["atEnd"]);
  expect(sheet(SHEETS.acceptances).rows).toHaveLength(made.counts["acceptances"] as number);
});

test("the failures of items are those of their control", () => {
  for (const { id, failures } of made.report.controls) {
    const seen = failures.filter(({ becameKnownLater }) => !becameKnownLater).map((each) => each.id);
    const told = columnOf(sheet(id), "Failures, by id").flatMap((cell) => String(cell ?? "").split("\n"));
    expect(told).toEqual(expect.arrayContaining(seen));
  }
});

test("a row of the population has the digest of its cells, and its resource and place as the tables have them", () => {
  const { columns, rows } = sheet(SHEETS.population);
  const titles = columns.map(({ title }) => title);
  const [first, last] = [titles.indexOf("Row id"), titles.indexOf("Record")];
  for (const row of rows.slice(0, 20)) {
    const cells = row.slice(first, last + 1).map((cell, at) => {
      const isInstant = columns[first + at]?.kind === "instant";
      return cell === null ? "" : isInstant ? new Date(cell as number).toISOString() : String(cell);
    });
    expect(row.at(-1)).toBe(sha256Hex(Buffer.from(cells.map((cell) => `${cell}\n`).join(""))));
  }
});

/** Gives how many failures began or ended with facts that differ. */
function expectChanges(failures: Sheet, ledger: string): number {
  const changed = factsChanged(ledger);
  const told = (record: unknown, check: unknown): string | null => {
    const facts = changed.get(`${String(record)} ${String(check)}`) ?? null;
    return facts === "" ? "no fact changed" : facts;
  };
  const cells = (title: string) => columnOf(failures, title);
  const [checks, records, ends] = [cells("Check"), cells("Record"), cells("Record of the end")];
  const atBegin = cells("Facts that changed then (before -> after)");
  const atEnd = cells("Facts that changed at the end (before -> after)");
  for (const [at, check] of checks.entries()) {
    expect(atBegin[at], `begin of ${records[at]}`).toBe(told(records[at], check));
    expect(atEnd[at], `end by ${ends[at]}`).toBe(told(ends[at], check));
  }
  return [...atBegin, ...atEnd].filter((cell) => String(cell).includes(" -> ")).length;
}

test("a failure tells the facts that its first record changed, and those that changed at its end", () => {
  expect(expectChanges(sheet(SHEETS.failures), join(folder, "ledger"))).toBeGreaterThan(15);
  const at = columnOf(sheet(SHEETS.failures), "Failure").indexOf("F-c9c6e39b");
  const told = columnOf(sheet(SHEETS.failures), "Facts that changed then (before -> after)")[at];
  expect(told).toBe("policy: blocked -> public");
});

test("nobody is named: people stand by reference", () => {
  const cells = made.sheets.flatMap(({ rows }) => rows.flat());
  expect(cells.filter((cell) => /^person:[0-9a-f]{64}$/.test(String(cell))).length).toBeGreaterThan(10);
  const names = join(folder, "names");
  const known = readdirSync(names)
    .filter((file) => file.endsWith(".json"))
    .map((file) => (JSON.parse(readFileSync(join(names, file), "utf8")) as { readonly name: string }).name);
  expect(known.length).toBeGreaterThan(10);
  const text = JSON.stringify(made.sheets);
  // Names of roles and programs are nobody's.
  expect(
    known.filter((name) => /@northlight\.example|:user\/|^[A-Z]\w+ [A-Z]\w+$/.test(name) && text.includes(name)),
  ).toEqual([]);
  expect(sheet(SHEETS.names).rows).toEqual([]);
});

test("of ten days in which failures end in each way, and of random ledgers, all rows agree", async () => {
  const late = await lateCorrections();
  late.writeTrust();
  const estates = await Promise.all(Array.from({ length: runs(40) }, (_, at) => randomEstate(at + 1)));
  const all = [
    { home: late, window: { from: "2026-09-01", to: "2026-09-10", zone: "UTC" } },
    { home: late, window: { from: "2026-09-03", to: "2026-09-05", zone: "Asia/Kathmandu" } },
    ...estates,
  ];
  for (const [at, { home, window }] of all.entries()) {
    const { from, to, zone } = window;
    const { sheets, report } = await workbookIn(home.root, { from, to, "time-zone": zone });
    const wrong = sheets.filter((each) => openingLine(each, "Agrees to")?.startsWith("DOES NOT AGREE") !== false);
    expect(
      wrong.map(({ name, opening }) => [name, opening[6]]),
      `ledger ${at}`,
    ).toEqual([]);
    const atEnd = report.boundary.scopes.reduce((sum, { population }) => sum + population.atEnd, 0);
    expect(numbers(sheetNamed(sheets, SHEETS.reconciliation), "Count here at the end")).toBe(atEnd);
    expectChanges(sheetNamed(sheets, SHEETS.failures), home.root);
  }
});
