// Computes a digest of code, so that what other code made is made again.
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../..");

/** Folders whose code decides what the rows of the derived tables say. */
export const TABLES_CODE = [
  "audit/period",
  "audit/reading",
  "audit/standing",
  "audit/tables",
  "audit/timeline",
  "controls",
  "evidence-schema",
];

/** Lower-case hex, by the sources in folders of this repository. Rejects with an error of Node where they can't be read. */
export async function codeDigest(folders: readonly string[]): Promise<string> {
  const found = await Promise.all(
    folders.map(async (folder) =>
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
