// Timestamps: the vectors in both directions, and every instant from 1970 to 9999.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatTimestamp, isTimestamp, parseTimestamp } from "../../../evidence-schema/bytes/timestamp.ts";
import vectors from "../../../evidence-schema/vectors/timestamp.json" with { type: "json" };

describe("vectors", () => {
  test.each(vectors.valid)("$text", ({ text, ms }) => {
    expect(isTimestamp(text)).toBe(true);
    expect(parseTimestamp(text)).toBe(ms);
    expect(formatTimestamp(ms)).toBe(text);
  });

  test.each(vectors.invalid)("refused: %j", (text) => {
    expect(isTimestamp(text)).toBe(false);
    expect(() => parseTimestamp(text)).toThrow(RangeError);
  });
});

test("every instant is read as it was written, and timestamps sort as their instants", () => {
  const ms = fc.integer({ min: 0, max: Date.UTC(9999, 11, 31, 23, 59, 59, 999) });
  fc.assert(
    fc.property(ms, ms, (one, two) => {
      expect(parseTimestamp(formatTimestamp(one))).toBe(one);
      expect(formatTimestamp(one) < formatTimestamp(two)).toBe(one < two);
    }),
  );
});

test.each([-1, 0.5, NaN, Infinity, Date.UTC(10_000, 0, 1)])("%d has no timestamp", (ms) => {
  expect(() => formatTimestamp(ms)).toThrow(RangeError);
});
