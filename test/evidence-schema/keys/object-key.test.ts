// Object keys: the vectors in both directions, and parsing as the exact inverse of formatting.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_POSITION } from "../../../evidence-schema/bytes/bounds.ts";
import {
  attachmentKey,
  cosignatureKey,
  DOCUMENT_KINDS,
  documentKey,
  formatObjectKey,
  MAX_MORE,
  noteKey,
  type ObjectKey,
  parseObjectKey,
  parseScope,
  sealKey,
  segmentKey,
  timestampKey,
} from "../../../evidence-schema/keys/object-key.ts";
import vectors from "../../../evidence-schema/vectors/object-key.json" with { type: "json" };
import { runs } from "../../support/scale.ts";

const digest = fc.stringMatching(/^[0-9a-f]{64}$/);
const position = fc.integer({ min: 0, max: MAX_POSITION });
const id = fc.oneof(
  // A character takes twelve bytes at most once it is encoded.
  fc.string({ unit: "binary", minLength: 1, maxLength: 16 }).filter((each) => !each.includes("\0")),
  fc.constantFrom(".", "..", "%2F", "a/b", "=", "folders/1"),
);
const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,31}$/).filter((each) => each !== "tidemark");
const scope = fc.oneof(
  fc.constant("tidemark/ledger"),
  fc.tuple(fc.oneof(fc.constantFrom("aws", "azure", "gcp"), word), id).map((parts) => parts.join("/")),
);
const objectKey: fc.Arbitrary<ObjectKey> = fc.oneof(
  fc.constant({ class: "genesis" as const }),
  fc.record({
    class: fc.constant("segment" as const),
    scope,
    gen: fc.nat({ max: 999_999 }),
    firstSeq: position,
  }),
  fc.record({ class: fc.constantFrom("seal", "note"), index: position }),
  fc.record({
    class: fc.constantFrom("timestamp", "cosignature"),
    index: position,
    more: fc.oneof(fc.constant(null), fc.integer({ min: 1, max: MAX_MORE })),
  }),
  fc.record({
    class: fc.constant("document" as const),
    kind: fc.oneof(fc.constantFrom(...DOCUMENT_KINDS), word),
    digest,
  }),
  fc.record({ class: fc.constant("attachment" as const), digest }),
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
  for (const gen of [-1, 0.5, NaN, 1_000_000]) expect(() => segmentKey("aws/1", gen, 0)).toThrow(RangeError);
  for (const scope of ["Oci/1", "tidemark/other", "aws/", `aws/${"1".repeat(201)}`])
    expect(() => segmentKey(scope, 0, 0)).toThrow(RangeError);
  for (const more of [0, 0.5, 100]) {
    expect(() => timestampKey(7, more)).toThrow(RangeError);
    expect(() => cosignatureKey(7, more)).toThrow(RangeError);
  }
  expect(() => segmentKey("aws/\ud800", 0, 0)).toThrow(RangeError);
  expect(() => documentKey("Other", "0".repeat(64))).toThrow(RangeError);
  expect(() => attachmentKey("0".repeat(63))).toThrow(RangeError);
  expect(() => documentKey("tests", "0".repeat(63))).toThrow(RangeError);
});
