// Percent-encoding: one encoding for each text, byte for byte.
import fc from "fast-check";
import { expect, test } from "vitest";
import { percentDecode, percentEncode } from "../../../evidence-schema/bytes/percent.ts";

// The rule written out over bytes, without the encoder of the language.
const naive = (text: string): string =>
  [...Buffer.from(text)]
    .map((byte) => {
      const char = String.fromCharCode(byte);
      return /[A-Za-z0-9\-._~]/.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
    })
    .join("");

test("every byte outside the unreserved set is encoded, and comes back", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(percentEncode(text)).toBe(naive(text));
      expect(percentDecode(naive(text))).toBe(text);
    }),
  );
});

test.each(["%2f", "%41", "a b", "/", "%", "%4", "%zz", "%FF", "%C0%AF", "%ED%A0%80", "é", "!"])(
  "%j is no encoding",
  (text) => {
    expect(percentDecode(text)).toBeNull();
  },
);

test("a lone surrogate has no encoding", () => {
  expect(() => percentEncode("\ud800")).toThrow(RangeError);
});
