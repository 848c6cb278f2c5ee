// Paths that the table names and no file has: a rule about them guards nothing.
import { matchesGlob } from "node:path";
import type { Sources } from "./sources.ts";
import { apart, rooms, table } from "./table.ts";

/** Every glob or path of the table that matches no file. */
export function pathsWithoutFile(sources: Sources): string[] {
  const paths = [...sources.keys()];
  const named = [
    ...Object.keys(table).map((folder) => `${folder}/**`),
    ...Object.values(table).flatMap(({ imports, except }) => [...imports, ...(except?.files ?? [])]),
    ...Object.entries(rooms).flatMap(([room, { imports }]) => [room, ...imports]),
    ...apart.flatMap(({ from, to }) => [...from, ...to]),
  ];
  return [...new Set(named)].filter((glob) => !paths.some((path) => matchesGlob(path, glob)));
}
