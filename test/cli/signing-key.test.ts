// A signing key that is not the ledger's, or that others get at, is found out before anything is read or written.
import { generateKeyPairSync } from "node:crypto";
import { chmodSync, cpSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { run as collect } from "../../cli/commands/collect.ts";
import { explain } from "../../cli/exit.ts";
import { homeOf } from "../../cli/places/home.ts";
import { Output } from "../../cli/output.ts";
import { run as restartScope } from "../../cli/commands/restart-scope.ts";
import { run as start } from "../../cli/commands/start.ts";
import { createKeyFile } from "../../ledger/signers/key-file.ts";
import { digestsOf } from "../support/ledger/digests.ts";
import { runCliAtOnce } from "../support/ledger/run-cli-at-once.ts";
import { writeExports } from "../support/ledger/small-export.ts";
import { temporaryDirectory } from "../support/ledger/temporary-directory.ts";

let prepared: string;
beforeAll(async () => {
  prepared = temporaryDirectory();
  const accounts = ["111111111111", "222222222222"];
  const config = {
    company: { legalEntity: "Example GmbH", system: "Example" },
    ledger: { origin: "example.test/tidemark" },
    scopes: accounts.map((id) => ({ scope: `aws/${id}`, regions: ["eu-central-1"] })),
  };
  writeFileSync(join(prepared, "tidemark.config.ts"), `export default ${JSON.stringify(config)};\n`);
  writeExports(join(prepared, "one"), "2026-09-01T06:00:00.000Z", ["one"]);
  writeExports(join(prepared, "two"), "2026-09-01T07:00:00.000Z", ["one", "two"]);
  expect(await said(start, prepared, ["--from", join(prepared, "one")])).toBe("0");
});

type Command = (args: readonly string[], out: Output) => Promise<number>;

/** The exit code of a command on the ledger in `home`, or the line that it ends with instead. */
async function said(command: Command, home: string, args: readonly string[]): Promise<string> {
  const config = join(prepared, "tidemark.config.ts");
  try {
    const all = [...args, "--ledger", join(home, "ledger"), "--config", config];
    return String(await command(all, new Output(false, () => {})));
  } catch (error) {
    return explain(error);
  }
}

/** The prepared home once more, in which `change` was done to its key. */
async function homeWith(change: (key: string) => unknown): Promise<string> {
  const home = temporaryDirectory();
  cpSync(prepared, home, { recursive: true });
  await change(homeOf(join(home, "ledger")).key);
  return home;
}

const anotherKey = async (key: string): Promise<void> => {
  rmSync(key);
  await createKeyFile(key);
};

const from = (): string[] => ["--from", join(prepared, "two")];
const RESTART = ["aws/111111111111", "--reason", "a test"];
const commands: readonly (readonly [name: string, command: Command, args: () => readonly string[]])[] = [
  ["collect of exports", collect, from],
  // Credentials and clouds are not asked for.
  ["collect of AWS", collect, () => []],
  ["start", start, from],
  ["restart-scope", restartScope, () => [...RESTART, ...from()]],
];

describe.each(commands)("%s", (_name, command, args) => {
  test("refuses a key that is not the trust file's, and writes nothing", async () => {
    const home = await homeWith(anotherKey);
    const before = digestsOf(home);
    expect(await said(command, home, args())).toMatch(
      /^tidemark: the key in [^\n]+signing.pem is not a log key of the trust file [^\n]+\. Nothing was written$/,
    );
    expect(digestsOf(home)).toEqual(before);
  });

  test("refuses a key that others get at, and writes nothing", async () => {
    const home = await homeWith((key) => chmodSync(key, 0o640));
    const before = digestsOf(home);
    expect(await said(command, home, args())).toMatch(
      /^tidemark: ([^\n]+signing.pem): found mode 0640, expected 0600\. Other users [^\n]+\. Run chmod 600 \1$/,
    );
    expect(digestsOf(home)).toEqual(before);
  });
});

describe("collect", () => {
  test("refuses a key that did not sign the newest note, where the trust file was handed on and is gone", async () => {
    const home = await homeWith(anotherKey);
    rmSync(join(home, "trust.txt"));
    const before = digestsOf(home);
    expect(await said(collect, home, from())).toMatch(
      /^tidemark: the key in [^\n]+ did not sign log\/000000000000.note\. Put the key file of this log there\. Nothing was written$/,
    );
    expect(digestsOf(home)).toEqual(before);
  });

  test("refuses another ledger's trust file, though the key is the log's", async () => {
    const home = await homeWith(() => undefined);
    const text = `ledger ${"0".repeat(64)}\n`;
    const trust = join(home, "trust.txt");
    writeFileSync(trust, readFileSync(trust, "utf8").replace(/^ledger .*\n/m, text));
    const before = digestsOf(home);
    expect(await said(collect, home, from())).toMatch(/trust.txt is the trust file of ledger 0{64}, expected ledger /);
    expect(digestsOf(home)).toEqual(before);
  });

  test("refuses a ledger whose founding was cut short: start finishes it", async () => {
    const home = await homeWith(() => undefined);
    rmSync(join(home, "trust.txt"));
    rmSync(join(home, "ledger/log"), { recursive: true });
    const before = digestsOf(home);
    expect(await said(collect, home, from())).toMatch(
      /^tidemark: the trust file [^\n]+ is missing, and nothing is sealed yet\. Run tidemark start, which makes the file$/,
    );
    expect(digestsOf(home)).toEqual(before);
  });

  test("goes on with the ledger's own key, also behind a link", async () => {
    const home = await homeWith((key) => {
      renameSync(key, `${key}.kept`);
      symlinkSync(`${key}.kept`, key);
    });
    expect(await said(collect, home, from())).toBe("0");
  });
});

const p256 = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ type: "pkcs8", format: "pem" });
const ed25519 = generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "pem" });
const written = (content: string | Buffer) => (key: string) => writeFileSync(key, content);
const WANTED = String.raw`expected an Ed25519 private key \(PKCS#8, PEM\)$`;
const spoiled: readonly (readonly [name: string, change: (key: string) => unknown, said: RegExp])[] = [
  [
    "none",
    (key) => rmSync(key),
    /^the signing key [^\n]+ is missing\. Restore the key file that was made with the ledger$/,
  ],
  ["an empty file", written(""), new RegExp(`signing.pem is empty, ${WANTED}`)],
  ["a blank line", written("\n"), new RegExp(`signing.pem is empty, ${WANTED}`)],
  [
    "words",
    written("no key\nat all\n"),
    new RegExp(`signing.pem holds no readable private key \\([^\n]+\\), ${WANTED}`),
  ],
  ["bytes", written(Buffer.alloc(48, 0xff)), new RegExp(`signing.pem holds no readable private key [^\n]+, ${WANTED}`)],
  ["a public key", written(ed25519), new RegExp(`signing.pem holds no readable private key [^\n]+, ${WANTED}`)],
  ["a key of another type", written(p256), new RegExp(`signing.pem holds a key of type ec, ${WANTED}`)],
  [
    "a directory",
    (key) => {
      rmSync(key);
      mkdirSync(key);
    },
    new RegExp(`signing.pem is a directory, ${WANTED}`),
  ],
  [
    "one that all may read",
    (key) => chmodSync(key, 0o604),
    /found mode 0604, expected 0600\. [^\n]+\. Run chmod 600 \S+$/,
  ],
  [
    "one that the group may write",
    (key) => chmodSync(key, 0o620),
    /found mode 0620, expected 0600\. [^\n]+\. Run chmod 600 /,
  ],
];

describe("in the place of a key", () => {
  test.each(spoiled)("%s: one line, and nothing is written", async (_name, change, line) => {
    const home = await homeWith(change);
    const before = digestsOf(home, "ledger");
    const text = await said(collect, home, from());
    expect(text).toMatch(/^tidemark: (?!unexpected)[^\n]+$/);
    expect(text.slice("tidemark: ".length)).toMatch(line);
    expect(digestsOf(home, "ledger")).toEqual(before);
  });
});

test("the program ends with 3", async () => {
  const home = await homeWith((key) => chmodSync(key, 0o644));
  const { status, stdout, stderr } = await runCliAtOnce(["collect", "--from", "two", "--ledger", "ledger"], home);
  expect({ status, stdout }).toEqual({ status: 3, stdout: "" });
  expect(stderr).toMatch(/^tidemark: [^\n]+ chmod 600 [^\n]+\n$/);
});
