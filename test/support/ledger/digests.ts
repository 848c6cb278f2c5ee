// Digests of the files under a folder, by path from there: to see that nothing was changed or added.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { sha256Hex } from "../../../evidence-schema/bytes/digest.ts";

export function digestsOf(...folder: readonly string[]): Map<string, string> {
  const root = join(...folder);
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name));
  return new Map(paths.map((path) => [relative(root, path), sha256Hex(readFileSync(path))]));
}
