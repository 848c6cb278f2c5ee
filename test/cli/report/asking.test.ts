// Checks what `tidemark report` refuses, each in one line, that it leaves nothing half written, and that its bytes depend on no place.
import { fork } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
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
    ["an instant in the future", () => ["--out", out(), "--as-of", "2026-10-03"], "Name a period that begins earlier"],
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
  writeFileSync(path, "before");
  await runCommand(["report", "--ledger", home.root, "--out", path, "--period", "2026-10"]);
  expect(readFileSync(path, "utf8")).toBe("before");
  await runCommand(["report", "--ledger", home.root, "--out", path]);
  expect(readFileSync(path, "utf8")).toMatch(/^<!doctype html>[^]*<\/html>\n$/);
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
