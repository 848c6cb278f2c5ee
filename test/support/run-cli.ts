// Runs the real program as a child process.
import { spawnSync } from "node:child_process";
import { join } from "node:path";

export const repository = join(import.meta.dirname, "..", "..");

export type Ran = { readonly status: number | null; readonly stdout: string; readonly stderr: string };

export function runCli(args: readonly string[], cwd: string = repository): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(repository, "cli", "main.ts"), ...args], {
    cwd,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}
