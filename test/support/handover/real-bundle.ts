// Makes the bundle of a real ledger by the command that an auditor's bundle is made by.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../ledger/run-command.ts";
import { temporaryDirectory } from "../ledger/temporary-directory.ts";

/** The path of the ZIP file. `span`: the options that name the period. The trust file lies beside the ledger. */
export async function bundleMade(ledger: string, span: readonly string[]): Promise<string> {
  const path = join(temporaryDirectory(), "bundle.zip");
  const { status, stderr } = await runCommand(["bundle", "--ledger", ledger, ...span, "--out", path]);
  // A broken ledger is handed over too, and the command ends with 1.
  if (status === 3) throw new Error(stderr);
  return path;
}

/** Its bytes. */
export const realBundle = async (ledger: string, period: string): Promise<Buffer> =>
  readFileSync(await bundleMade(ledger, ["--period", period]));
