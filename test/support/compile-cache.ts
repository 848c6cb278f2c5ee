// What one child process of the tests has compiled, the next need not compile again: starting is most of what they do.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Runs once, before any test file. Processes that tests start inherit the variable, unless they are given none. */
export default function setup(): () => void {
  const directory = mkdtempSync(join(tmpdir(), "tidemark-compiled-"));
  process.env["NODE_COMPILE_CACHE"] = directory;
  return () => rmSync(directory, { recursive: true, force: true });
}
