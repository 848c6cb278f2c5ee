// Runs the real program on exports with one unusable file: its scope is not observed, the others are, and the exit is 2.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
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

let home: string;
beforeAll(async () => {
  home = temporaryDirectory();
  writeExports(join(home, "good"), "2026-09-01T06:00:00.000Z", ["one"]);
  writeFileSync(join(home, "tidemark.config.ts"), `export default ${JSON.stringify(CONFIG)};\n`);
  const { status } = await runCliInTurn(["start", "--ledger", "ledger", "--from", "good"], home);
  expect(status).toBe(0);
});

type Edit = (directory: string) => void;
const [OTHER, ONE] = ["111111111111.json", "222222222222.json"];
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
const renamed =
  (file: string, content: Buffer): Edit =>
  (directory) => {
    writeFileSync(join(directory, file), content);
    manifest((_, second) => (second["file"] = file))(directory);
  };

const mistakes: readonly (readonly [name: string, edit: Edit, said: RegExp])[] = [
  [
    "a file that is no JSON",
    edit(ONE, () => "nope"),
    /^aws\/222222222222: 222222222222.json: byte 0: found "n", expected an array/,
  ],
  [
    "JSON of another tool",
    edit(ONE, () => '{"value":[]}'),
    /^aws\/222222222222: 222222222222.json: byte 11: found the end of the object, expected an array/,
  ],
  [
    "a file twice in one",
    edit(ONE, (text) => text + text),
    /^aws\/222222222222: 222222222222.json: byte \d+: found "\{", expected the end of the file$/,
  ],
  [
    "a broken escape",
    edit(ONE, (text) => text.replace("one", "\\x")),
    /^aws\/222222222222: 222222222222.json: byte \d+: found "[^"]+", expected JSON$/,
  ],
  [
    "UTF-16",
    edit(ONE, (text) => Buffer.from(`\ufeff${text}`, "utf16le")),
    /^aws\/222222222222: 222222222222.json: byte 0: found a byte order mark \(UTF-16/,
  ],
  [
    "Latin-1",
    edit(ONE, (text) => Buffer.from(text.replace("one", "\u00fc"), "latin1")),
    /^aws\/222222222222: 222222222222.json: byte \d+: found bytes that are not UTF-8, expected UTF-8$/,
  ],
  [
    "another account's file",
    edit(ONE, (text) => text.replaceAll("222222222222", "111111111111")),
    /^aws\/222222222222: 222222222222.json: byte \d+: found an item of another account, expected account 222222222222$/,
  ],
  [
    "a file that is no gzip",
    renamed("x.json.gz", Buffer.from("not gzip at all")),
    /^aws\/222222222222: x.json.gz: byte 0: found bytes that are not gzip, expected gzip$/,
  ],
  [
    "more bytes than were written",
    manifest((_, second) => (second["bytes"] = 10)),
    /^aws\/222222222222: 222222222222.json: byte 10: found more bytes, expected the 10/,
  ],
];

const principals: readonly string[] = [
  "arn:aws:sts::222222222222:assumed-role/R/ ",
  " ",
  "arn:aws:sts::222222222222:assumed-role/R/a\u0000b",
  "\ud800",
];

/** A copy of the good exports, changed. */
function exportsWith(name: string, ...changes: readonly Edit[]): string {
  const directory = name.replaceAll(/[^a-z0-9]/gi, "-");
  mkdirSync(join(home, directory));
  cpSync(join(home, "good"), join(home, directory), { recursive: true });
  for (const change of changes) change(join(home, directory));
  return directory;
}
const collect = (directory: string, ...more: string[]) =>
  runCliInTurn(["collect", "--ledger", "ledger", "--from", directory, ...more], home);
type Answer = { readonly failed: { readonly [scope: string]: string }; readonly scopes: readonly { scope: string }[] };

describe("a file that can't be used costs its own scope", () => {
  test.each(mistakes)("%s", async (name, change, said) => {
    const { status, stdout, stderr } = await collect(exportsWith(name, change), "--json");
    expect({ status, stderr }).toEqual({ status: 2, stderr: "" });
    const { failed, scopes } = JSON.parse(stdout) as Answer;
    expect(Object.entries(failed).map(([scope, why]) => `${scope}: ${why}`)).toEqual([expect.stringMatching(said)]);
    expect(scopes.map(({ scope }) => scope)).toEqual(["aws/111111111111"]);
  });

  test.each(principals)(
    "the exports are read although their principal is %j, which names nobody",
    async (principal) => {
      const change = manifest((_, second) => (second["principal"] = principal));
      const name = `principal-${principals.indexOf(principal)}`;
      const { status, stdout, stderr } = await collect(exportsWith(name, change), "--json");
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect((JSON.parse(stdout) as Answer).scopes).toHaveLength(2);
    },
  );

  test("the page says so, and what to do", async () => {
    const { status, stdout } = await collect(
      exportsWith(
        "page",
        edit(ONE, () => "nope"),
      ),
    );
    expect(status).toBe(2);
    expect(stdout).toContain('aws/222222222222: 222222222222.json: byte 0: found "n", expected an array');
    const { stdout: verified, status: exit } = await runCliInTurn(["verify", "--ledger", "ledger"], home);
    expect(exit).toBe(0);
    expect(verified).toContain("INTACT");
  });

  test("in every scope, nothing is appended, and each file is named", async () => {
    const directory = exportsWith(
      "all",
      edit(ONE, () => "nope"),
      edit(OTHER, () => "[]"),
    );
    const before = digestsOf(home, "ledger");
    const { status, stdout, stderr } = await collect(directory);
    expect({ status, stdout }).toEqual({ status: 3, stdout: "" });
    expect(stderr.trimEnd().split("\n")).toEqual([
      expect.stringMatching(/^tidemark: 111111111111.json: byte 0: found "\[", expected an array/),
      expect.stringMatching(/^tidemark: 222222222222.json: byte 0: found "n", expected an array/),
    ]);
    expect(digestsOf(home, "ledger")).toEqual(before);
  });
});

test("a file and a manifest with a byte order mark are read", async () => {
  const mark = (text: string): string => `\ufeff${text}`;
  const { status, stdout } = await collect(exportsWith("mark", edit(ONE, mark), edit("export.json", mark)), "--json");
  expect(status).toBe(0);
  expect((JSON.parse(stdout) as Answer).scopes).toHaveLength(2);
});
