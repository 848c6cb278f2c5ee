// Makes the directories that all temporary files of a run of the tests lie in, since a process that is killed removes none of its own.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// Nothing here outlives its test, so that memory will do where a system offers it as a file system: fsync is what takes long.
const MEMORY = "/dev/shm";

const make = (base: string): string => mkdtempSync(join(base, "tidemark-tests-"));

/** Runs once, before any test file. Processes that tests start inherit the variables, unless they are given none. */
export default function setup(): () => void {
  const disk = make(tmpdir());
  const memory = existsSync(MEMORY) ? make(MEMORY) : disk;
  process.env["TMPDIR"] = disk;
  process.env["TIDEMARK_TEST_MEMORY"] = memory;
  // What one child process of the tests has compiled, the next need not compile again: starting is most of what they do.
  process.env["NODE_COMPILE_CACHE"] = join(disk, "compiled");
  return () => {
    for (const directory of [disk, memory]) rmSync(directory, { recursive: true, force: true });
  };
}
