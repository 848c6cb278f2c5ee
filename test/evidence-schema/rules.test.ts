// Every rule of FORMAT.md has a ledger that breaks it, and the TypeScript verifier refuses each by that rule.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { RULES } from "../../evidence-schema/rules.ts";
import { largeVectors } from "../support/ledger-vectors/bounds.ts";
import { ledgerVectors } from "../support/ledger-vectors/index.ts";
import { memberVectors } from "../support/ledger-vectors/members.ts";
import { type Said, saidOf } from "../support/ledgers-on-disk.ts";
import { vectorFiles } from "../support/vector-files.ts";

const folder = join(import.meta.dirname, "../../evidence-schema");
const format = readFileSync(join(folder, "FORMAT.md"), "utf8");
const python = readFileSync(join(folder, "verify.py"), "utf8");
const names = Object.fromEntries(
  [...format.matchAll(/^- \*\*([A-Z]\d+), (.+?)\.\*\*/gm)].map(([, rule, name]) => [rule as string, name as string]),
);
const rules = Object.keys(names);

test("both verifiers name the rules by the words of the page", () => {
  expect({ ...RULES }).toEqual(names);
  const [, table = ""] = /^RULES = \{$(.*?)^\}$/ms.exec(python) ?? [];
  const named = [...table.matchAll(/"([A-Z]\d+)": "(.+?)",?$/gm)].map(([, rule, name]) => [rule as string, name]);
  expect(Object.fromEntries(named)).toEqual(names);
});

test.each(rules)("%s has a ledger that breaks it", (rule) => {
  expect(vectorFiles.filter((vector) => vector.rule === rule)).not.toEqual([]);
});

test("a vector names a rule that there is, and is named after it", () => {
  for (const { name, rule, exit } of vectorFiles) {
    if (rule !== null) expect(rules).toContain(rule);
    expect(name).toMatch(new RegExp(`^${rule ?? (exit === 3 ? "unread" : "valid")}-[a-z0-9-]+$`));
  }
});

test("the files are those that are generated", () => {
  expect(vectorFiles.map(({ name }) => name).sort()).toEqual(ledgerVectors.map(({ name }) => name).sort());
});

test("no two vectors have one name", () => {
  const all = [...ledgerVectors, ...memberVectors, ...largeVectors].map(({ name }) => name);
  expect(all.filter((name, i) => all.indexOf(name) !== i)).toEqual([]);
});

const vectors = [...vectorFiles, ...memberVectors, ...largeVectors];

describe("the TypeScript verifier", () => {
  let said: readonly Said[] = [];
  beforeAll(async () => {
    said = await saidOf(vectors);
  });

  test.each(vectors.map((vector, i) => ({ ...vector, i })))("$name: $what", ({ rule, exit, i }) => {
    const { violations, exit: found } = said[i] as Said;
    expect({ rule: violations[0]?.rule ?? null, exit: found }).toEqual({ rule, exit });
    for (const violation of violations) expect(violation).toMatchObject({ name: names[violation.rule] });
  });
});
