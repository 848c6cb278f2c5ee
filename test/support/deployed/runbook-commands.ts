// The commands of docs/runbook.md, run by a shell as they are written there: each `aws` is the stand-in beside this file.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repository, type Ran } from "../run-cli.ts";

/** The one block of commands that has all these words. Throws TypeError where there is none, or several. */
export function runbookCommands(...words: readonly string[]): string {
  const page = readFileSync(join(repository, "docs/runbook.md"), "utf8");
  const blocks = [...page.matchAll(/^( *)```sh\n([\s\S]*?)^ *```$/gm)]
    .map(([, indent = "", block = ""]) => block.replaceAll(new RegExp(`^${indent}`, "gm"), ""))
    .filter((block) => words.every((word) => block.includes(word)));
  const [block] = blocks;
  if (block === undefined || blocks.length > 1)
    throw new TypeError(`found ${blocks.length} blocks with ${words.join(" and ")}`);
  return block;
}

/** Runs commands with the words in capitals (`BUCKET`) replaced, and the program's environment. */
export function runCommands(
  commands: string,
  words: { readonly [word: string]: string },
  env: Readonly<Record<string, string>>,
): Promise<Ran> {
  const script = Object.entries(words).reduce((text, [word, value]) => text.replaceAll(word, value), commands);
  const path = [import.meta.dirname, join(repository, ".servers/venv/bin"), process.env["PATH"]].join(":");
  return new Promise((resolve) => {
    const child = spawn("sh", ["-euc", script], { env: { ...env, PATH: path }, stdio: ["ignore", "pipe", "pipe"] });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (text: Buffer) => (stdout += text.toString()));
    child.stderr.on("data", (text: Buffer) => (stderr += text.toString()));
    child.on("close", (status) => resolve({ status, stdout, stderr }));
  });
}
