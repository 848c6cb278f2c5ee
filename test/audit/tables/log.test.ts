// Derived tables over a log that is no longer the one that they were made from, and over a log that is not as it was written.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { beforeAll, expect, test } from "vitest";
import { openTables } from "../../../audit/tables/database.ts";
import { dumpOf, type Dump } from "../../../audit/tables/dump.ts";
import { Rows } from "../../../audit/tables/rows.ts";
import { homeOf } from "../../../cli/places/home.ts";
import { tablesPath } from "../../../cli/places/tables.ts";
import { noteKey, sealKey } from "../../../evidence-schema/keys/object-key.ts";
import { lateCorrections, runOn } from "../../support/ledger/late-corrections.ts";
import { runCliInTurn } from "../../support/ledger/run-cli-in-turn.ts";
import { runCommand } from "../../support/ledger/run-command.ts";
import type { TemporaryLedger } from "../../support/ledger/temporary-ledger.ts";
import type { Ran } from "../../support/run-cli.ts";

let three: TemporaryLedger;
beforeAll(async () => {
  three = await lateCorrections([1, 2, 3]);
  expect((await tables(three)).status).toBe(0);
});

const tables = (home: TemporaryLedger, ...args: readonly string[]): Promise<Ran> =>
  runCommand(["tables", "--ledger", home.root, ...args]);

async function inFile(home: TemporaryLedger): Promise<Dump> {
  const database = new DatabaseSync(tablesPath(homeOf(home.root), await home.open()), { readOnly: true });
  const dump = dumpOf(new Rows(database));
  database.close();
  return dump;
}

async function inMemory(home: TemporaryLedger): Promise<Dump> {
  const { rows } = await openTables({ ledger: await home.open(), path: null });
  const dump = dumpOf(rows);
  rows.database.close();
  return dump;
}

test("a log that went on: its rows are added", async () => {
  const copy = three.copy();
  await runOn(copy, 4);
  const { status, stdout } = await tables(copy);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^The tables stand up to entry 3 of the log \(2026-09-04T06:02:00\.000Z\)\.\n/);
  expect(await inFile(copy)).toEqual(await inMemory(copy));
});

test("a log that was cut back: all rows are made again from what is left", async () => {
  const copy = three.copy();
  for (const key of [noteKey(2), sealKey(2)]) rmSync(join(copy.root, key));
  const { status, stdout } = await tables(copy);
  expect(status).toBe(0);
  expect(stdout).toMatch(
    /^The tables were made from all records up to entry 1 of the log \([^)]+\), because the log has no such seal any more\.\n/,
  );
  expect(await inFile(copy)).toEqual(await inMemory(copy));
});

test("a log with another entry at the same index: all rows are made again", async () => {
  const [one, other] = [three.copy(), three.copy()];
  await runOn(one, 4);
  await runOn(other, 5);
  await tables(one);
  const path = tablesPath(homeOf(one.root), await one.open());
  rmSync(one.root, { recursive: true });
  const swapped = { path, ledger: await other.open() };
  const opened = await openTables(swapped);
  expect(opened.made).toBe("the log differs from the one that they were made from");
  expect(dumpOf(opened.rows)).toEqual(await inMemory(other));
  opened.rows.database.close();
});

test("a seal that is missing: one line that names it, exit code 1, and rows as before", async () => {
  const copy = three.copy();
  const before = await inFile(copy);
  await runOn(copy, 4);
  await runOn(copy, 5);
  rmSync(join(copy.root, sealKey(3)));
  for (const args of [
    ["failures"],
    ["failures", "--json"],
    ["tables"],
    ["tables", "--rebuild"],
    ["query", "--sql", "select 1"],
  ]) {
    const { status, stdout, stderr } = await runCliInTurn([...args, "--ledger", copy.root]);
    expect({ args, status, stdout }).toEqual({ args, status: 1, stdout: "" });
    expect(stderr).toMatch(
      new RegExp(`^tidemark: ${sealKey(3)} [^\\n]+ Run tidemark verify to see all that is wrong\\n$`),
    );
    expect(await inFile(copy)).toEqual(before);
  }
});
