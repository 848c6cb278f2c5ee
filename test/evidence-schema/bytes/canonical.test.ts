// Canonical lines: the vectors, and properties that hold for every value of the ledger's domain.
import reference from "canonicalize";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  CanonicalError,
  canonicalize,
  canonicalLine,
  type Json,
  MAX_DEPTH,
  parseCanonicalLine,
} from "../../../evidence-schema/bytes/canonical.ts";
import { sha256Hex } from "../../../evidence-schema/bytes/digest.ts";
import vectors from "../../../evidence-schema/vectors/canonical.json" with { type: "json" };
import { runs } from "../../support/scale.ts";

const text = fc.string({ unit: "binary" }).filter((each) => !each.includes("\0"));
const key = fc.oneof(text, fc.nat(40).map(String), fc.constantFrom("__proto__", "toJSON", "constructor", "01", "-1"));
const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.oneof(
      text,
      fc.maxSafeInteger().map((n) => n + 0),
      fc.boolean(),
      fc.constant(null),
    ),
    fc.array(tie("value"), { maxLength: 5 }),
    // fromEntries defines members, where an assignment to __proto__ would set the prototype.
    fc.array(fc.tuple(key, tie("value")), { maxLength: 6 }).map((members) => Object.fromEntries(members)),
  ),
}));

describe("vectors", () => {
  test.each(vectors.valid)("$name", ({ input, canonical, sha256 }) => {
    const parsed = JSON.parse(input) as Json;
    const line = canonicalLine(parsed);
    expect(canonicalize(parsed)).toBe(canonical);
    expect(line.toString()).toBe(`${canonical}\n`);
    expect(sha256Hex(line)).toBe(sha256);
    expect(parseCanonicalLine(line)).toEqual(parsed);
    expect(parseCanonicalLine(`${canonical}\n`)).toEqual(parsed);
  });

  test.each(vectors.invalid)("refused: $name", ({ line }) => {
    const bytes = Buffer.from(line, "base64");
    expect(() => parseCanonicalLine(bytes)).toThrow(CanonicalError);
    // What is no UTF-8 has no text to be given as a string.
    const decoded = bytes.toString("utf8");
    if (Buffer.from(decoded).equals(bytes)) expect(() => parseCanonicalLine(decoded)).toThrow(CanonicalError);
  });
});

describe("properties", () => {
  test("another implementation writes the same text", () => {
    fc.assert(
      fc.property(value, (each) => canonicalize(each) === reference(each)),
      { numRuns: runs(2000) },
    );
  });

  test("a line is read as the value it was written for", () => {
    fc.assert(
      fc.property(value, (each) => {
        expect(parseCanonicalLine(canonicalLine(each))).toEqual(each);
        expect(parseCanonicalLine(`${canonicalize(each)}\n`)).toEqual(each);
      }),
      { numRuns: runs(2000) },
    );
  });

  test("the order in which members were added does not show", () => {
    const members = fc.uniqueArray(fc.tuple(key, value), { selector: ([name]) => name, maxLength: 8 });
    const orders = members.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(
        orders,
        ([one, two]) => canonicalize(Object.fromEntries(one)) === canonicalize(Object.fromEntries(two)),
      ),
    );
  });

  test("JSON of a value is a line exactly if it is the canonical one", () => {
    fc.assert(
      fc.property(value, (each) => {
        const line = `${JSON.stringify(each)}\n`;
        if (line === `${canonicalize(each)}\n`) expect(parseCanonicalLine(line)).toEqual(each);
        else expect(() => parseCanonicalLine(line)).toThrow(CanonicalError);
      }),
      { numRuns: runs(2000) },
    );
  });

  test("a changed byte is refused or changes the digest", () => {
    fc.assert(
      fc.property(value, fc.nat(), fc.integer({ min: 1, max: 255 }), (each, at, flip) => {
        const line = canonicalLine(each);
        const changed = Buffer.from(line);
        changed[at % line.length]! ^= flip;
        try {
          // What is accepted must be the line of what was read, so that no two lines stand for one value.
          expect(canonicalLine(parseCanonicalLine(changed)).equals(changed)).toBe(true);
          expect(sha256Hex(changed)).not.toBe(sha256Hex(line));
        } catch (error) {
          expect(error).toBeInstanceOf(CanonicalError);
        }
      }),
      { numRuns: runs(5000) },
    );
  });

  test("arbitrary bytes are read only as the line of what was read", () => {
    const alphabet = fc.constantFrom(...'{}[]:,"\\u0d1e-.+aé \n\r'.split(""), "\ud800", "\\ud83d");
    fc.assert(
      fc.property(fc.string({ unit: alphabet, maxLength: 12 }), (line) => {
        let read: Json;
        try {
          read = parseCanonicalLine(line);
        } catch (error) {
          expect(error).toBeInstanceOf(CanonicalError);
          return;
        }
        expect(`${canonicalize(read)}\n`).toBe(line);
      }),
      { numRuns: runs(20_000) },
    );
  });
});

describe("what has no canonical form", () => {
  const cyclic: { self?: unknown } = {};
  cyclic.self = cyclic;
  const nest = (levels: number): Json => (levels === 0 ? 1 : [nest(levels - 1)]);

  test.each([
    ["undefined", undefined, "$: found undefined"],
    ["an undefined member", { a: { b: undefined } }, "$.a.b: found undefined"],
    ["an undefined item", [1, undefined], "$[1]: found undefined"],
    ["a hole in an array", Array(1), "$[0]: found undefined"],
    ["a function", { a: () => 1 }, "$.a: found function"],
    ["a symbol", [Symbol("x")], "$[0]: found symbol"],
    ["a symbol as key", { a: { [Symbol("x")]: 1 } }, "$.a: found a symbol as key"],
    ["a bigint", { a: 1n }, "$.a: found bigint"],
    ["a fraction", { a: [0, 1.5] }, "$.a[1]: found 1.5, expected an integer"],
    ["-0", { a: -0 }, "$.a: found -0, expected 0"],
    ["NaN", NaN, "$: found NaN"],
    ["Infinity", -Infinity, "$: found -Infinity"],
    ["2^53", 2 ** 53, "$: found 9007199254740992"],
    ["a Date", { at: new Date(0) }, "$.at: found a Date, expected a plain object"],
    ["a Map", new Map(), "$: found a Map"],
    ["a Buffer", [Buffer.of(1)], "$[0]: found a Buffer"],
    ["an instance of a class", new (class Finding {})(), "$: found a Finding"],
    ["a boxed string", Object("x"), "$: found a String"],
    ["an object made from another", Object.create({ a: 1 }), "found a"],
    ["U+0000", { a: "x\0" }, "$.a: found U+0000"],
    ["U+0000 in a key", { "\0": 1 }, "$.\\u0000: found U+0000"],
    ["a lone surrogate", ["\ud800x"], "$[0]: found a lone surrogate"],
    ["a lone surrogate in a key", { "\udc00": 1 }, "$.\\udc00: found a lone surrogate"],
    ["a cycle", cyclic, "$.self.self.self.self: found deeper nesting or a cycle"],
    ["one level too many", nest(MAX_DEPTH + 1), "found deeper nesting"],
  ])("%s", (_name, value, message) => {
    expect(() => canonicalize(value as Json)).toThrow(CanonicalError);
    expect(() => canonicalize(value as Json)).toThrow(message);
  });

  test("an object without prototype is plain", () => {
    expect(canonicalize(Object.assign(Object.create(null), { b: 1, a: 2 }) as Json)).toBe('{"a":2,"b":1}');
  });

  test("nesting as deep as a stack is refused as a line, not as a crash", () => {
    expect(() => parseCanonicalLine(`${"[".repeat(200_000)}${"]".repeat(200_000)}\n`)).toThrow(CanonicalError);
  });
});

test("the message names the first byte that differs", () => {
  expect(() => parseCanonicalLine('{"é":1,"b":2}\n')).toThrow(
    /^the line is not canonical at byte 2: found ".*", expected "b/,
  );
  expect(() => parseCanonicalLine('{"a":1}')).toThrow('at byte 7: found the end, expected "\\n"');
  expect(() => parseCanonicalLine('{"a":1}\n\n')).toThrow('at byte 8: found "\\n", expected the end');
});
