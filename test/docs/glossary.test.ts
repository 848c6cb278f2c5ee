// The glossary explains words that readers meet: each is printed, recorded or written on another page.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { EXITS } from "../../ledger/verify/report.ts";
import { repository } from "../support/run-cli.ts";
import { handWritten, rowsOf } from "./hand-written.ts";

const read = (...globs: readonly string[]): string =>
  globs
    .flatMap((each) => globSync(each, { cwd: repository }))
    .map((path) => readFileSync(join(repository, path), "utf8"))
    .join("\n");

const glossary = read("docs/glossary.md");

/** What commands print and mails say, the members and values of records, and the verdicts of `verify`. */
const printed = `${read("docs/messages.md", "evidence-schema/json-schema/*.json")}\n${Object.keys(EXITS).join("\n")}`;
const written = [
  printed,
  read("evidence-schema/FORMAT.md"),
  ...handWritten().flatMap(({ path, text }) => (path === "docs/glossary.md" ? [] : [text])),
].join("\n");

/** The words that a page explains: those in `code` are printed or recorded, others are words of pages. */
const wordsOf = (page: string): readonly { readonly word: string; readonly isPrinted: boolean }[] =>
  rowsOf(page).flatMap(({ cells: [first = ""] }) => {
    if (first === "word") return [];
    const inCode = [...first.matchAll(/`([^`]+)`/g)].map(([, word]) => ({ word: word as string, isPrinted: true }));
    return inCode.length > 0 ? inCode : [{ word: first, isPrinted: false }];
  });

const has = (text: string, word: string): boolean =>
  new RegExp(`(?<![\\w-])${RegExp.escape(word)}s?(?![\\w-])`, "i").test(text);

/** The words of a page that no reader meets. */
const dead = (page: string): string[] =>
  wordsOf(page).flatMap(({ word, isPrinted }) => (has(isPrinted ? printed : written, word) ? [] : [word]));

test("every word is met where the glossary says", () => {
  expect(wordsOf(glossary).length).toBeGreaterThan(50);
  expect(dead(glossary)).toEqual([]);
});

test("no word is explained twice", () => {
  const words = wordsOf(glossary).map(({ word }) => word);
  expect(words.filter((word, i) => words.indexOf(word) !== i)).toEqual([]);
});

test("the README leads to it", () => {
  expect(read("README.md")).toContain("](docs/glossary.md)");
});

describe("a dead word is found", () => {
  test.each([
    ["| `scopish` | x |", ["scopish"]],
    ["| `scope`, `scopish` | x |", ["scopish"]],
    ["| unwritten word | x |", ["unwritten word"]],
    // A word of pages alone is not printed.
    ["| `threat model` | x |", ["threat model"]],
    ["| `INTAC` | x |", ["INTAC"]],
    ["| word | meaning |\n|---|---|\n| `INTACT` | x |\n| missed slot | x |", []],
  ])("%s", (page, words) => {
    expect(dead(page)).toEqual(words);
  });
});
