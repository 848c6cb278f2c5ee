// Makes directories that are gone after the test file, or the script, that made them.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const made: string[] = [];

export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(process.env["TIDEMARK_TEST_MEMORY"] ?? tmpdir(), "tidemark-"));
  made.push(directory);
  return directory;
}

/** Removes all that were made since it was called last. */
export function removeTemporaryDirectories(): void {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true, force: true });
}

// Scripts have no test file that ends.
process.once("exit", removeTemporaryDirectories);
