// Checks what `tidemark report` refuses, each in one line, that it leaves nothing half written, and that its bytes depend on no place.
import { execFileSync, fork } from "node:child_process";
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { beforeAll, describe, expect, test } from "vitest";
import { homeOf } from "../../../cli/places/home.ts";
import { tablesPath } from "../../../cli/places/tables.ts";
import type { Command } from "../../support/ledger/command-process.ts";
import { lateCorrections } from "../../support/ledger/late-corrections.ts";
import { runCommand } from "../../support/ledger/run-command.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import { TemporaryLedger } from "../../support/ledger/temporary-ledger.ts";
import { repository, type Ran } from "../../support/run-cli.ts";

let home: TemporaryLedger;
beforeAll(async () => {
  home = await lateCorrections();
  home.writeTrust();
});

describe("refused in one line", () => {
  const out = (): string => join(temporaryDirectory(), "r.html");
  test.each<readonly [string, () => readonly string[], string]>([
    ["no place for the file", () => [], "report: expected --out FILE, the place where the report is written"],
    ["a folder", () => ["--out", temporaryDirectory()], "is a folder. Name a file in it"],
    [
      "a folder that is not there",
      () => ["--out", join(temporaryDirectory(), "none", "r.html")],
      "(ENOENT). Name a file in a folder that is there",
    ],
    [
      "an instant and a period",
      () => ["--out", out(), "--as-of", "2026-09-03", "--period", "2026-Q3"],
      "expected either --as-of or a period",
    ],
    ["before the ledger", () => ["--out", out(), "--period", "2026-07"], "the records tell of no time before"],
    ["in the future", () => ["--out", out(), "--period", "2026-10"], "Name a period that begins earlier"],
    [
      "an instant in the future",
      () => ["--out", out(), "--as-of", "2026-10-03"],
      "--as-of: found 2026-10-03T23:59:59.999Z, expected a time from",
    ],
    [
      "empty",
      () => ["--out", out(), "--from", "2026-09-03T06:00:00Z", "--to", "2026-09-03T06:00:00Z"],
      "the period is empty",
    ],
    ["reversed", () => ["--out", out(), "--period", "2026-09-05..2026-09-03"], "the period is empty"],
    ["no period", () => ["--out", out(), "--period", "autumn"], "--period: found autumn, expected a quarter"],
    ["no time zone", () => ["--out", out(), "--time-zone", "Mars/Olympus"], "--time-zone: found Mars/Olympus"],
    ["no trust file", () => ["--out", out(), "--trust", "/nowhere/trust.txt"], "/nowhere/trust.txt does not exist"],
  ])("%s", async (_, args, expected) => {
    const given = args();
    const { status, stdout, stderr } = await runCommand(["report", "--ledger", home.root, ...given]);
    expect({ status, stdout }).toEqual({ status: 3, stdout: "" });
    expect(stderr).toContain(expected);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    // Nothing is left behind, whole or in part.
    const place = given[given.indexOf("--out") + 1];
    if (place?.endsWith("r.html") === true && !place.includes("none")) expect(readdirSync(dirname(place))).toEqual([]);
  });

  test("nothing sealed yet", async () => {
    const empty = await TemporaryLedger.create();
    const { status, stderr } = await runCommand(["report", "--ledger", empty.root, "--out", out()]);
    expect(status).toBe(3);
    expect(stderr).toContain(
      "nothing is sealed yet, so there is nothing to report. Make the first run: tidemark collect",
    );
  });
});

test("a file that was there is replaced as a whole, and stays where the question is refused", async () => {
  const path = join(temporaryDirectory(), "r.html");
  writeFileSync(path, "<!doctype html>before", { mode: 0o640 });
  await runCommand(["report", "--ledger", home.root, "--out", path, "--period", "2026-10"]);
  expect(readFileSync(path, "utf8")).toBe("<!doctype html>before");
  await runCommand(["report", "--ledger", home.root, "--out", path]);
  expect(readFileSync(path, "utf8")).toMatch(/^<!doctype html>[^]*<\/html>\n$/);
  expect(statSync(path).mode & 0o777).toBe(0o640);
  const link = join(dirname(path), "link.html");
  symlinkSync(path, link);
  await runCommand(["report", "--ledger", home.root, "--out", link]);
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(readdirSync(dirname(path)).sort()).toEqual(["link.html", "r.html"]);
});

test.each([
  ["genesis.json of the ledger", "ledger/genesis.json"],
  ["a new file in the ledger", "ledger/report.html"],
  ["the folder of tables", "tables/report.html"],
  ["the folder of the key", "keys/report.html"],
  ["the signing key", "keys/signing.pem"],
  ["a pipe", "pipe.html"],
  ["an empty name", ""],
  ["the trust file", "trust.txt"],
])("nothing is written over %s", async (_, name) => {
  const copy = home.copy();
  copy.writeTrust();
  await runCommand(["tables", "--ledger", copy.root]);
  mkdirSync(join(copy.home, "keys"), { recursive: true });
  writeFileSync(join(copy.home, "keys/signing.pem"), "a key");
  execFileSync("mkfifo", [join(copy.home, "pipe.html")]);
  const path = name === "" ? "" : join(copy.home, name);
  const seen = (): Buffer | null => (existsSync(path) && statSync(path).isFile() ? readFileSync(path) : null);
  const before = seen();
  const { status, stderr } = await runCommand(["report", "--ledger", copy.root, "--out", path]);
  expect(status).toBe(3);
  expect(stderr).toMatch(
    /^tidemark: .* (?:which Tidemark keeps for itself|is no report|is a folder|the place where the report is written, such as --out report\.html)(?:\. [^\n]+)?\n$/,
  );
  expect(seen()).toEqual(before);
});

describe("nothing that lies beside the ledger is believed", () => {
  const falsified = async (): Promise<TemporaryLedger> => {
    const copy = home.copy();
    copy.writeTrust();
    await runCommand(["tables", "--ledger", copy.root]);
    const path = tablesPath(homeOf(copy.root), await copy.open());
    const database = new DatabaseSync(path);
    database.exec("delete from failure");
    database.close();
    return copy;
  };
  const failuresOf = async (copy: TemporaryLedger, ...args: readonly string[]): Promise<number> => {
    const out = join(temporaryDirectory(), "r.html");
    const { stdout } = await runCommand(["report", "--ledger", copy.root, "--out", out, "--json", ...args]);
    return (JSON.parse(stdout) as { readonly counts: { readonly failures: number } }).counts.failures;
  };

  test("with --rebuild, and with a trust file of the reader's own: tables are made again in memory", async () => {
    const copy = await falsified();
    const trust = join(temporaryDirectory(), "trust.txt");
    cpSync(join(copy.home, "trust.txt"), trust);
    expect(await failuresOf(copy, "--rebuild")).toBeGreaterThan(10);
    expect(await failuresOf(copy, "--trust", trust)).toBeGreaterThan(10);
  });

  test("a kept verification of another form, or in the way of links, costs nothing", async () => {
    const copy = home.copy();
    copy.writeTrust();
    expect(await failuresOf(copy)).toBeGreaterThan(10);
    const kept = tablesPath(homeOf(copy.root), await copy.open()).replace(/\.db$/, ".verified.json");
    writeFileSync(
      kept,
      JSON.stringify({ v: 1, mark: (JSON.parse(readFileSync(kept, "utf8")) as { mark: string }).mark }),
    );
    expect(await failuresOf(copy)).toBeGreaterThan(10);
    symlinkSync("/nowhere", join(copy.root, "records/dangling"));
    symlinkSync(".", join(copy.root, "loop"));
    expect(await failuresOf(copy)).toBeGreaterThan(10);
  });
});

/** The report of a copy of the ledger, made in a process that begins with these variables. */
async function madeIn(variables: Readonly<Record<string, string>>): Promise<string> {
  const folder = join(temporaryDirectory(), `in ${variables["TZ"]?.replace("/", " ")}`);
  mkdirSync(folder);
  cpSync(home.home, folder, { recursive: true });
  const child = fork(join(repository, "test/support/ledger/command-process.ts"), {
    env: { ...process.env, ...variables },
    stdio: "inherit",
  });
  const args = [
    "report",
    "--ledger",
    join(folder, "ledger"),
    "--out",
    join(folder, "r.html"),
    "--period",
    "2026-09-01..2026-09-09",
  ];
  const ran = await new Promise<Ran>((resolve, reject) => {
    child.on("message", (told: { readonly ran: Ran }) => resolve(told.ran));
    child.once("exit", (code) => reject(new Error(`the process ended: ${code}`)));
    child.send({ id: 0, command: { args, cwd: folder, variables: {} } satisfies Command });
  });
  child.disconnect();
  expect(ran).toMatchObject({ status: 2, stderr: "" });
  return readFileSync(join(folder, "r.html"), "utf8");
}

test("the same ledger, period and version give the same bytes in every folder, time zone and language", async () => {
  const [utc, ...others] = await Promise.all(
    [
      { TZ: "UTC", LC_ALL: "C" },
      { TZ: "Asia/Kolkata", LC_ALL: "de_DE.UTF-8" },
      { TZ: "America/New_York", LC_ALL: "tr_TR.UTF-8" },
    ].map(madeIn),
  );
  for (const other of others) expect(other).toBe(utc);
});
