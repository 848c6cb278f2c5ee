// `tidemark query`, as the program runs it: as of an instant, over a period, filters, formats, names, and input that makes no sense.
import { chmodSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, test } from "vitest";
import { noteKey, sealKey, segmentKey } from "../../../evidence-schema/keys/object-key.ts";
import { Ledger } from "../../../ledger/read/ledger.ts";
import { NamesStore } from "../../../ledger/names/names-store.ts";
import { namesDirectory } from "../../../ledger/names/names-directory.ts";
import { openDirectory } from "../../../ledger/stores/directory.ts";
import { Cloud } from "../../support/ledger/cloud.ts";
import { exampleHome } from "../../support/ledger/example-home.ts";
import { runCliInTurn } from "../../support/ledger/run-cli-in-turn.ts";
import { runCommand } from "../../support/ledger/run-command.ts";
import { killedBeforeSigning } from "../../support/ledger/signers.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import { TemporaryLedger } from "../../support/ledger/temporary-ledger.ts";
import type { Ran } from "../../support/run-cli.ts";

const A = "aws/111111111111";
const B = "aws/222222222222";
const ENCRYPTED = "object-storage-encrypted-at-rest";
/** A name that a spreadsheet would run, with all that CSV has to quote. */
const FORMULA = `=HYPERLINK("https://example.test","a, b")\nc`;

type Document = {
  readonly v: number;
  readonly asOf: string | null;
  readonly window: unknown;
  readonly sealed: { readonly index: number } | null;
  readonly scopes: readonly { readonly scope: string; readonly unsealed: number; readonly segments: number | null }[];
  readonly results: readonly Readonly<Record<string, unknown>>[];
  readonly appeared: readonly unknown[];
  readonly departed: readonly Readonly<Record<string, unknown>>[];
  readonly read: { readonly segments: number; readonly seals: number; readonly bytes: number };
  readonly verified: boolean;
};

let home: TemporaryLedger;
beforeAll(async () => {
  home = await TemporaryLedger.create();
  const cloud = new Cloud(home.clock.text);
  const run = async (id: string, at: string): Promise<void> => {
    home.clock.ms = Date.parse(at);
    await home.run({ reader: cloud, run: id });
  };
  cloud.bucket(A, "one", "own key");
  cloud.bucket(A, FORMULA, "default");
  cloud.bucket(B, "two", "own key");
  await run("first", "2026-09-01T06:00:00.000Z");
  cloud.bucket(A, "one", "default");
  cloud.bucket(A, "-1", "own key");
  await run("second", "2026-09-02T06:00:00.000Z");
  cloud.bucket(A, "one", "own key");
  cloud.remove(B, "two");
  await run("third", "2026-09-03T06:00:00.000Z");
  await run("fourth", "2026-09-04T00:00:00.000Z");
});

const query = (...args: readonly string[]): Promise<Ran> => runCommand(["query", "--ledger", home.root, ...args]);

async function asked(...args: readonly string[]): Promise<Document> {
  const { status, stdout, stderr } = await query("--json", ...args);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return JSON.parse(stdout) as Document;
}

const briefly = ({ results }: Document): string[] =>
  results.map(({ resource, outcome, from, to }) =>
    [
      resource,
      outcome,
      (from as string | null)?.slice(5, 10) ?? "before",
      (to as string | null)?.slice(5, 10) ?? "still",
    ].join(" "),
  );

describe("a query", () => {
  test("as of a date is of its last instant", async () => {
    expect(briefly(await asked("--as-of", "2026-09-01", "--scope", A, "--outcome", "pass"))).toEqual([
      "one pass 09-01 still",
    ]);
    const second = await asked("--as-of", "2026-09-02", "--check", ENCRYPTED);
    expect(second).toMatchObject({ v: 1, asOf: "2026-09-02T23:59:59.999Z", window: null, verified: false });
    expect(briefly(second)).toEqual([
      "-1 pass 09-02 still",
      `${FORMULA} fail 09-01 still`,
      "one fail 09-02 still",
      "two pass before still",
    ]);
    const drift = second.results.find(({ resource }) => resource === "one");
    expect(drift).toMatchObject({
      scope: A,
      name: "one",
      type: "AWS::S3::Bucket",
      transition: "drift",
      problem: null,
      time: "2026-09-02T06:00:00.000Z",
      dataTime: "2026-09-02T06:00:00.000Z",
      record: `${segmentKey(A, 0, 5)}:3`,
      held: { gen: 0, seq: 7 },
      end: null,
    });
    expect(second.read.segments).toBe(3);
  });

  test("over dates has both days in, and every interval of them", async () => {
    const days = await asked("--from", "2026-09-02", "--to", "2026-09-03", "--scope", A);
    expect(days).toMatchObject({
      asOf: null,
      window: { from: "2026-09-02T00:00:00.000Z", to: "2026-09-04T00:00:00.000Z" },
      sealed: { index: 3 },
      scopes: [{ scope: A, segments: 2, unsealed: 0 }],
      appeared: [{ resource: "-1", baseline: false, time: "2026-09-02T06:00:00.000Z" }],
    });
    expect(briefly(days)).toEqual([
      "-1 pass 09-02 still",
      `${FORMULA} fail 09-01 still`,
      "one pass 09-01 09-02",
      "one fail 09-02 09-03",
      "one pass 09-03 still",
    ]);
    const all = await asked("--from", "2026-09-01", "--to", "2026-09-04", "--scope", B);
    // The bucket was the last of its unit: that it is gone was believed the second time, at midnight.
    expect(all.departed).toMatchObject([{ resource: "two", reason: "gone", time: "2026-09-04T00:00:00.000Z" }]);
    expect(briefly(all)).toEqual(["two pass 09-01 09-03", "two indeterminate 09-03 09-04"]);
    expect((await asked("--from", "2026-09-01", "--to", "2026-09-03", "--scope", B)).departed).toEqual([]);
  });

  test("is narrowed by what is repeated in one option or said in several", async () => {
    const period = ["--from", "2026-09-01", "--to", "2026-09-04"];
    expect(briefly(await asked(...period, "--outcome", "fail", "--outcome", "indeterminate"))).toEqual([
      `${FORMULA} fail 09-01 still`,
      "one fail 09-02 09-03",
      "two indeterminate 09-03 09-04",
    ]);
    expect((await asked(...period, "--check", "network-flow-logs-on", "--check", ENCRYPTED)).results).toHaveLength(7);
    expect((await asked(...period, "--check", "network-flow-logs-on")).results).toEqual([]);
    expect((await asked(...period, "--scope", A, "--scope", B)).scopes).toHaveLength(2);
  });

  test("as a page lists what is not fine, counts the rest, and says on what it rests", async () => {
    const { status, stdout, stderr } = await query("--as-of", "2026-09-02");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(
      /^ {2}one +aws\/111111111111 +fail +the default encryption of the bucket uses no [^\n]+ drift; since 2026-09-02T06:00:00\.000Z/m,
    );
    expect(stdout).toContain("2 more pass or do not apply (--outcome pass lists them)");
    expect(stdout).not.toMatch(/^ {2}two /m);
    expect(stdout.trimEnd().split("\n").at(-1)).toMatch(
      /^Read 3 segments and \d seals \(\d+ bytes\)\. Not verified\. Run tidemark verify to prove that the records are unaltered\.$/,
    );
    // Whoever names a resource decides nothing about the terminal.
    // oxlint-disable-next-line no-control-regex -- escape sequences are what must not be there
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
    const over = await query("--from", "2026-09-01", "--to", "2026-09-04");
    expect(over.stdout).toMatch(/^ {2}one .* pass .* to 2026-09-02T06:00:00\.000Z/m);
    expect(over.stdout).toMatch(/^Departed\n {2}two +aws\/222222222222 +gone /m);
    expect(over.stdout).toContain("longest time without a segment 24 h from 2026-09-01T06:00:00.000Z");
  });

  test("as CSV quotes what has to be quoted, and writes no formula", async () => {
    // As a process of its own, once: what is no row goes to its stderr.
    const csv = ["--as-of", "2026-09-02", "--format", "csv"];
    const { status, stdout, stderr } = await runCliInTurn(["query", "--ledger", home.root, ...csv]);
    expect(status).toBe(0);
    expect(stderr).toMatch(/^Read 3 segments [^\n]+\n$/);
    const rows = parse(stdout, { columns: true }) as readonly Record<string, string>[];
    expect(rows.map(({ resource }) => resource)).toEqual(["'-1", `'${FORMULA}`, "one", "two"]);
    expect(rows[2]).toMatchObject({
      outcome: "fail",
      from: "2026-09-02T06:00:00.000Z",
      to: "",
      transition: "drift",
      problem: "",
    });
    expect(Object.keys(rows[0] ?? {})).toEqual(
      "scope resource name type region check outcome because problem from to transition ended record record_time data_time began began_is gaps by account controls criteria severity owner place acceptance example".split(
        " ",
      ),
    );
  });

  test("as JSON is the same with --json and --format json", async () => {
    const [one, other] = await Promise.all([
      query("--as-of", "2026-09-02", "--json"),
      query("--as-of", "2026-09-02", "--format", "json"),
    ]);
    expect(one.stdout).toBe(other.stdout);
  });

  test("says what is not sealed, and does not count it", async () => {
    const copy = home.copy();
    copy.clock.ms = Date.parse("2026-09-05T06:00:00.000Z");
    const cloud = new Cloud(copy.clock.text);
    for (const key of ["one", "-1", FORMULA]) cloud.bucket(A, key, "default");
    cloud.bucket(B, "three", "default");
    const signer = killedBeforeSigning(copy.signer);
    await expect(copy.run({ reader: cloud, run: "unsealed", signer })).rejects.toThrow("killed");
    const later = ["query", "--ledger", copy.root, "--as-of", "2026-09-06"];
    const { stdout } = await runCommand([...later, "--scope", A]);
    expect(stdout).toMatch(/^ {2}aws\/111111111111 .*; 1 later segment not sealed and not counted$/m);
    const { results, scopes } = JSON.parse((await runCommand([...later, "--json"])).stdout) as Document;
    expect(scopes.map(({ unsealed }) => unsealed)).toEqual([1, 1]);
    expect(results.find(({ resource }) => resource === "one")).toMatchObject({ outcome: "pass" });
    const before = await runCommand(["query", "--ledger", copy.root, "--as-of", "2026-09-02"]);
    expect(before.stdout).not.toContain("not sealed");
  });

  test("of an empty ledger answers that nothing is sealed", async () => {
    const empty = await TemporaryLedger.create();
    const ran = await runCommand(["query", "--ledger", empty.root]);
    expect(ran).toMatchObject({ status: 0, stdout: "Nothing is sealed yet. Make the first run: tidemark collect\n" });
    const { stdout } = await runCommand(["query", "--ledger", empty.root, "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({ v: 1, sealed: null, scopes: [], results: [] });
  });
});

describe.concurrent("evidence that is not as it was sealed", () => {
  test.each([
    ["a segment", segmentKey(A, 0, 5)],
    ["a seal", sealKey(3)],
  ])("%s: one line, and exit code 1", async (_name, key) => {
    const copy = home.copy();
    chmodSync(join(copy.root, key), 0o644);
    writeFileSync(join(copy.root, key), "x");
    const { status, stdout, stderr } = await runCliInTurn(["query", "--ledger", copy.root]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(new RegExp(`^tidemark: ${key}: [^\\n]+ Run tidemark verify to see all that is wrong\\n$`));
  });
});

describe.concurrent("input that makes no sense", () => {
  const period = "expected a date (2026-09-01) or an instant (2026-09-01T06:00:00.000Z)";
  test.each([
    ["an unknown scope", ["--scope", "aws/9"], `--scope: found aws/9, expected one of ${A}, ${B}`],
    [
      "an unknown outcome",
      ["--outcome", "ok"],
      "--outcome: found ok, expected one of pass, fail, indeterminate, not-applicable",
    ],
    ["an unknown control", ["--control", "C1"], "--control: found C1, expected a recorded value, and none is recorded"],
    ["an unknown format", ["--format", "xml"], "--format: found xml, expected one of table, json, csv"],
    ["two formats", ["--json", "--format", "csv"], "found --json and --format csv, expected only one of the two"],
    ["no time", ["--as-of", "now"], `--as-of: found now, ${period}`],
    ["no date", ["--to", "2026-02-30"], `--to: found 2026-02-30, ${period}`],
    [
      "an instant and a period",
      ["--as-of", "2026-09-01", "--to", "2026-09-02"],
      "found --as-of together with --from, --to or --period, expected either --as-of or a period (--from, --to, --period)",
    ],
    [
      "an empty period",
      ["--from", "2026-09-02", "--to", "2026-09-01"],
      "the period is empty: found from 2026-09-02T00:00:00.000Z, expected a time before its end, 2026-09-02T00:00:00.000Z",
    ],
  ])("%s: one line, and exit code 3", async (_name, args, said) => {
    expect(await query(...args)).toEqual({ status: 3, stdout: "", stderr: `tidemark: ${said}\n` });
  });

  test("an unknown check: one line with those there are", async () => {
    const { status, stderr } = await query("--check", "nope");
    expect(status).toBe(3);
    expect(stderr).toMatch(
      new RegExp(`^tidemark: --check: found nope, expected one of [^\\n]*${ENCRYPTED}[^\\n]*\\n$`),
    );
  });

  test("no ledger", async () => {
    const directory = temporaryDirectory();
    const { status, stderr } = await runCommand(["query", "--ledger", directory]);
    expect({ status, stderr }).toEqual({
      status: 3,
      stderr: `tidemark: ${directory} holds no ledger (no genesis.json). Check --ledger, or create a ledger (tidemark start, in a deployment tidemark create-ledger)\n`,
    });
  });
});

describe("the example company", () => {
  let ledger: string;
  let names: NamesStore;
  beforeAll(async () => {
    const directory = await exampleHome();
    ledger = join(directory, "ledger");
    const { genesis } = await Ledger.open(openDirectory(ledger));
    names = await NamesStore.open(namesDirectory(join(directory, "names")), genesis.salt);
  });
  const example = async (...args: readonly string[]): Promise<Document> => {
    const { stdout, stderr } = await runCommand(["query", "--ledger", ledger, "--json", ...args]);
    expect(stderr).toBe("");
    return JSON.parse(stdout) as Document;
  };

  test("a control stands for its checks, as the newest seal of the period names them", async () => {
    const { status, stderr } = await runCommand(["query", "--ledger", ledger, "--control", "nope"]);
    expect(status).toBe(3);
    const ids = /expected one of (.+)\n/.exec(stderr)?.[1]?.split(", ") ?? [];
    expect(ids.length).toBeGreaterThan(3);
    const all = await example();
    const checks = new Set<unknown>();
    for (const id of ids) for (const { check } of (await example("--control", id)).results) checks.add(check);
    expect(checks).toEqual(new Set(all.results.map(({ check }) => check)));
    const [one] = ids;
    const some = await example("--control", one as string);
    expect(some.results.length).toBeLessThan(all.results.length);
    const other = all.results.find(({ check }) => !some.results.some((each) => each.check === check))?.check as string;
    // Both at once: what is in both.
    expect((await example("--control", one as string, "--check", other)).results).toEqual([]);
    const before = await runCommand(["query", "--ledger", ledger, "--as-of", "2020-01-01", "--control", one as string]);
    expect(before.stderr).toBe(`tidemark: --control: found ${one}, expected a recorded value, and none is recorded\n`);
  });

  test("people are called by their names until these are erased", async () => {
    const people = ["--check", "privileged-people-have-mfa", "--outcome", "fail"];
    const named = (await example(...people)).results.find(({ scope }) => String(scope).startsWith("entra/"));
    expect(named?.["name"]).not.toBe(named?.["resource"]);
    await names.erase(named?.["resource"] as string);
    const erased = (await example(...people)).results.find(({ resource }) => resource === named?.["resource"]);
    expect(erased).toEqual({ ...named, name: named?.["resource"] });
    expect((await runCommand(["verify", "--ledger", ledger])).status).toBe(0);
  });
});

test("notes are what makes a leaf count: without its note a seal seals nothing", async () => {
  const copy = home.copy();
  rmSync(join(copy.root, noteKey(3)));
  const { stdout } = await runCommand(["query", "--ledger", copy.root, "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({ sealed: { index: 2 }, scopes: [{ unsealed: 1 }, { unsealed: 1 }] });
});
