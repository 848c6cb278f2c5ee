// The real program on input that can't be used: exit code 3, one clear line a mistake, and nothing appended.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ran } from "../support/run-cli.ts";
import { digestsOf } from "../support/ledger/digests.ts";
import { runCliInTurn } from "../support/ledger/run-cli-in-turn.ts";
import { writeExports } from "../support/ledger/small-export.ts";
import { temporaryDirectory } from "../support/ledger/temporary-directory.ts";

const CONFIG = {
  company: { legalEntity: "Example GmbH", system: "Example" },
  ledger: { origin: "example.test/tidemark" },
  scopes: [
    { scope: "aws/111111111111", regions: ["eu-central-1"] },
    { scope: "aws/222222222222", regions: ["eu-central-1"] },
  ],
};
const SCHEDULE = { everySeconds: 3600, from: "2026-09-01T07:00:00.000Z" };
const config = (change: object): string => `export default ${JSON.stringify({ ...CONFIG, ...change })};\n`;

let home: string;
let ledger: string;
let before: ReadonlyMap<string, string>;
beforeAll(async () => {
  home = temporaryDirectory();
  ledger = join(home, "ledger");
  writeExports(join(home, "good"), "2026-09-01T06:00:00.000Z", ["one"]);
  writeExports(join(home, "future"), "2999-01-01T00:00:00.000Z", ["one"]);
  writeFileSync(join(home, "tidemark.config.ts"), config({}));
  writeFileSync(join(home, "scheduled.config.ts"), config({ schedule: SCHEDULE }));
  const { status, stderr } = await runCliInTurn(["start", "--ledger", ledger, "--from", "good"], home);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  before = digestsOf(home, "ledger");
});

afterAll(() => {
  expect(digestsOf(home, "ledger")).toEqual(before);
});

/** What the program says, all of it, without its name. */
function mistakes({ status, stderr }: Ran): string[] {
  expect({ status, stderr }).toMatchObject({ status: 3 });
  expect(stderr).not.toMatch(/\n\s+at |unexpected/);
  const lines = stderr.trimEnd().split("\n");
  for (const line of lines) expect(line).toMatch(/^tidemark: \S/);
  return lines.map((line) => line.slice("tidemark: ".length));
}

type Edit = (directory: string) => void;
const edit =
  (file: string, change: (text: string) => string | Buffer): Edit =>
  (directory) =>
    writeFileSync(join(directory, file), change(readFileSync(join(directory, file), "utf8")));
type Manifest = { version: number; exports: { [member: string]: unknown }[] };
const manifest = (change: (manifest: Manifest, second: Manifest["exports"][number]) => void): Edit =>
  edit("export.json", (text) => {
    const value = JSON.parse(text) as Manifest;
    change(value, value.exports[1] as Manifest["exports"][number]);
    return JSON.stringify(value);
  });
const exportMistakes: readonly (readonly [name: string, edit: Edit, said: RegExp])[] = [
  [
    "a manifest that is cut",
    edit("export.json", (text) => text.slice(0, -20)),
    /^export.json: byte \d+: found an early end, expected JSON$/,
  ],
  [
    "a manifest with an unknown member",
    manifest((_, second) => (second["extra"] = 1)),
    /^export.json: exports\[1\]: found unrecognized key: "extra", expected /,
  ],
  [
    "a manifest that names a path",
    manifest((_, second) => (second["file"] = "../x")),
    /^export.json: exports\[1\].file: found [^\n]+, expected the name of a file beside this one$/,
  ],
  [
    "a manifest with another cloud's scope",
    manifest((_, second) => (second["scope"] = "azure/x")),
    /^export.json: exports\[1\].scope: found "azure\/x", expected a scope of aws-config-snapshot/,
  ],
];

describe.concurrent("exports", () => {
  test.each(exportMistakes)("%s", async (name, change, said) => {
    const directory = join(home, name.replaceAll(" ", "-"));
    mkdirSync(directory);
    cpSync(join(home, "good"), directory, { recursive: true });
    change(directory);
    const ran = await runCliInTurn(["collect", "--ledger", ledger, "--from", directory], home);
    expect(mistakes(ran)).toEqual([expect.stringMatching(said)]);
  });

  test("a directory that is not there, that is a file, that is empty, that holds no export", async () => {
    mkdirSync(join(home, "empty"));
    mkdirSync(join(home, "days", "2026-09-01"), { recursive: true });
    writeFileSync(join(home, "days", "notes.txt"), "ours");
    const said: string[] = [];
    for (const from of ["nowhere", "tidemark.config.ts", "empty", "days"]) {
      said.push(...mistakes(await runCliInTurn(["collect", "--ledger", ledger, "--from", from], home)));
    }
    expect(said).toEqual([
      "nowhere: found no directory that can be read, expected a directory of exports",
      "tidemark.config.ts: found no directory that can be read, expected a directory of exports",
      "empty: found an empty directory, expected exports and export.json",
      "days: found neither export files nor export.json, expected export files and export.json, as the export script writes them",
    ]);
  });
});

const STRICTER = { "object-storage-encrypted-at-rest": { parameters: { requireCustomerKey: true } } };
const configMistakes: readonly (readonly [name: string, text: string | null, said: readonly RegExp[]])[] = [
  [
    "missing",
    null,
    [/^missing.config.ts does not exist\. Name a config with --config, or write one with tidemark init$/],
  ],
  [
    "a syntax error",
    "// ours\nconst a: = 3;\n",
    [/^a-syntax-error.config.ts: line 2: Unexpected token `=`. Expected /],
  ],
  [
    "it throws",
    "const x = {} as never;\n\n(x as { a: () => void }).a();\n",
    [/^it-throws.config.ts: line 3: [^\n]+ is not a function$/],
  ],
  [
    "no default export",
    "export const a = 1;\n",
    [/^no-default-export.config.ts has no default export\. End the file with /],
  ],
  [
    "two unknown members",
    config({ company: { ...CONFIG.company, extra: 1 }, schedules: null }),
    [/: company: Unrecognized key: "extra"$/, /: the default export: Unrecognized key: "schedules"$/],
  ],
  [
    "no region",
    config({ scopes: [{ scope: "aws/111111111111" }] }),
    [/: scopes.0.regions is missing for aws\/111111111111\. Add the regions that the account has turned on$/],
  ],
  [
    "a region that there is not",
    config({ scopes: [{ scope: "aws/111111111111", regions: ["eu-central1"] }] }),
    [/: scopes.0.regions.0: found eu-central1, expected a region such as eu-central-1$/],
  ],
  [
    "an unknown check",
    config({ checks: { "no-such": { reason: "r" } } }),
    [/: checks.no-such: found no-such, expected one of [a-z]/],
  ],
  [
    "of another company",
    config({ company: { ...CONFIG.company, legalEntity: "Other AG" } }),
    [
      /^the config does not belong to the ledger in [^\n]+: found legalEntity "Other AG", expected "Example GmbH"\. Use the config/,
    ],
  ],
  [
    "of another system",
    config({ company: { ...CONFIG.company, system: "Other" } }),
    [/^the config does not belong to the ledger in [^\n]+: found system "Other", expected "Example"\. Use the config/],
  ],
  [
    "of another log",
    config({ ledger: { origin: "other.test/tidemark" } }),
    [/: found origin "other.test\/tidemark", expected /],
  ],
  [
    "of another mode",
    config({ ledger: { ...CONFIG.ledger, mode: "trial" } }),
    [/: found mode "trial", expected "local"\. Use the config/],
  ],
  [
    "that lacks a scope",
    config({ scopes: CONFIG.scopes.slice(0, 1) }),
    [
      /^aws\/222222222222 was monitored or excluded in the last run but is no longer in the config\. [^\n]+ Nothing was written$/,
    ],
  ],
  ["a parameter without reason", config({ checks: STRICTER }), [/: checks.object-storage-encrypted-at-rest.reason: /]],
  [
    "a wrong parameter",
    config({
      checks: { "object-storage-encrypted-at-rest": { parameters: { requireCustomerKey: "yes" }, reason: "r" } },
    }),
    [/: checks.object-storage-encrypted-at-rest.parameters.requireCustomerKey: /],
  ],
];

describe.concurrent("a config", () => {
  test.each(configMistakes)("%s", async (name, text, said) => {
    const file = `${name.replaceAll(" ", "-")}.config.ts`;
    if (text !== null) writeFileSync(join(home, file), text);
    const ran = await runCliInTurn(["collect", "--ledger", ledger, "--from", "good", "--config", file], home);
    expect(mistakes(ran)).toEqual(said.map((each) => expect.stringMatching(each) as string));
  });
});

const SLOT = ["collect", "--from", "good", "--ledger", "ledger", "--slot"];
const SCHEDULED = ["--config", "scheduled.config.ts"];
const commandMistakes: readonly (readonly [args: readonly string[], said: RegExp])[] = [
  [["bogus"], /^found command bogus, expected one of start, collect, /],
  [["constructor"], /^found command constructor, expected one of /],
  [["collect"], / holds no ledger \(no genesis\.json\)\. Check --ledger/],
  [["collect", "--from"], /^Option '--from <value>' argument missing$/],
  [["collect", "--from", "--json"], /^Option '--from' argument is ambiguous\.$/],
  [["collect", "--bogus"], /^Unknown option '--bogus'/],
  [["collect", "more"], /^Unexpected argument 'more'/],
  [["collect", "--from", "good", "--slot", "now"], /^--slot: found now, expected an instant such as /],
  [
    [...SLOT, "2026-09-01T07:00:00.000Z"],
    /^slot 2026-09-01T07:00:00.000Z is not on the schedule, expected a schedule in the config\. Nothing was written$/,
  ],
  [
    [...SLOT, "2026-09-01T07:30:00.000Z", ...SCHEDULED],
    /^slot 2026-09-01T07:30:00.000Z is not on the schedule, expected a slot of the schedule \(every 3600 s from 2026-/,
  ],
  [[...SLOT, "2999-01-01T00:00:00.000Z", ...SCHEDULED], /^slot 2999-01-01T00:00:00.000Z has not come, expected /],
  [["collect", "--from", "good", "--fail-on", "all"], /^--fail-on: found all, expected drift or fail$/],
  [
    ["collect", "--from", "good", "--ledger", "nowhere"],
    /^nowhere|holds no ledger \(no genesis.json\)\. Check --ledger/,
  ],
  [
    ["collect", "--from", "good", "--ledger", "tidemark.config.ts"],
    /holds no ledger \(no genesis.json\)\. Check --ledger/,
  ],
  [["status", "--ledger", "nowhere"], /holds no ledger \(no genesis.json\)\. Check --ledger/],
  [
    ["restart-scope", "aws/333333333333", "--from", "good", "--reason", "r", "--ledger", "ledger"],
    /^restart-scope: found aws\/333333333333, expected an enrolled scope \(aws\/1/,
  ],
  [
    ["restart-scope", "aws/111111111111", "--from", "good", "--reason", "r", "--ledger", "ledger"],
    /^aws\/111111111111: the chain is valid up to its last object; there is nothing to restart$/,
  ],
  [
    ["verify", "--ledger", "nowhere", "--trust", "trust.txt"],
    /^nowhere is not a directory\. Name the directory of the ledger with --ledger$/,
  ],
  [
    ["verify", "--ledger", "tidemark.config.ts", "--trust", "trust.txt"],
    /^tidemark.config.ts is not a directory\. Name the directory of the ledger with --ledger$/,
  ],
  [["verify", "--ledger", "ledger", "--trust", "nowhere"], /^the trust file nowhere does not exist\. Check the path/],
  [
    ["verify", "--ledger", "ledger", "--trust", "tidemark.config.ts"],
    /^tidemark.config.ts: line 1: found "export", expected ledger, log, /,
  ],
  [["verify", "--ledger", "ledger", "--from", "2026-13-01"], /^--from: found 2026-13-01, expected a date \(/],
  [["verify", "--ledger", "ledger", "--from", "2026-09-02", "--to", "2026-09-01"], /^the period is empty: found from /],
];

describe.concurrent("a command", () => {
  test.each(commandMistakes)("%j", async (args, said) => {
    expect(mistakes(await runCliInTurn(args, home))).toEqual([expect.stringMatching(said)]);
  });

  test("collect of what is dated in the future", async () => {
    const ran = await runCliInTurn(["collect", "--from", "future", "--ledger", "ledger"], home);
    const said = / \(rule R9: expected asOf not after [^\n]+, found 2999-01-01T00:00:00.000Z\)\. Nothing was appended$/;
    expect(mistakes(ran)).toEqual([expect.stringMatching(said), expect.stringMatching(said)]);
  });

  test("none: the usage is printed", async () => {
    const { status, stdout, stderr } = await runCliInTurn([], home);
    expect({ status, stderr }).toEqual({ status: 3, stderr: "" });
    expect(stdout).toMatch(/^usage: tidemark COMMAND/);
  });
});
