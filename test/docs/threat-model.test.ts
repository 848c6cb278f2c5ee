// The threat model names rules that there are and tests that there are: what it claims can be looked up.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { RULES } from "../../evidence-schema/rules.ts";
import { repository } from "../support/run-cli.ts";

const text = readFileSync(join(repository, "docs/threat-model.md"), "utf8");

test("every test that it names is there", () => {
  const named = [...text.matchAll(/`(test\/[^`]+)`/g)].map(([, path]) => path as string);
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((path) => !existsSync(join(repository, path)))).toEqual([]);
});

test("every rule that it names is one of the format", () => {
  const named = [...text.matchAll(/\b([A-Z][0-9]{1,2})\b/g)].map(([, rule]) => rule as string);
  const others = new Set(["S3"]);
  expect(named.filter((rule) => !(rule in RULES) && !others.has(rule))).toEqual([]);
});

test("every row of an attack ends with a test, or says that there is none", () => {
  const rows = text.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("|---"));
  const tables = text
    .split("\n### ")
    .slice(1)
    .join("\n")
    .split("\n")
    .filter((line) => rows.includes(line));
  const attacks = tables.filter((line) => !line.endsWith("| test |"));
  expect(attacks.length).toBeGreaterThan(30);
  expect(attacks.filter((line) => !/`test\/[^`]+`[^|]*\|$/.test(line) && !/not shown[^|]*\|$/.test(line))).toEqual([]);
});
