// `tidemark query` over a period by the time of records: what the tables answer, how it says so, and what it does where they can't be made.
import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { segmentKey } from "../../../evidence-schema/keys/object-key.ts";
import { B } from "../../support/ledger/observed-cloud.ts";
import { A, at, lateCorrections } from "../../support/ledger/late-corrections.ts";
import { runCommand } from "../../support/ledger/run-command.ts";
import { runCliInTurn } from "../../support/ledger/run-cli-in-turn.ts";
import { TemporaryLedger } from "../../support/ledger/temporary-ledger.ts";

type Answer = {
  readonly read: { readonly segments: number };
  readonly results: readonly Readonly<Record<string, unknown>>[];
};

const ENCRYPTED = "object-storage-encrypted-at-rest";
const PERIOD = ["--from", "2026-09-01", "--to", "2026-09-10"];
const UNVERIFIED = "Not verified. Run tidemark verify to prove that the records are unaltered.";

let home: TemporaryLedger;
beforeAll(async () => {
  home = await lateCorrections();
});

const query = (root: string, ...args: readonly string[]) => runCliInTurn(["query", "--ledger", root, ...args]);

async function json(root: string, ...args: readonly string[]): Promise<Answer> {
  const { status, stdout, stderr } = await runCommand(["query", "--ledger", root, "--json", ...args]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return JSON.parse(stdout) as Answer;
}

/** The same ledger beside which no folder of tables can be made. */
function withoutTables(): TemporaryLedger {
  const copy = home.copy();
  const folder = join(dirname(copy.root), "tables");
  rmSync(folder, { recursive: true, force: true });
  writeFileSync(folder, "");
  return copy;
}

describe("the tables answer", () => {
  test("nothing is read again, and the last line says from which seal the answer was made", async () => {
    await json(home.root, ...PERIOD);
    const { stdout } = await runCommand(["query", "--ledger", home.root, ...PERIOD]);
    expect(stdout.trimEnd().split("\n").at(-1)).toMatch(
      /^Made from what is sealed up to entry 8 of the log \(2026-09-10T[^)]+\)\. Read 0 segments and \d seals? \(\d+ bytes\) now\. Not verified\. Run tidemark verify to prove that the records are unaltered\.$/,
    );
    expect((await json(home.root, ...PERIOD)).read.segments).toBe(0);
    const csv = await query(home.root, ...PERIOD, "--format", "csv");
    expect(csv.stderr).toMatch(/^Made from what is sealed up to entry 8 /);
    // By the time of the data the records are read.
    const byData = await runCommand(["query", "--ledger", home.root, ...PERIOD, "--by", "data"]);
    expect(byData.stdout.trimEnd().split("\n").at(-1)).toMatch(/^Read [1-9]\d* segments and /);
    expect(byData.stdout).toContain(UNVERIFIED);
  });

  test.each([
    ["all of it", PERIOD],
    ["before the first run", ["--from", "2026-08-01", "--to", "2026-08-31"]],
    ["from before the first run into the middle", ["--from", "2026-08-01", "--to", at(4)]],
    ["from the time of a segment on", ["--from", at(1), "--to", at(6, 7)]],
    ["failures", [...PERIOD, "--outcome", "fail"]],
    ["what nobody could read", [...PERIOD, "--outcome", "indeterminate"]],
    ["a control", [...PERIOD, "--control", "C-NET"]],
    ["a check of another control", [...PERIOD, "--control", "C-NET", "--check", ENCRYPTED]],
    ["a check", [...PERIOD, "--check", ENCRYPTED, "--outcome", "fail"]],
    ["a scope", [...PERIOD, "--scope", B]],
  ])("what the records answer, byte for byte: %s", async (_name, args) => {
    const made = await json(home.root, ...args);
    const { status, stdout, stderr } = await query(withoutTables().root, "--json", ...args);
    expect(status).toBe(0);
    expect(stderr).toMatch(
      /^tidemark: the tables can't be written to [^\n]+ The answer was read from the records instead of the tables\n$/,
    );
    const read = JSON.parse(stdout) as Answer;
    expect(JSON.stringify({ ...made, read: null })).toBe(JSON.stringify({ ...read, read: null }));
  });

  test("since when something was so that began long before the period, and the record that says so", async () => {
    const [open] = (await json(home.root, "--from", "2026-09-09", "--to", "2026-09-10", "--outcome", "fail")).results;
    expect(open).toMatchObject({ resource: "accepted", from: expect.stringMatching(/^2026-09-03T06:/) as string });
    expect(open?.["record"]).toMatch(/^records\/provider=aws\/scope=111111111111\/gen=0\//);
  });

  test("options that name what nobody knows are refused as ever", async () => {
    for (const [option, value] of [
      ["--check", "nope"],
      ["--control", "nope"],
      ["--scope", "aws/9"],
    ] as const) {
      const { status, stderr } = await query(home.root, ...PERIOD, option, value);
      expect({ status, is: stderr.startsWith(`tidemark: ${option}: found ${value}, expected one of `) }).toEqual({
        status: 3,
        is: true,
      });
    }
  });

  test("that nothing is sealed", async () => {
    const empty = await TemporaryLedger.create();
    expect(await query(empty.root, "--from", "2026-09-01")).toMatchObject({
      status: 0,
      stdout: "Nothing is sealed yet. Make the first run: tidemark collect\n",
    });
    expect(await json(empty.root, "--from", "2026-09-01")).toMatchObject({ sealed: null, scopes: [], results: [] });
  });
});

describe("evidence that is not as it was sealed", () => {
  const broken = segmentKey(B, 0, 0);
  function damaged(): TemporaryLedger {
    const copy = home.copy();
    rmSync(join(dirname(copy.root), "tables"), { recursive: true, force: true });
    mkdirSync(dirname(join(copy.root, broken)), { recursive: true });
    chmodSync(join(copy.root, broken), 0o644);
    writeFileSync(join(copy.root, broken), "x");
    return copy;
  }

  test("of what is asked: one line, and exit code 1", async () => {
    const { status, stdout, stderr } = await query(damaged().root, ...PERIOD);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(
      new RegExp(`^tidemark: ${broken}: [^\\n]+ Run tidemark verify to see all that is wrong\\n$`),
    );
  });

  test("of another scope: it costs this one nothing", async () => {
    const { status, stdout, stderr } = await query(damaged().root, "--json", ...PERIOD, "--scope", A);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const { read: _read, ...answer } = JSON.parse(stdout) as Answer;
    const { read: _now, ...made } = await json(home.root, ...PERIOD, "--scope", A);
    expect(answer).toEqual(made);
  });
});
