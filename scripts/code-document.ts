// Lists the sources that decide what evidence says, with their digests: the same in a clone and in a bundle.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256Hex } from "../evidence-schema/bytes/digest.ts";

const FOLDERS = ["evidence-schema", "checks", "controls", "collectors", "observation"];
const root = join(import.meta.dirname, "..");

/** The `code` document as formatted JSON: path and digest of each source, sorted by path. */
export async function codeDocument(): Promise<string> {
  const sources: { path: string; sha256: string }[] = [];
  for (const folder of FOLDERS) {
    const children = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(() => []);
    for (const child of children) {
      // The list itself can't be in the list.
      if (!child.isFile() || !child.name.endsWith(".ts")) continue;
      const path = join(child.parentPath, child.name);
      sources.push({ path: path.slice(root.length + 1), sha256: sha256Hex(await readFile(path)) });
    }
  }
  sources.sort((a, b) => (a.path < b.path ? -1 : 1));
  return `${JSON.stringify({ v: 1, kind: "code", sources }, null, 2)}\n`;
}
