// SHA-256 against a published value, and the one form of a digest.
import { expect, test } from "vitest";
import { isDigest, sha256, sha256Hex, ZERO_DIGEST } from "../../../evidence-schema/bytes/digest.ts";

// FIPS 180-4 example, the message "abc".
const abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

test("bytes and text hash to the published digest", () => {
  expect(sha256Hex("abc")).toBe(abc);
  expect(sha256Hex(Buffer.from("abc"))).toBe(abc);
  expect(sha256("abc").toString("hex")).toBe(abc);
  expect(sha256Hex("é")).toBe(sha256Hex(Buffer.from([0xc3, 0xa9])));
});

test("a digest is 64 lower-case hexadecimal digits", () => {
  expect([abc, ZERO_DIGEST].every(isDigest)).toBe(true);
  expect(
    ["", abc.slice(1), `${abc}0`, abc.toUpperCase(), `${abc}\n`, ` ${abc}`, abc.replace("b", "g")].some(isDigest),
  ).toBe(false);
});
