// Makes the ledger of the example company's quarter, once for the test files of a worker: each gets a copy of its own.
import { cpSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { homeOf } from "../../../cli/places/home.ts";
import { makeQuarter } from "../../../examples/quarter/make-quarter.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

let made: Promise<string> | null = null;

async function make(): Promise<string> {
  // No temporary directory of the file that asks first: it stays until the run ends.
  const folder = mkdtempSync(join(process.env["TIDEMARK_TEST_MEMORY"] ?? tmpdir(), "tidemark-quarter-"));
  await makeQuarter({ home: homeOf(join(folder, "ledger")) });
  return folder;
}

/** A directory with the ledger in `ledger`, and beside it the key, the names and the trust file. */
export async function quarterHome(): Promise<string> {
  made ??= make();
  const home = temporaryDirectory();
  cpSync(await made, home, { recursive: true });
  return home;
}
