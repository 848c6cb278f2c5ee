// Comments of production code begin with their subject or with a verb, and file headers with a verb: a reader should not
// have to look for either.
import { describe, expect, test } from "vitest";
import { repository } from "../architecture/sources.ts";
import { free } from "../architecture/table.ts";
import { lateInComments } from "./late-subject.ts";

/** Verbs that headers begin with, one for one idea. A new one goes here, if no other says the same. */
const VERBS = (
  "Adds Answers Appends Asks Builds Carries Checks Collects Compares Computes Copies Counts Cuts Decides Defines Ends Finds " +
  "Folds Follows Joins Judges Keeps Lists Makes Measures Names Observes Opens Plans Prepares Prints Puts Reads Records " +
  "Refuses Replaces Restarts Runs Says Seals Sends Signs Takes Verifies Walks Writes"
).split(" ");

const outsideTests = [...repository()].filter(([path]) => path.endsWith(".ts") && !path.startsWith("test/"));

const production = [...repository()].filter(
  ([path]) => path.endsWith(".ts") && path.includes("/") && !free.includes(path.split("/")[0] ?? ""),
);

test("no comment opens with What, Whoever, Whatever, One, That or Of", () => {
  expect(production.length).toBeGreaterThan(300);
  const found = production.flatMap(([path, text]) => lateInComments(text).map((line) => `${path}:${line}`));
  expect(found).toEqual([]);
});

/** The first word of the `//` lines that a file begins with, after the line that names its shell; null without such lines. */
const firstWord = (text: string): string | null => /^(?:#![^\n]*\n)?\/\/ (\S+)/.exec(text)?.[1] ?? null;

/** The verb of the list that a file's header begins with; null where it begins otherwise. */
const verbOf = (text: string): string | null =>
  VERBS.find((verb) => verb === firstWord(text)?.replace(/,$/, "")) ?? null;

describe("each file begins with a header that says with a verb what the file does", () => {
  test("in one style", () => {
    expect(outsideTests.flatMap(([path, text]) => (firstWord(text) === null ? [path] : []))).toEqual([]);
    expect(["/** Reads. */\n", "import a;\n", "\n// Reads.\n", "//\n"].map(firstWord)).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  test("by a verb of the list, and no verb of the list is out of use", () => {
    const words = outsideTests.map(([path, text]) => [path, verbOf(text)] as const);
    expect(words.flatMap(([path, verb]) => (verb === null ? [path] : []))).toEqual([]);
    expect(VERBS.filter((verb) => !words.some(([, used]) => used === verb))).toEqual([]);
  });

  test.each([
    "// The seals of a log.",
    "// Whether a slot is due.",
    "// Databases of AWS.",
    "// reads a line.",
    "// Read a line.",
    "// Reading of a line.",
    "// `tidemark status`: prints how things stand.",
    "import a;\n// Reads a line.",
  ])("a breach is found: %s", (text) => {
    expect(verbOf(text)).toBeNull();
  });

  test.each([
    ["// Reads a line.", "Reads"],
    ["#!/usr/bin/env node\n// Runs the command line.", "Runs"],
    ["// Reads, writes and verifies notes.", "Reads"],
  ])("a verb is found: %s", (text, verb) => {
    expect(verbOf(text)).toBe(verb);
  });
});

describe("an opening is found", () => {
  test.each([
    "// What is read.",
    "  /** Whoever reads. */",
    "/** Of a seal. */",
    "\t// That there is none.",
    " * Reads. What is left stays.",
  ])("%s", (line) => {
    expect(lateInComments(`const a = 1;\n${line}`)).toEqual([2]);
  });

  test.each(["// Whatsoever", '  "What is read",', "// Reads what there is.", " * One of several lines."])(
    "not %s",
    (line) => {
      expect(lateInComments(line)).toEqual([]);
    },
  );
});
