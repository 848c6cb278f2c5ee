// A file of code that a comment or a page names is there: a reader who follows the path finds it.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repository as sourcesOfRepository } from "../architecture/sources.ts";
import { free, table } from "../architecture/table.ts";
import { repository } from "../support/run-cli.ts";

const sources = sourcesOfRepository();
const folders = [...Object.keys(table), ...free];
const PATH = new RegExp(`(?<![\\w./@-])(?:${folders.join("|")})/[\\w./-]*\\.(?:ts|py|sh)\\b`, "g");

/** Paths that are named in lines which are comments as a whole. */
const inComments = (text: string): string[] =>
  text.split("\n").flatMap((line) => (/^\s*(?:\/\/|\/?\*)/.test(line) ? (line.match(PATH) ?? []) : []));

const exists = new Set(globSync("**/*.*", { cwd: repository, exclude: (name) => name === "node_modules" }));
// What the guide has a reader make.
const isMade = (path: string): boolean => path.includes("default-networks-absent");

test("every path in a comment is there", () => {
  const named = [...sources].flatMap(([file, text]) => inComments(text).map((path) => ({ file, path })));
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter(({ path }) => !exists.has(path))).toEqual([]);
});

test("every path on a page is there", () => {
  const pages = [...globSync("docs/**/*.md", { cwd: repository }), "README.md", "CONTRIBUTING.md"];
  const named = pages.flatMap((page) =>
    (readFileSync(join(repository, page), "utf8").match(PATH) ?? []).map((path) => ({ page, path })),
  );
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter(({ path }) => !exists.has(path) && !isMade(path))).toEqual([]);
});
