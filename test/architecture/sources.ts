// The repository's own sources, and what each imports.
import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { computed } from "./table.ts";

/** Contents of files by path from the root. */
export type Sources = ReadonlyMap<string, string>;

export function repository(): Sources {
  const root = join(import.meta.dirname, "../..");
  const walk = (folder: string): string[] =>
    readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      if (entry.name.startsWith(".") || ["node_modules", "coverage", "cdk.out", "dist"].includes(entry.name)) return [];
      const path = posix.join(folder, entry.name);
      if (entry.isDirectory()) return walk(path);
      return path === "package.json" || /\.(?:[cm]?[jt]sx?|py|sh)$/.test(entry.name) ? [path] : [];
    });
  return new Map(walk("").map((path) => [path, readFileSync(join(root, path), "utf8")]));
}

/** Everything a source imports, type-only imports too. Comments are not left out: too much is safer than too little. */
export function specifiers(text: string): string[] {
  const found = [
    ...text.matchAll(/(?:^|[;}]|\*\/)\s*(?:import|export)\b(?:[^'"`;=(){}]|\{[^}]*\})*?\bfrom\s*["']([^"']+)["']/gm),
    ...text.matchAll(/(?:^|[;}]|\*\/)\s*import\s*["']([^"']+)["']/gm),
    ...text.matchAll(/\bimport\s*\(\s*(?:\/\*[^*]*\*\/\s*)?(?:["'`]([^"'`$]+)["'`])?/g),
    ...text.matchAll(/\brequire\s*\(\s*["'`]([^"'`]+)["'`]/g),
    // A worker, or a file that is read: it is named beside this one.
    ...text.matchAll(/\bnew URL\(\s*["'`](\.[^"'`$]+\.ts)["'`]/g),
    ...text.matchAll(/\bimport\.meta\.resolve\(\s*["'`]([^"'`$]+)["'`]/g),
  ];
  return found.map((match) => match[1] ?? computed);
}

/** The path from the root that a relative specifier of the file `path` names. */
export function resolve(path: string, specifier: string): string {
  return posix.join(posix.dirname(path), specifier);
}

/** The files that each file imports, type-only imports too. */
export function importsOf(sources: Sources): Map<string, readonly string[]> {
  const imports = [...sources].map(([path, text]) => {
    const relative = specifiers(text).filter((specifier) => specifier.startsWith("."));
    return [path, relative.map((specifier) => resolve(path, specifier)).filter((each) => sources.has(each))] as const;
  });
  return new Map(imports);
}
