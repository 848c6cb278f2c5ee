// Circles of imports: files of which none can be read, moved or tested without the others.
import { importsOf, type Sources } from "./sources.ts";

/** The shortest circle through each file that is in one, as `a -> b -> a`; a circle is named once, from its first file on. */
export function circles(sources: Sources): string[] {
  const imports = importsOf(sources);
  const found = new Set<string>();
  for (const path of imports.keys()) {
    const circle = wayBack(path, imports);
    if (circle === null) continue;
    const first = circle.indexOf(circle.toSorted()[0] ?? "");
    const named = [...circle.slice(first), ...circle.slice(0, first + 1)].join(" -> ");
    found.add(named);
  }
  return [...found];
}

/** The shortest way by which a file imports itself; null where there is none. */
function wayBack(start: string, imports: ReadonlyMap<string, readonly string[]>): string[] | null {
  const ways = new Map<string, readonly string[]>([[start, [start]]]);
  for (const [path, way] of ways) {
    for (const next of imports.get(path) ?? []) {
      if (next === start) return [...way];
      if (!ways.has(next)) ways.set(next, [...way, next]);
    }
  }
  return null;
}
