// Tries seeds in a process of its own, with one mistake in the project's sources or with none.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Fault, Trying } from "./fault.ts";

/** What is wrong with the first of seeds 1 to `within` with which anything is, one sentence each. */
export async function triedInChild(by: Trying, within: number, fault: Fault | null): Promise<string[]> {
  const here = import.meta.dirname;
  const args = ["--import", join(here, "plant.ts"), join(here, "try-seeds.ts"), by, String(within)];
  const env = { ...process.env, TIDEMARK_FAULT: JSON.stringify(fault) };
  const { stdout } = await promisify(execFile)(process.execPath, args, { env, maxBuffer: 1 << 28 });
  const lines = stdout.trimEnd().split("\n");
  return lines.flatMap((line) => (JSON.parse(line) as { readonly wrong: readonly string[] }).wrong);
}
