// The guide names paths that there are: whoever follows it finds them.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repository } from "../support/run-cli.ts";

const text = readFileSync(join(repository, "CONTRIBUTING.md"), "utf8");

test("every path that it names is there", () => {
  const named = [...text.matchAll(/`((?:[a-z-]+\/)+[\w.-]*)`/g)].map(([, path]) => path as string);
  expect(named.length).toBeGreaterThan(20);
  // What a command or the reader makes.
  const made = (path: string): boolean => /default-networks-absent/.test(path);
  expect(named.filter((path) => !made(path) && !existsSync(join(repository, path)))).toEqual([]);
});

test("what a placeholder stands for is there too", () => {
  const named = [...text.matchAll(/`((?:[a-z-]+\/)+)<(\w+)>\/((?:[\w-]+\/)*)`/g)];
  expect(named.length).toBeGreaterThan(1);
  for (const [, before = "", , after = ""] of named)
    expect(
      ["aws", "azure", "entra", "gcp", "workspace"].some((each) => existsSync(join(repository, before, each, after))),
    ).toBe(true);
});
