// Makes the ledger of the example company as `npm start` does, once for the test files of a worker: each gets a copy of its own.
import { cpSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCliInTurn } from "./run-cli-in-turn.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

let made: Promise<string> | null = null;

async function make(): Promise<string> {
  // No temporary directory of the file that asks first: it stays until the run ends.
  const home = mkdtempSync(join(process.env["TIDEMARK_TEST_MEMORY"] ?? tmpdir(), "tidemark-example-"));
  const { status, stderr } = await runCliInTurn(["start", "--ledger", join(home, "ledger")]);
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
