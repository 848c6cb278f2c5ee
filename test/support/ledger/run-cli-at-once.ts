// Runs the real program as a child process without waiting for it: many at once take as long as the cores do.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { repository, type Ran } from "../run-cli.ts";

export function runCliAtOnce(
  args: readonly string[],
  cwd: string = repository,
  variables: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const child = spawn(process.execPath, [join(repository, "cli", "main.ts"), ...args], {
    cwd,
    env: { ...process.env, ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (data: Buffer) => (stdout += String(data)));
  child.stderr.on("data", (data: Buffer) => (stderr += String(data)));
  return new Promise((resolve) => child.once("close", (status) => resolve({ status, stdout, stderr })));
}
