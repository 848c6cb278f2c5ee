// Object keys: the vectors in both directions, and parsing as the exact inverse of formatting.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  cosignatureKey,
  DOCUMENT_KINDS,
  documentKey,
  type DocumentKind,
  formatObjectKey,
  MAX_POSITION,
  noteKey,
  type ObjectKey,
  parseObjectKey,
  parseScope,
  PROVIDERS,
  sealKey,
  segmentKey,
  timestampKey,
} from "../../evidence-schema/object-key.ts";
import vectors from "../../evidence-schema/vectors/object-key.json" with { type: "json" };
import { runs } from "../support/scale.ts";

const digest = fc.stringMatching(/^[0-9a-f]{64}$/);
const position = fc.integer({ min: 0, max: MAX_POSITION });
const id = fc.oneof(
  fc.string({ unit: "binary", minLength: 1 }),
  fc.constantFrom(".", "..", "%2F", "a/b", "=", "folders/1"),
);
const objectKey: fc.Arbitrary<ObjectKey> = fc.oneof(
  fc.constant({ class: "genesis" as const }),
  fc.record({
    class: fc.constant("segment" as const),
    scope: fc.tuple(fc.constantFrom(...PROVIDERS), id).map((parts) => parts.join("/")),
    gen: fc.oneof(fc.nat(), fc.constant(Number.MAX_SAFE_INTEGER)),
    firstSeq: position,
  }),
  fc.record({ class: fc.constantFrom("seal", "note", "timestamp", "cosignature"), index: position }),
  fc.record({ class: fc.constant("document" as const), kind: fc.constantFrom(...DOCUMENT_KINDS), digest }),
);

describe("vectors", () => {
  test.each(vectors.valid)("$key", ({ key, means }) => {
    expect(parseObjectKey(key)).toEqual(means);
    expect(formatObjectKey(means as ObjectKey)).toBe(key);
  });

  test.each(vectors.invalid)("no key of a ledger: %j", (key) => {
    expect(parseObjectKey(key)).toBeNull();
  });

  test.each(vectors.scopes.valid)("scope $scope", ({ scope, provider, id: expected }) => {
    expect(parseScope(scope)).toEqual({ provider, id: expected });
  });

  test.each(vectors.scopes.invalid)("no scope: %j", (scope) => {
    expect(() => parseScope(scope)).toThrow(RangeError);
  });
});

test("what is written is read", () => {
  fc.assert(
    fc.property(objectKey, (each) => {
      expect(parseObjectKey(formatObjectKey(each))).toEqual(each);
    }),
  );
});

test("keys with a changed character are read as something else or not at all", () => {
  fc.assert(
    fc.property(objectKey, fc.nat(), fc.constantFrom(..."0a/%=.-~ \n".split("")), (each, at, char) => {
      const key = formatObjectKey(each);
      const changed = key.slice(0, at % key.length) + char + key.slice((at % key.length) + 1);
      const read = parseObjectKey(changed);
      if (changed !== key) expect(read).not.toEqual(each);
      if (read !== null) expect(formatObjectKey(read)).toBe(changed);
    }),
    { numRuns: runs(2000) },
  );
});

test("keys are plain paths: no empty, dot or encoded-away segments", () => {
  fc.assert(
    fc.property(objectKey, (each) => {
      const key = formatObjectKey(each);
      expect(key).toMatch(/^[A-Za-z0-9\-._~%=/]+$/);
      expect(key.split("/").some((part) => part === "" || part === "." || part === "..")).toBe(false);
    }),
  );
});

test("keys of one class sort as their positions", () => {
  fc.assert(
    fc.property(position, position, (one, two) => {
      expect(sealKey(one) < sealKey(two)).toBe(one < two);
      expect(segmentKey("aws/1", 0, one) < segmentKey("aws/1", 0, two)).toBe(one < two);
    }),
  );
});

test("parts out of their range are refused", () => {
  const numbers = [-1, 0.5, NaN, MAX_POSITION + 1];
  for (const key of [sealKey, noteKey, timestampKey, cosignatureKey, (n: number) => segmentKey("aws/1", 0, n)]) {
    for (const n of numbers) expect(() => key(n)).toThrow(RangeError);
  }
  for (const gen of [-1, 0.5, NaN, 2 ** 53]) expect(() => segmentKey("aws/1", gen, 0)).toThrow(RangeError);
  expect(() => segmentKey("oci/1", 0, 0)).toThrow(RangeError);
  expect(() => segmentKey("aws/\ud800", 0, 0)).toThrow(RangeError);
  expect(() => documentKey("other" as DocumentKind, "0".repeat(64))).toThrow(RangeError);
  expect(() => documentKey("tests", "0".repeat(63))).toThrow(RangeError);
});
