// A text that nests too deep is found out without parsing it, and no other is.
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseCanonicalLine } from "../../../evidence-schema/bytes/canonical.ts";
import { nestsDeeperThan } from "../../../evidence-schema/bytes/nesting.ts";
import { runs } from "../../support/scale.ts";

const depthOf = (value: unknown): number =>
  typeof value === "object" && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;

test("it agrees with the depth of what is parsed, whatever strings hold", () => {
  const inBrackets = fc.string({ unit: fc.constantFrom("[", "]", "{", "}", '"', "\\", "a") });
  const { value } = fc.letrec((again) => ({
    value: fc.oneof(
      { maxDepth: 6 },
      inBrackets,
      fc.integer(),
      fc.array(again("value"), { maxLength: 3 }),
      fc.dictionary(inBrackets, again("value"), { maxKeys: 3 }),
    ),
  }));
  fc.assert(
    fc.property(value, (each) => {
      const depth = depthOf(each);
      const text = JSON.stringify(each);
      expect(nestsDeeperThan(text, depth)).toBe(false);
      if (depth > 0) expect(nestsDeeperThan(text, depth - 1)).toBe(true);
    }),
    { numRuns: runs(2000) },
  );
});

test("a long line that nests too deep is refused with that reason, and a long one that does not is read", () => {
  const deep = `${"[".repeat(129)}${"]".repeat(129)}`;
  const long = "a".repeat(2 ** 20);
  expect(() => parseCanonicalLine(`["${long}",${deep}]\n`)).toThrow("the line nests deeper than 128 levels");
  expect(parseCanonicalLine(`["${long}",[["[[["]]]\n`)).toEqual([long, [["[[["]]]);
});
