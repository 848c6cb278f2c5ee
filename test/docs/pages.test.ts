// Sentences of pages begin with their subject or with a verb, and a cell of a table can be read at a glance.
import { describe, expect, test } from "vitest";
import { handWritten, longCells } from "./hand-written.ts";
import { lateOnPage } from "./late-subject.ts";

const pages = handWritten();

test("the pages are there", () => {
  const paths = pages.map(({ path }) => path);
  expect(paths).toEqual(
    expect.arrayContaining(["CONTRIBUTING.md", "README.md", "docs/glossary.md", "docs/runbook.md"]),
  );
  expect(paths).not.toContain("docs/messages.md");
});

test("no line, cell or sentence opens with What, Whoever, Whatever, One, That or Of", () => {
  expect(pages.flatMap(({ path, text }) => lateOnPage(text).map((line) => `${path}:${line}`))).toEqual([]);
});

test("no cell of a table has 200 characters or more", () => {
  expect(pages.flatMap(({ path, text }) => longCells(text).map((line) => `${path}:${line}`))).toEqual([]);
});

describe("an opening is found", () => {
  test.each([
    "What it reads:",
    "### What each alarm means",
    "- **Of** a ledger in S3 alone.",
    "3. One key signs.",
    '> "Whoever holds the key" can sign.',
    "| whoever is killed | none |",
    "| ledger | what is recorded |",
    "|of both|",
    "The log ends. That is said.",
    "A key signs (see below.) Whatever it signs stays.",
    "Is it there? *One* is.",
  ])("%s", (line) => {
    expect(lateOnPage(`# Page\n\n${line}`)).toEqual([3]);
  });

  test.each([
    "Whatsoever is written, a seal lists it.",
    "`verify` prints what it read: one seal of one log.",
    "| ledger | prints what is recorded |",
    "    What a command prints",
    "See 1.2 of that page.",
  ])("not %s", (line) => {
    expect(lateOnPage(line)).toEqual([]);
  });

  test("not in a block of code, and again after it", () => {
    expect(lateOnPage("```sh\nWhat\n```\nThat.")).toEqual([4]);
  });
});

test("a long cell is found, and a long line is not", () => {
  const long = "x".repeat(200);
  expect(longCells(`| a |\n|---|\n| ${long} |\n| ${long.slice(1)} |\n${long}`)).toEqual([3]);
});
