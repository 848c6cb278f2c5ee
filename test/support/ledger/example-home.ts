// Makes the ledger of the example company at two moments, once for the test files of a worker: each gets a copy of its own.
import { cpSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCliInTurn } from "./run-cli-in-turn.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

/** Observes the example company at its two moments, with a drift between them. */
export const START_ESTATE = ["2026-09-01", "2026-09-15"].reduce<readonly string[]>(
  (args, moment) => [...args, "--from", `examples/estate/${moment}`],
  ["start"],
);

let made: Promise<string> | null = null;

async function make(): Promise<string> {
  // No temporary directory of the file that asks first: it stays until the run ends.
  const home = mkdtempSync(join(process.env["TIDEMARK_TEST_MEMORY"] ?? tmpdir(), "tidemark-example-"));
  const { status, stderr } = await runCliInTurn([...START_ESTATE, "--ledger", join(home, "ledger")]);
  if (status !== 0) throw new Error(`start ended with ${status}: ${stderr}`);
  return home;
}

/** A directory with the ledger in `ledger`, and beside it the key, the names and the trust file. */
export async function exampleHome(): Promise<string> {
  made ??= make();
  const home = temporaryDirectory();
  cpSync(await made, home, { recursive: true });
  return home;
}
