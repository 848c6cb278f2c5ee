// The map for strangers is true: its folders are there, and each step of a walk leads to the next.
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { importsOf, repository as sourcesOfRepository } from "../architecture/sources.ts";
import { free, table } from "../architecture/table.ts";
import { repository } from "../support/run-cli.ts";

const page = readFileSync(join(repository, "docs/architecture.md"), "utf8");
const imports = importsOf(sourcesOfRepository());

const walks = page
  .slice(page.indexOf("## Three walks"))
  .split("\n### ")
  .slice(1)
  .map((text) => ({
    title: text.split("\n")[0] ?? "",
    files: [...text.matchAll(/^\d+\. `([^`]+)`/gm)].map(([, path]) => path as string),
  }));

test("there are three walks, of at most ten files each", () => {
  expect(walks).toHaveLength(3);
  for (const { files } of walks) expect(files.length).toBeGreaterThan(3);
  for (const { files } of walks) expect(files.length).toBeLessThanOrEqual(10);
});

describe.each(walks)("$title", ({ files }) => {
  test("every file is there, and none comes twice", () => {
    expect(files.filter((path) => !imports.has(path))).toEqual([]);
    expect(new Set(files).size).toBe(files.length);
  });

  test("each file imports the next one, or is imported by it", () => {
    const apart = files.slice(1).flatMap((next, i) => {
      const path = files[i] as string;
      const isTied = imports.get(path)?.includes(next) === true || imports.get(next)?.includes(path) === true;
      return isTied ? [] : [`${path} and ${next}`];
    });
    expect(apart).toEqual([]);
  });
});

test("every folder that it names is there", () => {
  const named = [...page.matchAll(/`([\w./-]+\/)`/g)].map(([, path]) => path as string);
  expect(named.length).toBeGreaterThan(20);
  const isFolder = (path: string): boolean =>
    existsSync(join(repository, path)) && statSync(join(repository, path)).isDirectory();
  expect(named.filter((path) => !isFolder(path))).toEqual([]);
});

test("the picture and its words name every folder of code", () => {
  const picture = page.slice(0, page.indexOf("## Where to find"));
  expect(picture).not.toContain("## Three walks");
  const folders = [...Object.keys(table), ...free];
  expect(folders.filter((folder) => !new RegExp(`[\\s"\`]${folder}/[\\s<\`]`).test(picture))).toEqual([]);
});
