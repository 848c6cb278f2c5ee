// Wildcards: a pattern covers another only if it matches every text that the other matches.
import fc from "fast-check";
import { expect, test } from "vitest";
import { covers, overlap, restsAfter } from "../../../../checks/engines/policy/wildcard.ts";
import { matches } from "./iam-by-definition.ts";
import { isWhole, runs } from "../../../support/scale.ts";

test.each([
  ["*", "*", true],
  ["*", "", true],
  ["?", "", false],
  ["?*", "*", false],
  ["a*", "a*", true],
  ["a*", "ab?*", true],
  ["a?", "a*", false],
  ["a*c", "abc", true],
  ["a*c", "ab*", false],
  ["a*b*c", "axxbxxc", true],
  ["**", "*", true],
  ["arn:aws:s3:::b/*", "arn:aws:s3:::b/*", true],
  ["arn:aws:s3:::b*", "arn:aws:s3:::b/*", true],
  ["arn:aws:s3:::b/*", "arn:aws:s3:::b*", false],
  ["arn:aws:s3:::b/public/*", "arn:aws:s3:::b/*", false],
])("%s covers %s: %s", (pattern, text, expected) => {
  expect(covers(pattern, text)).toBe(expected);
});

test("capital letters make a difference", () => {
  expect(covers("arn:aws:s3:::B/*", "arn:aws:s3:::b/*")).toBe(false);
});

/** Every text of up to five letters. The third letter is in no pattern, so that a star cannot be spelt out. */
const ofLength = (length: number): readonly string[] =>
  length === 0 ? [""] : ofLength(length - 1).flatMap((word) => ["a", "b", "c"].map((letter) => word + letter));
const texts = [0, 1, 2, 3, 4, 5].flatMap(ofLength);

const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 5 });

test("a pattern that covers another matches all that the other matches", () => {
  fc.assert(
    fc.property(pattern, pattern, (wide, narrow) => {
      if (!covers(wide, narrow)) return;
      expect(texts.filter((word) => matches(narrow, word) && !matches(wide, word))).toEqual([]);
    }),
    { numRuns: runs(1000) },
  );
});

test("a text without wildcards is covered exactly if it matches", () => {
  fc.assert(
    fc.property(pattern, fc.constantFrom(...texts), (wide, word) => {
      expect(covers(wide, word)).toBe(matches(wide, word));
    }),
    { numRuns: runs(1000) },
  );
});

test("patterns as long as a policy can be are compared", () => {
  const long = "a?".repeat(isWhole ? 5000 : 1000);
  expect(overlap(`${long}*`, `*${long}`)).toBe(true);
  expect(overlap(`${long}b`, `${long}c`)).toBe(false);
});

test("two patterns overlap exactly if some text matches both", () => {
  fc.assert(
    fc.property(pattern, pattern, (one, other) => {
      const shared = texts.some((word) => matches(one, word) && matches(other, word));
      // Patterns of five letters that overlap share a text of ten at most; the texts here have five.
      if (shared) expect(overlap(one, other)).toBe(true);
      else if (one.length + other.length <= 5) expect(overlap(one, other)).toBe(false);
    }),
    { numRuns: runs(4000) },
  );
});

test("what may follow a beginning is what matches one of the rests", () => {
  fc.assert(
    fc.property(pattern, fc.constantFrom(...texts.filter(({ length }) => length <= 2)), (whole, beginning) => {
      const rests = restsAfter(whole, beginning);
      for (const word of texts.filter(({ length }) => length <= 3)) {
        expect(rests.some((rest) => matches(rest, word))).toBe(matches(whole, beginning + word));
      }
    }),
    { numRuns: runs(1000) },
  );
});
