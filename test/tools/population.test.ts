// Checks populations and samples with tools that an auditor has: sort, sha256sum and printf; and that verify.py accepts their records.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { OperatedHome } from "../support/ledger/operated-home.ts";
import { quarterHome } from "../support/ledger/quarter-home.ts";
import { runCommand } from "../support/ledger/run-command.ts";
import { temporaryDirectory } from "../support/ledger/temporary-directory.ts";
import { saidByPython, saidHere } from "../support/ledgers-on-disk.ts";

const shell = (command: string, variables: Readonly<Record<string, string>> = {}): string =>
  execFileSync("sh", ["-c", command], { encoding: "utf8", env: { ...process.env, LC_ALL: "C", ...variables } });

test("the ids are sorted as sort has them, and sha256sum of their file is the digest", async () => {
  const ledger = join(await quarterHome(), "ledger");
  const path = join(temporaryDirectory(), "items.csv");
  const args = ["population", "--ledger", ledger, "--period", "2026-Q3", "--place", "all", "--out", path, "--json"];
  const { stdout } = await runCommand(args);
  const { digest, count } = JSON.parse(stdout) as { readonly digest: string; readonly count: number };
  const ids = path.replace(/\.csv$/, ".ids.txt");
  expect(shell(`sha256sum < '${ids}'`).split(" ")[0]).toBe(digest);
  expect(Number(shell(`wc -l < '${ids}'`))).toBe(count);
  expect(shell(`sort '${ids}'`)).toBe(readFileSync(ids, "utf8"));
});

test("a rank is what the worksheet's own command computes, and both verifiers accept the acts", async () => {
  const home = await OperatedHome.make();
  expect((await home.collect()).status).toBe(0);
  const window = ["--from", "2026-01-01", "--to", String(home.leaves().at(-1)?.["time"])];
  expect((await home.run("population", window)).status).toBe(0);
  const path = home.path("sample.csv");
  const seed = `it's "4711" $(x) ä`;
  const asked = [...window, "--seed", seed, "--seed-by", "Audit firm", "--size", "2", "--out", path];
  expect((await home.run("sample", asked)).status).toBe(0);
  const rows = parse(readFileSync(path)) as string[][];
  const command = rows.find(([label]) => label === "to check a rank")?.[1] ?? "";
  const at = rows.findIndex(([first]) => first === "no");
  const table = rows.slice(at + 1);
  expect(table).toHaveLength(2);
  for (const [, rank, id = ""] of table) expect(shell(command, { seed, id }).split(" ")[0]).toBe(rank);
  const trustFile = home.path("trust.txt");
  const now = new Date(Date.now() + 1000).toISOString();
  const ledgers = [{ ledger: home.ledger, trust: readFileSync(trustFile, "utf8"), trustFile, checkpoints: [], now }];
  const [[here], [python]] = await Promise.all([saidHere(ledgers), saidByPython(ledgers)]);
  expect([here?.exit, here?.violations]).toEqual([0, []]);
  expect([python?.exit, python?.violations]).toEqual([0, []]);
});
