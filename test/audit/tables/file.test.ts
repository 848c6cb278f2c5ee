// The file of the derived tables: who may read it, where it lies, and that whatever stands in its place never gives a wrong row.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { beforeAll, describe, expect, test } from "vitest";
import { openTables, type OpeningTables } from "../../../audit/tables/database.ts";
import { dumpOf, type Dump } from "../../../audit/tables/dump.ts";
import { homeOf } from "../../../cli/places/home.ts";
import { tablesPath } from "../../../cli/places/tables.ts";
import { Ledger } from "../../../ledger/read/ledger.ts";
import { openDirectory } from "../../../ledger/stores/directory.ts";
import { lateCorrections } from "../../support/ledger/late-corrections.ts";
import { repository } from "../../support/run-cli.ts";
import { runCommand } from "../../support/ledger/run-command.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import type { TemporaryLedger } from "../../support/ledger/temporary-ledger.ts";

let home: TemporaryLedger;
let ledger: Ledger;
/** Of tables that were made in memory. */
let right: Dump;
/** A file as it was made. */
let made: Buffer;
beforeAll(async () => {
  home = await lateCorrections();
  ledger = await Ledger.open(openDirectory(home.root));
  right = (await opened({ path: null })).dump;
  made = readFileSync(await fileWith(Buffer.alloc(0)));
});

type Opened = { readonly made: string | null; readonly dump: Dump };

async function opened(members: Partial<OpeningTables> & Pick<OpeningTables, "path">): Promise<Opened> {
  const tables = await openTables({ ledger, ...members });
  try {
    return { made: tables.made, dump: dumpOf(tables.rows) };
  } finally {
    tables.rows.database.close();
  }
}

/** A new path at which a file with this content was opened. */
async function fileWith(content: Buffer): Promise<string> {
  const path = join(temporaryDirectory(), "tables.db");
  writeFileSync(path, content);
  await opened({ path });
  return path;
}

/** A path at which the file stands as it was made. */
function aCopy(): string {
  const path = join(temporaryDirectory(), "tables.db");
  writeFileSync(path, made);
  return path;
}

/** Changes the file as anybody can who may write to it. */
function changed(sql: string): string {
  const path = aCopy();
  const database = new DatabaseSync(path);
  database.exec(sql);
  database.close();
  return path;
}

const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8);

describe("the file", () => {
  test("is its user's alone, beside the ledger and not in it, in a folder that only the user may enter", async () => {
    const copy = home.copy();
    const before = copy.digests();
    expect(await runCommand(["tables", "--ledger", copy.root])).toMatchObject({ status: 0, stderr: "" });
    const path = tablesPath(homeOf(copy.root), ledger);
    expect(path).toBe(join(copy.home, "tables", `${ledger.id.slice(0, 16)}.db`));
    expect([mode(path), mode(dirname(path))]).toEqual(["600", "700"]);
    expect(readdirSync(dirname(path))).toEqual([`${ledger.id.slice(0, 16)}.db`]);
    chmodSync(path, 0o666);
    await runCommand(["failures", "--ledger", copy.root]);
    expect(mode(path)).toBe("600");
    expect(copy.digests()).toEqual(before);
  });

  test("is gone on from where it has all rows, and made again where that is asked for", async () => {
    const path = aCopy();
    expect(await opened({ path })).toEqual({ made: null, dump: right });
    expect(await opened({ path, rebuild: true })).toEqual({ made: "it was asked for", dump: right });
  });
});

describe("a file that can't be gone on from is made again", () => {
  const foreign: readonly (readonly [name: string, sql: string, why: string])[] = [
    ["of another ledger", "update basis set ledger = '00'", "they were made from another ledger"],
    ["of another version", "update basis set tables_version = 0", "they have another version"],
    ["made by other code", "update basis set derive_digest = '00'", "other code made them"],
    [
      "of a log that is longer than this one",
      "update basis set leaf = 99, place = 99",
      "the log has no such seal any more",
    ],
    ["of a log with a leaf that has no note", "update basis set leaf = 99", "the log has no such seal any more"],
    [
      "of a log with other bytes at that index",
      "update basis set leaf_digest = '00'",
      "the log differs from the one that they were made from",
    ],
    ["without its basis", "delete from basis", "there were none"],
    ["without a table", "drop table verdict", "there were none"],
    ["without a column", "alter table failure drop column because", "there were none"],
    ["with a column more", "alter table seal add column other text", "there were none"],
    ["with tables of somebody else", "create table theirs (a); drop table basis", "there were none"],
  ];
  test.each(foreign)("%s", async (_name, sql, why) => {
    // A wrong row beside it shows that all were made again.
    const path = changed(`update failure set longest_ms = 1; ${sql}`);
    expect(await opened({ path })).toEqual({ made: why, dump: right });
    expect(await opened({ path })).toEqual({ made: null, dump: right });
  });

  test("cut off at any length", async () => {
    const lengths = new Set([0, 1, 15, 16, 99, 100, 512, 4095, 4096, 4097, 8192, made.length / 2, made.length - 4096]);
    for (const length of [...lengths, made.length - 4095, made.length - 100, made.length - 1]) {
      const path = aCopy();
      writeFileSync(path, made.subarray(0, length));
      const { made: why, dump } = await opened({ path });
      expect({ length, dump }).toEqual({ length, dump: right });
      expect(why).toBe(length === 0 ? "there were none" : "the file was damaged");
    }
  });

  test("with bytes behind its end", async () => {
    const path = aCopy();
    writeFileSync(path, Buffer.concat([made, Buffer.from("x")]));
    expect(await opened({ path })).toEqual({ made: "the file was damaged", dump: right });
  });

  test("of garbage, or with garbage in place of any page", async () => {
    for (let at = 0; at < made.length; at += 4096 * 7) {
      const path = aCopy();
      const bytes = Buffer.from(made);
      bytes.fill("garbage", at, at + 4096);
      writeFileSync(path, bytes);
      expect({ at, ...(await opened({ path })) }).toEqual({ at, made: "the file was damaged", dump: right });
    }
    const path = aCopy();
    writeFileSync(path, "This is no database.\n");
    writeFileSync(`${path}-journal`, "nor is this a journal");
    expect(await opened({ path })).toEqual({ made: "the file was damaged", dump: right });
    expect(readdirSync(dirname(path))).toEqual(["tables.db"]);
  });
});

describe("a place that can't be used is one line, and exit code 3", () => {
  /** The answer of `tidemark failures` after `place` has put something else at the path of the tables. */
  async function refused(place: (path: string) => void): Promise<string> {
    const copy = home.copy();
    const path = tablesPath(homeOf(copy.root), ledger);
    place(path);
    const { status, stdout, stderr } = await runCommand(["failures", "--ledger", copy.root]);
    expect({ status, stdout }).toEqual({ status: 3, stdout: "" });
    return stderr.replaceAll(path, "FILE");
  }

  test("a folder stands in its place", async () => {
    expect(await refused((path) => mkdirSync(path, { recursive: true }))).toBe(
      "tidemark: the tables can't be written to FILE (EISDIR). Remove this folder: a file is made in its place\n",
    );
  });

  test("its folder can't be made", async () => {
    expect(await refused((path) => writeFileSync(dirname(path), ""))).toBe(
      "tidemark: the tables can't be written to FILE (EEXIST). Remove what stands in place of its folder\n",
    );
    await expect(opened({ path: "/dev/null/tables/tables.db" })).rejects.toMatchObject({
      name: "TablesError",
      message:
        "the tables can't be written to /dev/null/tables/tables.db (ENOTDIR). Remove what stands in place of its folder",
    });
  });

  /** Another process that keeps the file for so long, once it has it. */
  async function keeping(path: string, ms: number): Promise<() => Promise<unknown>> {
    const script = `
      const { DatabaseSync } = require("node:sqlite");
      const database = new DatabaseSync(process.argv[1]);
      database.exec("begin immediate");
      process.stdout.write("kept");
      process.stdin.resume().once("end", () => process.exit());
      setTimeout(() => { database.exec("rollback"); database.close(); }, ${ms});`;
    const child = spawn(process.execPath, ["-e", script, path], { stdio: ["pipe", "pipe", "inherit"] });
    const exit = once(child, "exit");
    await once(child.stdout, "data");
    return async () => (child.stdin.end(), await exit);
  }

  test("another process keeps it", async () => {
    const path = aCopy();
    const end = await keeping(path, 1_000_000);
    await expect(opened({ path, busyMs: 1 })).rejects.toMatchObject({
      name: "TablesError",
      message: `the tables in ${path} can't be used: another command uses the file. Try again when it is done`,
    });
    await end();
    expect(await opened({ path, busyMs: 1 })).toEqual({ made: null, dump: right });
  });

  test("another process keeps it for a moment: the command waits", async () => {
    const path = aCopy();
    const end = await keeping(path, 50);
    expect(await opened({ path })).toEqual({ made: null, dump: right });
    await end();
  });

  /** The answer of the program in a shell with fewer rights than this process. */
  async function inShell(before: string, folder: string): Promise<{ readonly status: number; readonly said: string }> {
    const main = join(repository, "cli", "main.ts");
    const script = `${before}; exec "$0" "$1" failures --ledger "$2"`;
    const child = spawn("bash", ["-c", script, process.execPath, main, folder], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    let said = "";
    child.stderr.on("data", (data: Buffer) => (said += String(data)));
    const [status] = (await once(child, "close")) as [number];
    return { status, said };
  }

  test("the disk has no room", async () => {
    const copy = home.copy();
    const path = tablesPath(homeOf(copy.root), ledger);
    expect(await inShell("ulimit -f 64", copy.root)).toEqual({
      status: 3,
      said: `tidemark: the tables in ${path} can't be used: the disk refused to read or write it. Make room or use another disk\n`,
    });
    expect(await opened({ path })).toEqual({ made: "there were none", dump: right });
  });
});

test("rows and their basis are those of one moment, and another process writes while they are read", async () => {
  const path = aCopy();
  const reading = await openTables({ ledger, path });
  const other = await lateCorrections([1, 2]);
  const anew = await openTables({ ledger: await other.open(), path, busyMs: 1 });
  expect(anew.made).toBe("the log has no such seal any more");
  expect(dumpOf(anew.rows)).not.toEqual(right);
  expect(dumpOf(reading.rows)).toEqual(right);
  for (const { rows } of [reading, anew]) rows.database.close();
  rmSync(path);
});

test("nobody else may read what SQLite leaves beside the file, and it goes with the file", async () => {
  const path = aCopy();
  const reading = await openTables({ ledger, path, rebuild: true });
  const beside = readdirSync(dirname(path)).map((name) => [name, statSync(join(dirname(path), name)).mode & 0o777]);
  expect(beside).toEqual([
    ["tables.db", 0o600],
    ["tables.db-shm", 0o600],
    ["tables.db-wal", 0o600],
  ]);
  reading.rows.database.close();
  expect(readdirSync(dirname(path))).toEqual(["tables.db"]);
});
