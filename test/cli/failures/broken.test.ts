// What commands that ask the tables say where the evidence of a scope is not as it was sealed: first, in each format, and by the exit code.
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { segmentsPrefix } from "../../../evidence-schema/keys/object-key.ts";
import { A, lateCorrections } from "../../support/ledger/late-corrections.ts";
import { B } from "../../support/ledger/observed-cloud.ts";
import { runCliInTurn } from "../../support/ledger/run-cli-in-turn.ts";
import type { TemporaryLedger } from "../../support/ledger/temporary-ledger.ts";
import type { Ran } from "../../support/run-cli.ts";

let home: TemporaryLedger;
let object: string;
beforeAll(async () => {
  home = await lateCorrections();
  object = home.keys(segmentsPrefix(A)).at(4) as string;
  broken(home, object);
});

function broken({ root }: TemporaryLedger, key: string): void {
  chmodSync(join(root, key), 0o644);
  writeFileSync(join(root, key), "x");
}

const run = (...args: readonly string[]): Promise<Ran> => runCliInTurn([...args, "--ledger", home.root]);

const FROM = "2026-09-05T06:01:00.000Z";
const said = (): string[] => [
  "BROKEN: the evidence of 1 scope is not as it was sealed.",
  expect.stringMatching(new RegExp(`^ {2}${A} from ${FROM} on: ${object}: [^\\n]+$`)) as string,
  "From then on that scope is not observed, and none of its failures is ended or confirmed. Do not rely on its results. The rest is computed without it.",
  "Tell the security lead, and run tidemark verify to see all that is wrong.",
];

const lines = (text: string): string[] => text.trimEnd().split("\n");

test("failures: before all else on the page, as a member, and on stderr for CSV; the other scope is told as ever", async () => {
  const page = await run("failures");
  expect(page).toMatchObject({ status: 1, stderr: "" });
  expect(lines(page.stdout).slice(0, 6)).toEqual([...said(), "", expect.stringMatching(/^Failures from /)]);
  const json = await run("failures", "--json");
  expect(json).toMatchObject({ status: 1, stderr: "" });
  const answer = JSON.parse(json.stdout) as {
    readonly broken: readonly object[];
    readonly failures: readonly { readonly scope: string; readonly from: string }[];
  };
  expect(answer.broken).toEqual([{ scope: A, from: FROM, object, said: expect.stringContaining(object) as string }]);
  expect(answer.failures.filter(({ scope }) => scope === A).every(({ from }) => from < FROM)).toBe(true);
  expect(answer.failures.filter(({ scope }) => scope === B).length).toBeGreaterThan(0);
  const csv = await run("failures", "--format", "csv");
  expect(csv.status).toBe(1);
  expect(csv.stdout).toMatch(/^failure,control,/);
  expect(lines(csv.stderr).slice(-4)).toEqual(said());
});

test("tables and query --sql", async () => {
  const tables = await run("tables");
  expect(tables).toMatchObject({ status: 1, stderr: "" });
  expect(lines(tables.stdout).slice(0, 5)).toEqual([...said(), ""]);
  expect(JSON.parse((await run("tables", "--json")).stdout)).toMatchObject({ broken: [{ scope: A, object }] });
  for (const format of ["table", "csv", "json"]) {
    const asked = await run("query", "--sql", "select scope, object from broken", "--format", format);
    expect(asked.status).toBe(1);
    expect(lines(asked.stderr)).toEqual(said());
    expect(asked.stdout).toContain(object);
  }
});

test("two scopes are told in their order", async () => {
  const two = home.copy();
  const other = two.keys(segmentsPrefix(B)).at(0) as string;
  broken(two, other);
  await runCliInTurn(["tables", "--rebuild", "--ledger", two.root]);
  const { status, stdout } = await runCliInTurn(["failures", "--ledger", two.root]);
  expect(status).toBe(1);
  expect(lines(stdout)[0]).toBe("BROKEN: the evidence of 2 scopes is not as it was sealed.");
  expect(
    lines(stdout)
      .slice(1, 3)
      .map((line) => line.split(" from ")[0]),
  ).toEqual([`  ${A}`, `  ${B}`]);
  expect(lines(stdout)[3]).toMatch(/^From then on those scopes are not observed, .+ Do not rely on their results\./);
});

test("an object that the tables were made from long ago: --check finds it, and nothing else reads it", async () => {
  const late = await lateCorrections([1, 2, 3]);
  const ask = (...args: readonly string[]): Promise<Ran> => runCliInTurn([...args, "--ledger", late.root]);
  expect((await ask("tables")).status).toBe(0);
  const key = late.keys(segmentsPrefix(A)).at(0) as string;
  broken(late, key);
  const known = await ask("failures");
  expect(known).toMatchObject({ status: 0, stderr: "" });
  expect(lines(known.stdout).at(-1)).toMatch(
    /Not verified\. Run tidemark verify to prove that the records are unaltered\.$/,
  );
  const checked = await ask("tables", "--check");
  expect(checked.status).toBe(1);
  expect(lines(checked.stdout)[1]).toMatch(new RegExp(`^  ${A} from 2026-09-01T06:01:00.000Z on: ${key}`));
  expect((await ask("tables", "--rebuild")).status).toBe(1);
});
