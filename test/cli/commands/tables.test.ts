// `tidemark tables`: brings the tables up to date, makes them again, and compares them with new ones.
import { DatabaseSync } from "node:sqlite";
import { beforeAll, expect, test } from "vitest";
import { TABLES } from "../../../audit/tables/schema/schema.ts";
import { lateCorrections } from "../../support/ledger/late-corrections.ts";
import { runCommand } from "../../support/ledger/run-command.ts";
import { TemporaryLedger } from "../../support/ledger/temporary-ledger.ts";
import type { Ran } from "../../support/run-cli.ts";

let home: TemporaryLedger;
beforeAll(async () => {
  home = await lateCorrections([1, 2, 3]);
});

const tables = (...args: readonly string[]): Promise<Ran> => runCommand(["tables", "--ledger", home.root, ...args]);

type Answer = {
  readonly path: string;
  readonly made: string | null;
  readonly rows: Readonly<Record<string, number>>;
  readonly differ: readonly string[] | null;
};
const asked = async (...args: readonly string[]): Promise<Answer> =>
  JSON.parse((await tables("--json", ...args)).stdout) as Answer;

const UP_TO = "up to entry 2 of the log (2026-09-03T06:02:00.000Z)";

test("tells up to which seal they stand, where they are, why they were made, and how many rows each has", async () => {
  expect((await asked()).made).toBe("there were none");
  const { path, rows, differ, ...rest } = await asked();
  expect(rest).toEqual({ v: 1, sealed: { index: 2, time: "2026-09-03T06:02:00.000Z" }, broken: [], made: null });
  expect(differ).toBeNull();
  expect(Object.keys(rows)).toEqual(TABLES.map(({ name }) => name));
  expect(rows).toMatchObject({ basis: 1, seal: 3, segment: 6 });
  const { status, stdout, stderr } = await tables();
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const [first, second, , heading, ...lines] = stdout.trimEnd().split("\n");
  expect([first, second, heading]).toEqual([`The tables stand ${UP_TO}.`, path, "Rows"]);
  expect(lines.map((line) => line.trim().split(/ +/))).toEqual(
    Object.entries(rows).map(([name, count]) => [name, String(count)]),
  );
  expect((await tables("--rebuild")).stdout).toMatch(
    /^The tables were made from all records up to entry 2 of the log \([^)]+\), because it was asked for\.\n/,
  );
});

test("--check compares with new tables: a changed row is found, exit code 1, and --rebuild heals it", async () => {
  const same = "Compared with tables made anew from all records: every row is the same.";
  expect(await tables("--check")).toMatchObject({ status: 0, stdout: expect.stringContaining(same) as string });
  const { path, differ } = await asked("--check");
  expect(differ).toEqual([]);
  const database = new DatabaseSync(path);
  database.exec("update segment set root = '00'");
  database.close();
  // The command has to read what it is to compare, and mends nothing.
  for (const _ of [1, 2]) {
    const checked = await tables("--check");
    expect(checked).toMatchObject({ status: 1, stderr: "" });
    expect(checked.stdout.trimEnd().split("\n").at(-1)).toBe(
      `1 table (segment) in ${path} differs from what the records say. Make all rows again: tidemark tables --rebuild`,
    );
  }
  expect(await asked("--check")).toMatchObject({ differ: ["segment"] });
  await tables("--rebuild");
  expect((await asked("--check")).differ).toEqual([]);
});

test("nothing is sealed, and options that exclude each other", async () => {
  const empty = await TemporaryLedger.create();
  expect(await runCommand(["tables", "--ledger", empty.root])).toEqual({
    status: 0,
    stdout: "Nothing is sealed yet. Make the first run: tidemark collect\n",
    stderr: "",
  });
  expect(JSON.parse((await runCommand(["tables", "--ledger", empty.root, "--json"])).stdout)).toMatchObject({
    v: 1,
    sealed: null,
  });
  expect(await tables("--check", "--rebuild")).toEqual({
    status: 3,
    stdout: "",
    stderr: "tidemark: found --check and --rebuild, expected only one of the two\n",
  });
});
