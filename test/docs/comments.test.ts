// Comments of production code begin with their subject or with a verb: a reader should not have to look for either.
import { describe, expect, test } from "vitest";
import { repository } from "../architecture/sources.ts";
import { free } from "../architecture/table.ts";
import { lateInComments } from "./late-subject.ts";

const production = [...repository()].filter(
  ([path]) => path.endsWith(".ts") && path.includes("/") && !free.includes(path.split("/")[0] ?? ""),
);

test("no comment opens with What, Whoever, Whatever, One, That or Of", () => {
  expect(production.length).toBeGreaterThan(300);
  const found = production.flatMap(([path, text]) => lateInComments(text).map((line) => `${path}:${line}`));
  expect(found).toEqual([]);
});

/** Whether a file begins with `//` lines that say what it does; a command of a shell may come before them. */
const hasHeader = (text: string): boolean => /^(?:#![^\n]*\n)?\/\/ \S/.test(text);

test("each file begins with a header, in one style", () => {
  expect(production.flatMap(([path, text]) => (hasHeader(text) ? [] : [path]))).toEqual([]);
  expect(["/** Reads. */\n", "import a;\n", "\n// Reads.\n", "//\n"].filter(hasHeader)).toEqual([]);
});

describe("an opening is found", () => {
  test.each(["// What is read.", "  /** Whoever reads. */", "/** Of a seal. */", "\t// That there is none."])(
    "%s",
    (line) => {
      expect(lateInComments(`const a = 1;\n${line}`)).toEqual([2]);
    },
  );

  test.each(["// Whatsoever", '  "What is read",', "// Reads what there is.", " * One of several lines."])(
    "not %s",
    (line) => {
      expect(lateInComments(line)).toEqual([]);
    },
  );
});
