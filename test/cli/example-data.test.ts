// A ledger of example data: its genesis says so, every reader does before anything else, and no other ledger does.
import { parse } from "csv-parse/sync";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { EXAMPLE_NOTICE } from "../../audit/example-data.ts";
import { START_ESTATE } from "../support/ledger/example-home.ts";
import { runCliAtOnce } from "../support/ledger/run-cli-at-once.ts";
import { runCliInTurn } from "../support/ledger/run-cli-in-turn.ts";
import { temporaryDirectory } from "../support/ledger/temporary-directory.ts";
import { repository, type Ran } from "../support/run-cli.ts";

const ESTATE = join(repository, "examples/estate");
const MOMENT = join(ESTATE, "2026-09-01");

let example: string;
let own: string;
let started: Ran;
beforeAll(async () => {
  [example, own] = [temporaryDirectory(), temporaryDirectory()];
  writeFileSync(join(own, "tidemark.config.ts"), configWith({}));
  started = await runCliInTurn([...START_ESTATE, "--ledger", join(example, "ledger")]);
  expect(started.status).toBe(0);
  const ran = await runCliInTurn(["start", "--ledger", join(own, "ledger"), "--from", MOMENT], own);
  expect({ status: ran.status, stderr: ran.stderr }).toEqual({ status: 0, stderr: "" });
  expect(ran.stdout).not.toContain(EXAMPLE_NOTICE);
});

/** A company's own config, of the same accounts. */
function configWith(ledger: object): string {
  const config = {
    company: { legalEntity: "Example GmbH", system: "Example" },
    ledger: { origin: "example.test/tidemark", ...ledger },
    scopes: ["aws/111122223333", "aws/444455556666"].map((scope) => ({
      scope,
      regions: ["eu-central-1", "eu-west-1"],
    })),
  };
  return `export default ${JSON.stringify(config)};\n`;
}

const genesisIn = (home: string): { readonly [member: string]: unknown } =>
  JSON.parse(readFileSync(join(home, "ledger/genesis.json"), "utf8")) as { readonly [member: string]: unknown };

const readers: readonly (readonly string[])[] = [["status"], ["query"], ["history", "northlight-prod-exports"]];

const read = (home: string, ...args: readonly string[]): Promise<Ran> =>
  runCliInTurn([...args, "--ledger", join(home, "ledger")]);

test("genesis has the member where it is true, and lacks it otherwise", () => {
  expect(genesisIn(example)["example"]).toBe(true);
  expect(Object.keys(genesisIn(own))).not.toContain("example");
});

test("start says so before what it observes", () => {
  expect(started.stdout).toContain(EXAMPLE_NOTICE);
  expect(started.stdout.indexOf(EXAMPLE_NOTICE)).toBeLessThan(started.stdout.indexOf("Observed "));
});

describe.concurrent.each(readers.map((args) => [args]))("%j", (args) => {
  test("says so first, of example data alone", async ({ expect }) => {
    const [one, other] = [await read(example, ...args), await read(own, ...args)];
    expect({ status: one.status, stderr: one.stderr }).toEqual({ status: 0, stderr: "" });
    expect(one.stdout.split("\n")[0]).toBe(EXAMPLE_NOTICE);
    expect(other.status).toBe(0);
    expect(other.stdout).not.toContain(EXAMPLE_NOTICE);
  });

  test("says so in JSON", async ({ expect }) => {
    expect(JSON.parse((await read(example, ...args, "--json")).stdout)).toMatchObject({ example: true });
    expect(JSON.parse((await read(own, ...args, "--json")).stdout)).toMatchObject({ example: false });
  });
});

test("collect says so too, and in JSON", async () => {
  const line = ["collect", "--from", join(ESTATE, "2026-09-15")];
  const ran = await read(example, ...line);
  expect(ran.stdout.indexOf(EXAMPLE_NOTICE)).toBeLessThan(ran.stdout.indexOf("Observed "));
  expect(ran.stdout).toContain(EXAMPLE_NOTICE);
  expect(JSON.parse((await read(example, ...line, "--json")).stdout)).toMatchObject({ example: true });
});

test("CSV says so in every row and stays a table", async () => {
  const rows = async (home: string): Promise<readonly { readonly [column: string]: string }[]> => {
    const { stdout, stderr } = await read(home, "query", "--format", "csv");
    expect(stderr.includes(EXAMPLE_NOTICE)).toBe(home === example);
    // Refuses a line with another number of cells.
    return parse(stdout, { columns: true });
  };
  const [one, other] = [await rows(example), await rows(own)];
  expect(one.length).toBeGreaterThan(10);
  expect(new Set(one.map((row) => row["example"]))).toEqual(new Set(["example data"]));
  expect(new Set(other.map((row) => row["example"]))).toEqual(new Set([""]));
  expect(Object.keys(one[0] ?? {})).toEqual(Object.keys(other[0] ?? {}));
});

test("a ledger is written under a config that says the same of it", async () => {
  writeFileSync(join(own, "tidemark.config.ts"), configWith({ example: true }));
  const ran = await runCliAtOnce(["collect", "--from", MOMENT, "--ledger", join(own, "ledger")], own);
  expect(ran.status).toBe(3);
  expect(ran.stderr).toMatch(
    /^tidemark: the config does not belong to the ledger in [^\n]+: found example true, expected false\. Use the config [^\n]+\n$/,
  );
  writeFileSync(join(own, "tidemark.config.ts"), configWith({ example: "yes" }));
  const wrong = await runCliAtOnce(["collect", "--from", MOMENT, "--ledger", join(own, "ledger")], own);
  expect(wrong.stderr).toMatch(/tidemark\.config\.ts: ledger\.example: [^\n]+\n$/);
});
