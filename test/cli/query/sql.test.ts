// `tidemark query --sql`: answers in each format, reads alone whatever is asked, and `--schema` names what the file has.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, test } from "vitest";
import { homeOf } from "../../../cli/places/home.ts";
import { tablesPath } from "../../../cli/places/tables.ts";
import { sha256Hex } from "../../../evidence-schema/bytes/digest.ts";
import { FORMULA, lateCorrections } from "../../support/ledger/late-corrections.ts";
import { runCliInTurn } from "../../support/ledger/run-cli-in-turn.ts";
import { runCommand } from "../../support/ledger/run-command.ts";
import { TemporaryLedger } from "../../support/ledger/temporary-ledger.ts";
import type { Ran } from "../../support/run-cli.ts";

let home: TemporaryLedger;
let path: string;
beforeAll(async () => {
  home = await lateCorrections([1, 2, 3]);
  path = tablesPath(homeOf(home.root), await home.open());
  expect((await runCommand(["tables", "--ledger", home.root])).status).toBe(0);
});

const query = (...args: readonly string[]): Promise<Ran> => runCommand(["query", "--ledger", home.root, ...args]);
const ask = (sql: string, ...args: readonly string[]): Promise<Ran> => query("--sql", sql, ...args);

const OPEN = "select key, to_time, shortest_ms from failure where scope like '%1' order by key";

describe("an answer", () => {
  test("shows each column of a join, though two have one name", async () => {
    const sql = "select f.from_time, s.time as from_time from failure f join seal s on s.leaf = 0 where f.key = 'late'";
    const { stdout } = await ask(sql, "--json");
    const { columns, rows } = JSON.parse(stdout) as { readonly columns: unknown; readonly rows: readonly unknown[][] };
    expect(columns).toEqual(["from_time", "from_time"]);
    expect(rows[0]?.[0]).not.toBe(rows[0]?.[1]);
  });

  test("as a table, as JSON and as CSV has the same cells", async () => {
    const { status, stdout, stderr } = await ask(OPEN);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const { columns, rows, ...rest } = JSON.parse((await ask(OPEN, "--json")).stdout) as {
      readonly columns: readonly string[];
      readonly rows: readonly (readonly unknown[])[];
    };
    expect(rest).toEqual({
      v: 1,
      example: false,
      verified: false,
      sealed: { index: 2, time: "2026-09-03T06:02:00.000Z" },
      broken: [],
    });
    expect(columns).toEqual(["key", "to_time", "shortest_ms"]);
    expect(rows.map(([key]) => key)).toEqual([FORMULA, "accepted", "late", "perhaps", "sandbox", "thrice"]);
    const text = (value: unknown): string => (value === null ? "" : String(value as string | number));
    const csv = await runCliInTurn(["query", "--ledger", home.root, "--sql", OPEN, "--format", "csv"]);
    expect(csv).toMatchObject({ status: 0, stderr: "" });
    expect(parse(csv.stdout, { columns: true })).toEqual(
      rows.map((row) => ({
        key: text(row[0]).replace(/^=/, "'="),
        to_time: text(row[1]),
        shortest_ms: text(row[2]),
      })),
    );
    const lines = stdout.trimEnd().split("\n");
    expect(lines.slice(0, 1 + rows.length).map((line) => line.split(/ {2,}/))).toEqual([
      columns,
      ...rows
        .map((row) => row.map((value) => text(value).replace("\n", "\uFFFD")))
        .map((cells) => (cells[1] === "" ? cells.filter((cell) => cell !== "") : cells)),
    ]);
    expect(lines.at(-1)).toBe(
      "6 rows, from what is sealed up to entry 2 of the log (2026-09-03T06:02:00.000Z). Not verified.",
    );
  });

  test("without rows, with a comment, with a semicolon, and recursive", async () => {
    expect((await ask("select id from failure where id = 'none'")).stdout).toMatch(/^id\n\n0 rows, /);
    for (const sql of ["select 1 as n;", "select 1 as n -- one", "  select 1 as n  "])
      expect({ sql, ...(await ask(sql)) }).toMatchObject({ sql, status: 0 });
    const counting =
      "with recursive n(i) as (select 1 union all select i + 1 from n where i < 3) select max(i) as m from n";
    expect((await ask(counting)).stdout).toMatch(/^m\n3\n/);
    expect((await ask("select count(*) as n, 1 as n from seal")).status).toBe(0);
  });

  test("of a ledger without a seal", async () => {
    const empty = await TemporaryLedger.create();
    const of = (...args: readonly string[]): Promise<Ran> =>
      runCliInTurn(["query", "--ledger", empty.root, "--sql", "select 1", ...args]);
    const nothing = "Nothing is sealed yet. Make the first run: tidemark collect\n";
    expect(await of()).toEqual({ status: 0, stdout: nothing, stderr: "" });
    expect(JSON.parse((await of("--json")).stdout)).toEqual({ v: 1, sealed: null, columns: [], rows: [] });
    expect(await of("--format", "csv")).toEqual({ status: 0, stdout: "", stderr: nothing });
  });
});

describe("whatever does more than read is refused in one line, and nothing on disk changes", () => {
  const files = (): unknown =>
    readdirSync(dirname(path)).map((name) => [name, sha256Hex(readFileSync(join(dirname(path), name)))]);
  test.each([
    "attach 'other.db' as other",
    "attach ':memory:' as other",
    "detach main",
    "pragma user_version = 7",
    "pragma user_version",
    "pragma writable_schema = on",
    "pragma journal_mode = wal",
    "pragma query_only = off",
    "insert into roster values ('a', 'b', 'c', null)",
    "update failure set longest_ms = 1",
    "delete from failure",
    "replace into roster values ('a', 'b', 'c', null)",
    "with n as (select 1) delete from failure",
    "delete from failure returning id",
    "create table mine (a)",
    "create temp table mine (a)",
    "create view mine as select 1",
    "create trigger mine after insert on seal begin select 1; end",
    "create virtual table mine using fts5(a)",
    "create index mine on seal (time)",
    "alter table seal rename to mine",
    "drop table failure",
    "vacuum",
    "vacuum into 'other.db'",
    "reindex",
    "analyze",
    "begin immediate",
    "commit",
    "savepoint mine",
    "select load_extension('other.so')",
    "select * from pragma_writable_schema",
    "select edit('a')",
    "select readfile('/etc/passwd')",
    "select writefile('other', 'a')",
    "select fts3_tokenizer('a')",
    "select 1; select 2",
    "select 1; delete from failure",
    "delete from failure; select 1",
    "",
    "  ",
    "/* nothing */",
    ";",
    "nonsense",
    "select no_such from failure",
    "select * from no_such",
    "select '\nline' from no_such",
    "select json('{')",
  ])("%j", async (sql) => {
    const before = files();
    const { status, stdout, stderr } = await ask(sql);
    expect({ status, stdout }).toEqual({ status: 3, stdout: "" });
    expect(stderr).toMatch(/^tidemark: --sql: found [^\n]*, (?:expected a SELECT[, ]|of which SQLite says )[^\n]+\n$/);
    expect(stderr).not.toContain("unexpected");
    expect(files()).toEqual(before);
  });

  test("other options beside it, whose place is in the statement", async () => {
    for (const option of ["as-of", "from", "to", "by", "control", "check", "scope", "outcome"])
      expect(await ask("select 1", `--${option}`, "x")).toEqual({
        status: 3,
        stdout: "",
        stderr: `tidemark: found --sql together with --${option}, expected one of the two. Put it in the statement\n`,
      });
  });
});

describe("--schema", () => {
  test("names every table and column that the file has, and no other", async () => {
    type Described = {
      readonly name: string;
      readonly columns: readonly { readonly name: string; readonly type: string }[];
    };
    const described = (
      JSON.parse((await query("--schema", "--json")).stdout) as { readonly tables: readonly Described[] }
    ).tables;
    const database = new DatabaseSync(path, { readOnly: true });
    const there = database
      .prepare(
        `select t.name as "table", c.name, lower(c.type) as type from sqlite_schema t, pragma_table_info(t.name) c
         where t.type in ('table', 'view') order by t.rowid, c.cid`,
      )
      .all();
    database.close();
    expect(
      described.flatMap((each) => each.columns.map(({ name, type }) => ({ table: each.name, name, type }))),
    ).toEqual(there.map((row) => ({ ...row })));
    const { status, stdout, stderr } = await query("--schema");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    for (const { name, columns } of described) {
      const section = new RegExp(`^${name}: \\S[^\\n]+\\n((?:  [^\\n]+\\n)+)`, "m").exec(stdout)?.[1] ?? "";
      expect(
        section
          .trimEnd()
          .split("\n")
          .map((line) => line.trim().split(/ +/)[0]),
      ).toEqual(columns.map((each) => each.name));
    }
  });

  test("needs no ledger, and its example is one that works", async () => {
    const { status, stdout } = await runCommand(["query", "--schema", "--ledger", "nowhere"]);
    expect(status).toBe(0);
    const [, sql] = /tidemark query --sql "([^"]+)"/.exec(stdout) ?? [];
    expect((await ask(sql ?? "")).status).toBe(0);
  });
});
