// Computes a digest of the code that makes the derived tables: rows of other code are made again.
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../..");

/** Folders whose code decides what the rows say. */
const FOLDERS = ["audit", "controls", "evidence-schema"];

/** Lower-case hex. Rejects with an error of Node where the sources can't be read. */
export async function codeDigest(): Promise<string> {
  const found = await Promise.all(
    FOLDERS.map(async (folder) =>
      (await readdir(join(ROOT, folder), { recursive: true })).map((name) => join(ROOT, folder, name)),
    ),
  );
  const paths = found.flat().filter((path) => path.endsWith(".ts"));
  const hash = createHash("sha256");
  for (const path of paths.sort()) {
    const content = await readFile(path);
    hash.update(`${relative(ROOT, path)}\n${content.length}\n`);
    hash.update(content);
  }
  return hash.digest("hex");
}
