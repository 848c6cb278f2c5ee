// Checks with both verifiers that a ledger stands as before once names were given away and erased, and that no name is left beside it.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bundleOf } from "../support/ledger/bundle-of.ts";
import { exampleHome } from "../support/ledger/example-home.ts";
import { runCommand } from "../support/ledger/run-command.ts";
import { repository } from "../support/run-cli.ts";
import { verdictPrinted } from "../support/verdict-printed.ts";

test("a person who has a reference in each of several systems", async () => {
  const home = await exampleHome();
  const ledger = join(home, "ledger");
  const verdicts = async (): Promise<readonly string[]> => {
    const script = join(repository, "evidence-schema/verify.py");
    const python = execFileSync("python3", [script, ledger, "--trust", join(home, "trust.txt")], { encoding: "utf8" });
    return [verdictPrinted((await runCommand(["verify", "--ledger", ledger])).stdout), verdictPrinted(python)];
  };
  const beside = (): string =>
    readdirSync(join(home, "names"))
      .map((name) => readFileSync(join(home, "names", name), "latin1"))
      .join("\n");
  const erase = async (...args: readonly string[]) => {
    const { status, stdout, stderr } = await runCommand(["erase", ...args, "--ledger", ledger, "--json"]);
    expect(status, stderr).toBe(0);
    return (JSON.parse(stdout) as { readonly erased: readonly string[] }).erased;
  };

  const bundle = await bundleOf(ledger, ["--from", "2026-01-01", "--to", "2027-01-01"]);
  const asked = ["--for", bundle.path, "--out", join(home, "people.csv"), "--to", "Audit firm", "--reason", "review"];
  expect((await runCommand(["names", "--ledger", ledger, ...asked])).stderr).toBe("");
  expect(await verdicts()).toEqual(["INTACT", "INTACT"]);

  expect(beside()).toContain("Amelie Brandt");
  const byName = await erase("amelie BRANDT", "--reason", "left the company");
  expect(byName.map((each) => each.split(":")[0])).toEqual(["entra", "workspace"]);
  // Names that she has as a user elsewhere are others, and are asked for by themselves.
  expect(beside()).toMatch(/user\/amelie\.brandt/);
  const others = await erase("amelie.brandt", "amelie.brandt@northlight.example", "--reason", "left the company");
  expect(others.length).toBeGreaterThan(1);
  expect(beside()).not.toMatch(/amelie/i);
  expect(await erase("Amelie Brandt", ...byName, ...others, "--reason", "again")).toEqual([]);
  expect(await verdicts()).toEqual(["INTACT", "INTACT"]);
});
