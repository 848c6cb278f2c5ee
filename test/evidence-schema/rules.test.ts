// Every rule of FORMAT.md has a ledger that breaks it, and the TypeScript verifier refuses each by that rule.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { ledgerVectors } from "../support/ledger-vectors/index.ts";
import { memberVectors } from "../support/ledger-vectors/members.ts";
import { onDisk, type Said, saidHere } from "../support/ledgers-on-disk.ts";
import { vectorFiles } from "../support/vector-files.ts";

const format = readFileSync(join(import.meta.dirname, "../../evidence-schema/FORMAT.md"), "utf8");
const rules = [...format.matchAll(/^- \*\*([A-Z]\d+)\*\*/gm)].map(([, rule]) => rule as string);

test.each(rules)("%s has a ledger that breaks it", (rule) => {
  expect(vectorFiles.filter((vector) => vector.rule === rule)).not.toEqual([]);
});

test("a vector names a rule that there is, and is named after it", () => {
  for (const { name, rule } of vectorFiles) {
    if (rule !== null) expect(rules).toContain(rule);
    expect(name).toMatch(new RegExp(`^${rule ?? "valid"}-[a-z0-9-]+$`));
  }
});

test("the files are those that are generated", () => {
  expect(vectorFiles.map(({ name }) => name).sort()).toEqual(ledgerVectors.map(({ name }) => name).sort());
});

const vectors = [...vectorFiles, ...memberVectors];

describe("the TypeScript verifier", () => {
  let said: readonly Said[] = [];
  beforeAll(async () => {
    said = await onDisk(vectors, saidHere);
  });

  test.each(vectors.map((vector, i) => ({ ...vector, i })))("$name: $what", ({ rule, exit, i }) => {
    const { problems, exit: found } = said[i] as Said;
    expect({ rule: problems[0]?.rule ?? null, exit: found }).toEqual({ rule, exit });
  });
});
