// What breaks the layout's table: imports and words that a folder must not have, writers that a reader reaches.
import { matchesGlob } from "node:path";
import { resolve, specifiers, type Sources } from "./sources.ts";
import { free, readers, rooms, table, writers, type Rule } from "./table.ts";

/** One line for every breach, empty when the table is kept. */
export function breaches(sources: Sources): string[] {
  return [
    ...[...sources].flatMap(([path, text]) => breachesOf(path, text)),
    ...[...sources.keys()].filter((path) => matches(path, readers)).flatMap((path) => writersReached(path, sources)),
  ];
}

function breachesOf(path: string, text: string): string[] {
  const folder = topFolder(path);
  if (folder === undefined || free.includes(folder)) return [];
  const rule = table[folder];
  if (rule === undefined) return [`${path}: the table has no rule for ${folder}/`];
  const imported = specifiers(text).filter((specifier) => !allowed(path, folder, rule, specifier));
  const words = Object.entries(rule.words ?? {}).filter(([, pattern]) => pattern.test(text));
  return [
    ...imported.map((specifier) => `${path}: may not import ${specifier}`),
    ...words.map(([word]) => `${path}: may not use ${word}`),
  ];
}

function allowed(path: string, folder: string, rule: Rule, specifier: string): boolean {
  if (specifier.startsWith(".")) return matches(resolve(path, specifier), [...inFolder(path, folder), ...rule.imports]);
  if (specifier.startsWith("node:")) return rule.builtins === "any" || rule.builtins.includes(specifier);
  if (rule.packages === "any") return true;
  const extra = rule.except !== undefined && matches(path, rule.except.files) ? rule.except.packages : [];
  return [...rule.packages, ...extra].some(
    (name) => specifier === name || specifier.startsWith(name.endsWith("/") ? name : `${name}/`),
  );
}

/** What a file may import of its own folder. */
function inFolder(path: string, folder: string): readonly string[] {
  const room = Object.keys(rooms).find((each) => matchesGlob(path, each));
  return room === undefined ? [`${folder}/**`] : [room, ...(rooms[room] ?? [])];
}

/** The shortest way of imports from `start` to each writer that can be reached from it. */
function writersReached(start: string, sources: Sources): string[] {
  const routes = new Map([[start, start]]);
  for (const [path, route] of routes) {
    for (const specifier of specifiers(sources.get(path) ?? "").filter((name) => name.startsWith("."))) {
      const next = resolve(path, specifier);
      if (!routes.has(next)) routes.set(next, `${route} -> ${next}`);
    }
  }
  return [...routes]
    .filter(([path]) => matches(path, writers))
    .map(([, route]) => `${start}: may not reach a writer: ${route}`);
}

function topFolder(path: string): string | undefined {
  const slash = path.indexOf("/");
  return slash === -1 ? undefined : path.slice(0, slash);
}

function matches(path: string, globs: readonly string[]): boolean {
  return globs.some((glob) => matchesGlob(path, glob));
}
