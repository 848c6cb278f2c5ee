// Wildcards: a pattern covers another only if it matches every text that the other matches.
import fc from "fast-check";
import { expect, test } from "vitest";
import { covers, coversAnyCase } from "../../../../checks/engines/policy/wildcard.ts";
import { matches } from "./iam-by-definition.ts";
import { runs } from "../../../support/scale.ts";

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

test("actions are the same in any case, objects are not", () => {
  expect(coversAnyCase("S3:getobject*", "s3:GetObjectVersion")).toBe(true);
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
