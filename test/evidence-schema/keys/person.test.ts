// People by reference: the vectors, and that neither salt nor name can be read off.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { personReference } from "../../../evidence-schema/keys/person.ts";
import vectors from "../../../evidence-schema/vectors/person.json" with { type: "json" };

const salt = Buffer.alloc(32, 7);

describe("vectors", () => {
  test.each(vectors.valid)("$provider $value", ({ salt: hex, provider, value, reference }) => {
    expect(personReference(Buffer.from(hex, "hex"), provider, value)).toBe(reference);
  });

  test.each(vectors.invalid)("refused: $name", ({ salt: hex, provider, value }) => {
    expect(() => personReference(Buffer.from(hex, "hex"), provider, value)).toThrow(RangeError);
  });
});

test("spelling, composition and white space around it do not make another person", () => {
  const one = personReference(salt, "aws", "JOSÉ@example.com");
  for (const spelling of ["josé@example.com", "jose\u0301@EXAMPLE.com", "\tJosé@example.com \n"]) {
    expect(personReference(salt, "aws", spelling)).toBe(one);
  }
});

test("another salt, provider or value is another reference", () => {
  const address = fc.emailAddress().map((each) => each.toLowerCase());
  fc.assert(
    fc.property(address, address, fc.uint8Array({ minLength: 32, maxLength: 32 }), (one, two, other) => {
      const reference = personReference(salt, "aws", one);
      expect(reference).toMatch(/^person:[0-9a-f]{64}$/);
      expect(personReference(salt, "gcp", one)).not.toBe(reference);
      expect(personReference(Buffer.from(other), "aws", one) === reference).toBe(salt.equals(other));
      expect(personReference(salt, "aws", two) === reference).toBe(one === two);
    }),
  );
});

test("a refused value is not repeated", () => {
  expect(() => personReference(salt, "aws", "alice\0@example.com")).toThrow(
    /^the provider or the value of a person is empty/,
  );
  expect(() => personReference(salt, "aws", "alice\ud800")).toThrow(/^the provider or the value of a person is empty/);
});
