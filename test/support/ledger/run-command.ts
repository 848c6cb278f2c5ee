// Runs a command as the program does, in this process: most of what a process of its own does is start.
import { program } from "../../../cli/program.ts";
import type { Ran } from "../run-cli.ts";

export async function runCommand(args: readonly string[]): Promise<Ran> {
  let [stdout, stderr] = ["", ""];
  const status = await program(
    args,
    (text) => (stdout += text),
    (text) => (stderr += text),
  );
  return { status, stdout, stderr };
}
