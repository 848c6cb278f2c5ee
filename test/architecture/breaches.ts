// What breaks the layout's table: imports and words that a folder must not have, writers that a reader reaches.
import { matchesGlob } from "node:path";
import { resolve, specifiers, type Sources } from "./sources.ts";
import { apart, free, rooms, table, type Room, type Rule } from "./table.ts";

/** One line for every breach, empty when the table is kept. */
export function breaches(sources: Sources): string[] {
  return [
    ...[...sources].flatMap(([path, text]) => breachesOf(path, text)),
    ...apart.flatMap(({ from, to, what }) =>
      [...sources.keys()].filter((path) => matches(path, from)).flatMap((path) => reached(path, to, what, sources)),
    ),
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
  const room = roomOf(path, folder);
  if (specifier.startsWith("."))
    return matches(resolve(path, specifier), [...(room?.imports ?? [`${folder}/**`]), ...rule.imports]);
  if (room?.isPure === true) return specifier === "zod";
  if (specifier.startsWith("node:")) return rule.builtins === "any" || rule.builtins.includes(specifier);
  if (rule.packages === "any") return true;
  const extra = rule.except !== undefined && matches(path, rule.except.files) ? rule.except.packages : [];
  return [...rule.packages, ...extra].some(
    (name) => specifier === name || specifier.startsWith(name.endsWith("/") ? name : `${name}/`),
  );
}

/** The room that a file lies in; null where its folder has no rooms of a rule. */
function roomOf(path: string, folder: string): Room | null {
  const of = Object.keys(rooms).filter((each) => each.startsWith(`${folder}/`));
  const room = of.find((each) => matchesGlob(path, each));
  if (room !== undefined) return rooms[room] ?? null;
  return of.length === 0 ? null : { imports: [] };
}

/** The shortest way of imports from `start` to each file of `to` that can be reached from it. */
function reached(start: string, to: readonly string[], what: string, sources: Sources): string[] {
  const routes = new Map([[start, start]]);
  for (const [path, route] of routes) {
    for (const specifier of specifiers(sources.get(path) ?? "").filter((name) => name.startsWith("."))) {
      const next = resolve(path, specifier);
      if (!routes.has(next)) routes.set(next, `${route} -> ${next}`);
    }
  }
  return [...routes]
    .filter(([path]) => matches(path, to))
    .map(([, route]) => `${start}: may not reach ${what}: ${route}`);
}

function topFolder(path: string): string | undefined {
  const slash = path.indexOf("/");
  return slash === -1 ? undefined : path.slice(0, slash);
}

function matches(path: string, globs: readonly string[]): boolean {
  return globs.some((glob) => matchesGlob(path, glob));
}
