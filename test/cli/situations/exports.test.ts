// Runs the real program in each situation of a run, and checks exit, page and whether the ledger changed.
import { mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync, statSync, cpSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { digestsOf } from "../../support/ledger/digests.ts";
import { runCliInTurn } from "../../support/ledger/run-cli-in-turn.ts";
import { writeExports } from "../../support/ledger/small-export.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import { CONFIG, hoursAgo, ONE, standingIn, TWO } from "./one-control.ts";
import type { Ran } from "../../support/run-cli.ts";

let first: string;
beforeAll(async () => {
  first = temporaryDirectory();
  writeFileSync(join(first, "tidemark.config.ts"), `export default ${JSON.stringify(CONFIG)};\n`);
  writeExports(join(first, "exports"), hoursAgo(3), ["one"]);
  const { status } = await runCliInTurn(["start", "--ledger", "ledger", "--from", "exports"], first);
  expect(status).toBe(0);
  writeExports(join(first, "exports"), hoursAgo(1), ["one", "two"]);
});

let home: string;
beforeEach(() => {
  home = temporaryDirectory();
  cpSync(first, home, { recursive: true });
});

type Entry = { file: string | null; scope: string; bytes?: number; exitStatus: number; error: string | null };
function manifest(change: (exports: Entry[]) => Entry[] | void): void {
  const path = join(home, "exports", "export.json");
  const value = JSON.parse(readFileSync(path, "utf8")) as { version: number; exports: Entry[] };
  for (const entry of value.exports)
    if (entry.file !== null) entry.bytes = statSync(join(home, "exports", entry.file)).size;
  value.exports = change(value.exports) ?? value.exports;
  writeFileSync(path, JSON.stringify(value));
}
const file = (name: string): string => join(home, "exports", name);

type Situation = {
  readonly name: string;
  readonly make: () => void;
  readonly exit: number;
  /** Text on the page, or on stderr at exit 3. */
  readonly said: RegExp;
  /** Scopes that the run observed. */
  readonly observed: readonly string[];
  /** How the control stands after the run by hand. */
  readonly stands: string;
};

const situations: readonly Situation[] = [
  {
    name: "everything is there",
    make: () => manifest(() => undefined),
    exit: 0,
    said: /^Observed exports: 2 scopes/m,
    observed: [ONE, TWO],
    stands: "met",
  },
  {
    name: "no manifest",
    make: () => rmSync(file("export.json")),
    exit: 3,
    said: /^tidemark: exports: found export files without export\.json, expected export files and export\.json, as the export script writes them$/m,
    observed: [],
    stands: "met",
  },
  {
    name: "a missing file",
    make: () => {
      manifest(() => undefined);
      rmSync(file("222222222222.json"));
    },
    exit: 2,
    said: /^ {2}aws\/222222222222: .*222222222222\.json is missing(;|$)/m,
    observed: [ONE, TWO],
    stands: "not observed",
  },
  {
    name: "a truncated file",
    make: () => {
      manifest(() => undefined);
      truncateSync(file("222222222222.json"), 300);
    },
    exit: 2,
    said: /^ {2}aws\/222222222222: .*222222222222\.json has 300 of the \d+ bytes that were written(;|$)/m,
    observed: [ONE, TWO],
    stands: "not observed",
  },
  {
    name: "a file of another account",
    make: () => cpSync(file("111111111111.json"), file("222222222222.json")),
    exit: 2,
    said: /^ {2}aws\/222222222222: 222222222222\.json: byte \d+: found an item of another account, expected account 222222222222$/m,
    observed: [ONE],
    stands: "not observed",
  },
  {
    name: "an export that was refused",
    make: () =>
      manifest((exports) =>
        exports.map((entry) =>
          entry.scope === TWO
            ? { ...entry, file: null, bytes: undefined as never, exitStatus: 254, error: "AccessDenied" }
            : entry,
        ),
      ),
    exit: 2,
    said: /^ {2}aws\/222222222222: .*the command of export config-222222222222 ended with exit status 254(;|$)/m,
    observed: [ONE, TWO],
    stands: "not observed",
  },
  {
    name: "a scope without any export",
    make: () => manifest((exports) => exports.filter(({ scope }) => scope === ONE)),
    exit: 2,
    said: /^ {2}aws\/222222222222: export\.json lists no export of the scope, and credentials for AWS are missing\. .*\. Export the scope, or add the scope to excluded with a reason and an approver$/m,
    observed: [ONE],
    stands: "met",
  },
];

describe.each(situations)("$name", ({ make, exit, said, observed, stands }) => {
  test("by hand", async () => {
    make();
    const before = digestsOf(home, "ledger");
    const { status, stdout, stderr } = await runCliInTurn(["collect", "--ledger", "ledger", "--from", "exports"], home);
    expect(status).toBe(exit);
    expect(exit === 3 ? stderr : stdout).toMatch(said);
    if (exit === 3) expect(digestsOf(home, "ledger")).toEqual(before);
    const verified = await runCliInTurn(["verify", "--ledger", "ledger"], home);
    expect(verified.stdout).toContain("INTACT");
    expect(await standingIn(home)).toMatchObject({ controls: [{ id: "ENC", stands }] });
  });

  test("in a slot", async () => {
    make();
    const args = ["collect", "--ledger", "ledger", "--from", "exports", "--slot", hoursAgo(1), "--json"];
    const { status, stdout } = await runCliInTurn(args, home);
    expect(status).toBe(exit);
    if (exit === 3) return;
    const answer = JSON.parse(stdout) as { scopes: { scope: string }[]; failed: { readonly [scope: string]: string } };
    expect(answer.scopes.map(({ scope }) => scope)).toEqual(observed);
    // A slot is due in every scope: what was not observed is failed, with its reason.
    expect(Object.keys(answer.failed)).toEqual([ONE, TWO].filter((scope) => !observed.includes(scope)));
  });
});

const inSlot = (hours: number): Promise<Ran> =>
  runCliInTurn(["collect", "--ledger", "ledger", "--from", "exports", "--slot", hoursAgo(hours)], home);

test("a slot that was observed already is observed once, and the answer is the same", async () => {
  const first = await inSlot(1);
  expect(first).toMatchObject({ status: 0, stderr: "" });
  const before = digestsOf(home, "ledger");
  expect(await inSlot(1)).toEqual(first);
  expect(digestsOf(home, "ledger")).toEqual(before);
});

test("a slot that comes after later ones is observed, and what was written stays", async () => {
  expect((await inSlot(1)).status).toBe(0);
  const before = digestsOf(home, "ledger");
  expect(await inSlot(12)).toMatchObject({ status: 0, stderr: "" });
  const after = digestsOf(home, "ledger");
  for (const [key, digest] of before) expect([key, after.get(key)]).toEqual([key, digest]);
  expect([...after.keys()].filter((key) => key.startsWith("records/") && !before.has(key))).toHaveLength(2);
  expect((await runCliInTurn(["verify", "--ledger", "ledger"], home)).stdout).toContain("INTACT");
});

test("live without credentials: exit 3, one line, nothing written", async () => {
  mkdirSync(join(home, "empty"));
  const before = digestsOf(home, "ledger");
  const { status, stdout, stderr } = await runCliInTurn(["collect", "--ledger", "ledger"], home);
  expect({ status, stdout }).toEqual({ status: 3, stdout: "" });
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  expect(digestsOf(home, "ledger")).toEqual(before);
});
