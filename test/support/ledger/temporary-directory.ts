// Directories that are gone after the test file that made them.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// Nothing here outlives its test, so that memory will do where a system offers it as a file system: fsync is what takes long.
const MEMORY = "/dev/shm";
const base = existsSync(MEMORY) ? MEMORY : tmpdir();

const made: string[] = [];

export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(base, "tidemark-"));
  made.push(directory);
  return directory;
}

/** Removes all that were made since it was called last. */
export function removeTemporaryDirectories(): void {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true, force: true });
}
