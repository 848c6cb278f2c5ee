// `bundle`: its files, their sums, its manifest, the same bytes everywhere, and what is refused before anything is written.
import { fork } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { parseCanonicalLine } from "../../../evidence-schema/bytes/canonical.ts";
import { filesIn } from "../../support/bundle/unpacked.ts";
import type { Command } from "../../support/ledger/command-process.ts";
import { lateCorrections } from "../../support/ledger/late-corrections.ts";
import { runCommand } from "../../support/ledger/run-command.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import type { TemporaryLedger } from "../../support/ledger/temporary-ledger.ts";
import { repository, type Ran } from "../../support/run-cli.ts";
import { isWhole } from "../../support/scale.ts";

const PERIOD = ["--period", "2026-09-02..2026-09-08", "--time-zone", "Europe/Berlin"];

let home: TemporaryLedger;
let zip: string;
let ran: Ran;
let files: ReadonlyMap<string, Buffer>;
beforeAll(async () => {
  home = await lateCorrections();
  home.writeTrust();
  zip = join(temporaryDirectory(), "b.zip");
  ran = await runCommand(["bundle", "--ledger", home.root, ...PERIOD, "--out", zip]);
  files = filesIn(zip);
});

const sha256 = (bytes: Buffer | undefined): string =>
  createHash("sha256")
    .update(bytes ?? "")
    .digest("hex");

test("says what it wrote, and ends as the report does", () => {
  expect([ran.status, ran.stderr]).toEqual([2, ""]);
  expect(ran.stdout.split("\n").slice(1)).toEqual([
    "Nothing was altered (verify says INCOMPLETE of the whole ledger).",
    "The evidence in the bundle is INCOMPLETE from 2026-09-01T06:02:00.000Z to 2026-09-08T22:00:00.000Z: nothing was altered, and a run or a part of the log is missing.",
    `Wrote ${zip} with ${files.size} files`,
    `SHA-256 of the ZIP file: ${sha256(readFileSync(zip))}`,
    expect.stringMatching(/^Its evidence ends with size \d+ of the log, root [0-9a-f]{64}$/),
    "Give the trust file and this SHA-256 to the auditor another way than the bundle. START-HERE.html lists texts that may name people.",
    "",
  ]);
});

test("the files are those of the layout, sorted by bytes", () => {
  const names = [...files.keys()];
  expect(names).toEqual(names.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
  expect(names.filter((name) => !name.startsWith("evidence/") && !name.startsWith("csv/"))).toEqual([
    "CHECK-ME.html",
    "SHA256SUMS",
    "START-HERE.html",
    "VERIFY.md",
    "export-manifest.json",
    "report.html",
    "tidemark-verify.mjs",
    "trust.txt",
    "verify.py",
    "workbook.xlsx",
  ]);
  expect(names.every((name) => /^[\x21-\x7e]+$/.test(name))).toBe(true);
});

test("each sum is that of its file, and no file is without one", () => {
  const lines = String(files.get("SHA256SUMS")).split("\n").slice(0, -1);
  const others = [...files.keys()].filter((name) => name !== "SHA256SUMS");
  expect(lines).toEqual(others.map((name) => `${sha256(files.get(name))}  ${name}`));
});

test("the manifest is canonical, and says what the bundle is of", () => {
  const manifest = parseCanonicalLine(files.get("export-manifest.json") as Buffer);
  expect(manifest).toMatchObject({
    v: 1,
    kind: "tidemark-bundle",
    ledger: home.trust.ledger,
    legalEntity: "Example GmbH",
    mode: "local",
    window: { from: "2026-09-01T22:00:00.000Z", to: "2026-09-08T22:00:00.000Z", zone: "Europe/Berlin", soFar: false },
    evidence: { from: "2026-09-01T06:02:00.000Z", firstSeal: 0, size: 8 },
    verdict: "INCOMPLETE",
    command: "tidemark bundle --from 2026-09-01T22:00:00.000Z --to 2026-09-08T22:00:00.000Z --time-zone Europe/Berlin",
  });
  expect(manifest).not.toHaveProperty("example");
});

test("report and tables are those that the commands write, and the evidence is the ledger's own", async () => {
  const folder = temporaryDirectory();
  const at = (name: string): string => join(folder, name);
  const asked = ["--ledger", home.root, ...PERIOD, "--out"];
  await runCommand(["report", ...asked, at("report.html")]);
  await runCommand(["export", ...asked, at("workbook.xlsx")]);
  await runCommand(["export", "--format", "csv", ...asked, at("csv")]);
  for (const name of ["report.html", "workbook.xlsx", ...readdirSync(at("csv")).map((each) => `csv/${each}`)])
    expect(files.get(name)?.equals(readFileSync(at(name))), name).toBe(true);
  expect([...files.keys()].filter((name) => name.startsWith("csv/"))).toHaveLength(readdirSync(at("csv")).length);
  const digests = home.digests();
  for (const [name, bytes] of files)
    if (name.startsWith("evidence/")) expect(digests.get(name.slice("evidence/".length)), name).toBe(sha256(bytes));
  expect(files.get("trust.txt")).toEqual(readFileSync(join(home.home, "trust.txt")));
});

test("neither page asks for anything, runs a script of elsewhere, or tells where it was made", () => {
  const start = String(files.get("START-HERE.html"));
  expect(start).not.toContain("<script");
  expect(start).toContain("default-src 'none'");
  for (const name of ["START-HERE.html", "VERIFY.md", "export-manifest.json", "CHECK-ME.html", "tidemark-verify.mjs"]) {
    expect(String(files.get(name)), name).not.toContain(repository);
    expect(String(files.get(name)), name).not.toContain(home.home);
  }
  expect(String(files.get("VERIFY.md"))).not.toMatch(/\{[a-z]\w*\}/i);
});

/** Makes the bundle of a copy of the ledger, in a process that begins with these variables. */
async function bundleIn(variables: Readonly<Record<string, string>>): Promise<string> {
  const folder = join(temporaryDirectory(), variables["TZ"] ?? "here");
  cpSync(home.home, folder, { recursive: true });
  const env = { ...process.env, ...variables };
  const child = fork(join(repository, "test/support/ledger/command-process.ts"), { env, stdio: "inherit" });
  const done = Promise.withResolvers<void>();
  child.on("message", () => done.resolve());
  child.once("exit", (code) => done.reject(new Error(`the process ended: ${code}`)));
  const out = join(folder, "b.zip");
  const args = ["bundle", "--ledger", join(folder, "ledger"), ...PERIOD, "--out", out];
  child.send({ id: 1, command: { args, cwd: folder, variables: {} } satisfies Command });
  await done.promise;
  child.disconnect();
  return sha256(readFileSync(out));
}

test.runIf(isWhole)(
  "the same ledger, period and version give the same bytes in another folder, zone and language",
  async () => {
    const here = sha256(readFileSync(zip));
    expect(await bundleIn({ TZ: "Asia/Kolkata", LC_ALL: "de_DE.UTF-8" })).toBe(here);
    expect(await bundleIn({ TZ: "America/New_York", LC_ALL: "tr_TR.UTF-8" })).toBe(here);
  },
);

describe("one line refuses, and nothing is written", () => {
  const refused = async (...args: readonly string[]): Promise<string> => {
    const { status, stdout, stderr } = await runCommand(["bundle", "--ledger", home.root, ...args]);
    expect([status, stdout]).toEqual([3, ""]);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    return stderr;
  };
  let folder: string;
  beforeAll(() => {
    folder = temporaryDirectory();
    mkdirSync(join(folder, "sub"));
    writeFileSync(join(folder, "other.zip"), "PK\u0003\u0004 of somebody else");
  });

  test.each([
    ["no place", [], "expected --out FILE.zip"],
    ["a folder", ["--out", "sub"], "is a folder"],
    ["a file of another kind", ["--out", "other.zip"], "is no bundle of Tidemark"],
    ["a folder that is not there", ["--out", "none/b.zip"], "can't be written to (ENOENT)"],
    ["an empty period", ["--out", "b.zip", "--from", "2026-09-03", "--to", "2026-09-01"], "the period is empty"],
    ["a period before all records", ["--out", "b.zip", "--period", "2025-01"], "the records tell of no time before"],
    ["no time zone", ["--out", "b.zip", "--time-zone", "Mars"], "--time-zone: found Mars"],
    ["a trust file that is not there", ["--out", "b.zip", "--trust", "none.txt"], "does not exist"],
    ["a point in time", ["--out", "b.zip", "--as-of", "2026-09-03"], "Unknown option '--as-of'"],
  ])("%s", async (_, args, said) => {
    const at = args.findIndex((each) => each === "--out");
    const placed = args.map((each, n) => (n === at + 1 && at !== -1 ? join(folder, each) : each));
    expect(await refused(...placed)).toContain(said);
    expect(readdirSync(folder).toSorted()).toEqual(["other.zip", "sub"]);
  });

  test("a place in the ledger", async () => {
    expect(await refused("--out", join(home.root, "b.zip"))).toContain("which Tidemark keeps for itself");
  });
});

test("an earlier bundle is written over", async () => {
  const path = join(temporaryDirectory(), "b.zip");
  cpSync(zip, path);
  const { status } = await runCommand([
    "bundle",
    "--ledger",
    home.root,
    "--period",
    "2026-09-02..2026-09-03",
    "--out",
    path,
  ]);
  expect(status).toBe(0);
  expect(readFileSync(path).equals(readFileSync(zip))).toBe(false);
});

test("a ledger that was altered is handed over as BROKEN, and the command ends with 1", async () => {
  const broken = home.copy();
  broken.writeTrust();
  const [segment = ""] = broken.keys("records/provider=aws/scope=111111111111").slice(2);
  const path = join(broken.root, segment);
  const bytes = readFileSync(path);
  bytes[bytes.length >> 1]! ^= 1;
  writeFileSync(path, bytes);
  const out = join(temporaryDirectory(), "b.zip");
  const { status, stdout } = await runCommand(["bundle", "--ledger", broken.root, ...PERIOD, "--out", out]);
  expect(status).toBe(1);
  expect(stdout).toContain("The evidence in the bundle is BROKEN");
  expect(parseCanonicalLine(filesIn(out).get("export-manifest.json") as Buffer)).toMatchObject({ verdict: "BROKEN" });
});
