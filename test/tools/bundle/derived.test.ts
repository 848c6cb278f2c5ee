// Derives the failures of a bundle again from its evidence, by a script in Python that reads no table and shares no code with Tidemark.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { Auditor } from "../../support/bundle/auditor.ts";
import { lateCorrections } from "../../support/ledger/late-corrections.ts";
import { quarterHome } from "../../support/ledger/quarter-home.ts";
import { bundleMade } from "../../support/handover/real-bundle.ts";
import { repository } from "../../support/run-cli.ts";

/** The unpacked bundle of a ledger. */
async function unpacked(ledger: string, trust: string, period: string): Promise<Auditor> {
  const auditor = new Auditor(await bundleMade(ledger, ["--period", period]), trust);
  auditor.unpack();
  return auditor;
}

type Derived = readonly [
  scope: string,
  key: string,
  check: string,
  control: string | null,
  begin: string,
  end: string | null,
  status: string | null,
];

/** The failures of the bundle's table, as the script of this test derives them. */
function failuresIn(folder: string): Derived[] {
  const [name = ""] = readdirSync(join(folder, "csv")).filter((each) => each.endsWith("-failures.csv"));
  const rows = parse(readFileSync(join(folder, "csv", name)), { columns: true }) as Record<string, string>[];
  const cell = (row: Record<string, string>, title: string): string => row[title]?.replace(/^'(?=[=+@-])/, "") ?? "";
  return rows.map((row) => [
    cell(row, "Scope"),
    cell(row, "Key"),
    cell(row, "Check"),
    cell(row, "Control") || null,
    cell(row, "Began at the latest (ISO)"),
    cell(row, "Ended at the latest (ISO)") || null,
    cell(row, "Control") === "" ? null : cell(row, "Status"),
  ]);
}

const derive = (of: Auditor, from: string, to: string): Derived[] =>
  of.python<Derived[]>(join(repository, "test/support/bundle/derive_failures.py"), [from, to]);
const inOrder = (rows: readonly Derived[]): string[] => rows.map((row) => JSON.stringify(row)).toSorted();

describe("begin, end and status of each failure are derived again from the lines of the evidence", () => {
  test("of the quarter", async () => {
    const home = await quarterHome();
    const auditor = await unpacked(join(home, "ledger"), join(home, "trust.txt"), "2026-Q3");
    const derived = derive(auditor, "2026-07-01T00:00:00.000Z", "2026-10-01T00:00:00.000Z");
    expect(derived).toHaveLength(14);
    expect(inOrder(derived)).toEqual(inOrder(failuresIn(auditor.bundle)));
  });

  test("of a ledger in which failures end in each way", async () => {
    const late = await lateCorrections();
    late.writeTrust();
    const other = await unpacked(late.root, join(late.home, "trust.txt"), "2026-09-01..2026-09-09");
    const derived = derive(other, "2026-09-01T00:00:00.000Z", "2026-09-10T00:00:00.000Z");
    expect(new Set(derived.map(([, key, check, , begin]) => [key, check, begin].join(" "))).size).toBeGreaterThan(15);
    expect(inOrder(derived)).toEqual(inOrder(failuresIn(other.bundle)));
  });
});
