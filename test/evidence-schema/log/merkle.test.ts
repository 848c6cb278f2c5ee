// RFC 6962 trees against the vectors and against the definition of the RFC, written out naively here.
import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  appendLeaf,
  EMPTY_ROOT,
  frontierLength,
  leafHash,
  nodeHash,
  rootOf,
  rootOfFrontier,
} from "../../../evidence-schema/log/merkle.ts";
import vectors from "../../../evidence-schema/vectors/merkle.json" with { type: "json" };

const hash = (...parts: Buffer[]): Buffer => createHash("sha256").update(Buffer.concat(parts)).digest();
const hex = (hashes: readonly Buffer[]): string[] => hashes.map((each) => each.toString("hex"));
const leaves = (size: number): Buffer[] => Array.from({ length: size }, (_, i) => Buffer.from(`leaf ${i}\n`));

// RFC 6962 2.1, word for word: k is the largest power of two smaller than n.
function mth(data: readonly Buffer[]): Buffer {
  const [first] = data;
  if (first === undefined) return hash();
  if (data.length === 1) return hash(Buffer.of(0), first);
  let k = 1;
  while (k * 2 < data.length) k *= 2;
  return hash(Buffer.of(1), mth(data.slice(0, k)), mth(data.slice(k)));
}

function naiveFrontier(data: readonly Buffer[]): Buffer[] {
  if (data.length === 0) return [];
  let k = 1;
  while (k * 2 <= data.length) k *= 2;
  return [mth(data.slice(0, k)), ...naiveFrontier(data.slice(k))];
}

const grow = (hashes: readonly Buffer[]): Buffer[] =>
  hashes.reduce<Buffer[]>((frontier, leaf, size) => appendLeaf(frontier, size, leaf), []);

describe("vectors", () => {
  test.each(vectors.leafHashes)("leaf $data", ({ data, hash: expected }) => {
    expect(leafHash(Buffer.from(data, "hex")).toString("hex")).toBe(expected);
  });

  test.each(vectors.series)("size $size", ({ size, root, frontier }) => {
    const data = leaves(size);
    const hashes = data.map((each) => leafHash(each));
    expect(mth(data).toString("hex")).toBe(root);
    expect(hex(naiveFrontier(data))).toEqual(frontier);
    expect(rootOf(hashes).toString("hex")).toBe(root);
    expect(hex(grow(hashes))).toEqual(frontier);
    expect(rootOfFrontier(frontier.map((each) => Buffer.from(each, "hex"))).toString("hex")).toBe(root);
    expect(frontierLength(size)).toBe(frontier.length);
  });

  test.each(vectors.published.roots.map((root, i) => ({ size: i + 1, root })))(
    "published, size $size",
    ({ size, root }) => {
      const data = vectors.published.leaves.slice(0, size).map((each) => Buffer.from(each, "hex"));
      expect(rootOf(data.map((each) => leafHash(each))).toString("hex")).toBe(root);
      expect(mth(data).toString("hex")).toBe(root);
    },
  );
});

test("the empty tree", () => {
  expect(EMPTY_ROOT).toEqual(mth([]));
  expect(rootOf([])).toEqual(EMPTY_ROOT);
  expect(rootOfFrontier([])).toEqual(EMPTY_ROOT);
});

test("growing leaf by leaf gives the root of all leaves, and changes no frontier that was handed in", () => {
  const hashes = leaves(130).map((each) => leafHash(each));
  let frontier: readonly Buffer[] = [];
  hashes.forEach((leaf, size) => {
    const before = hex(frontier);
    const next = appendLeaf(frontier, size, leaf);
    expect(hex(frontier)).toEqual(before);
    expect(rootOfFrontier(next)).toEqual(rootOf(hashes.slice(0, size + 1)));
    frontier = next;
  });
});

test("any leaves: the tree is the one of the RFC", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 4 }), { maxLength: 70 }), (bytes) => {
      const data = bytes.map((each) => Buffer.from(each));
      const hashes = data.map((each) => leafHash(each));
      expect(rootOf(hashes)).toEqual(mth(data));
      expect(hex(grow(hashes))).toEqual(hex(naiveFrontier(data)));
    }),
  );
});

test("a leaf cannot pass as a node", () => {
  const [left, right] = [leafHash(Buffer.of(1)), leafHash(Buffer.of(2))];
  expect(leafHash(Buffer.concat([left, right]))).not.toEqual(nodeHash(left, right));
});

test("sizes past 32 bits count their ones", () => {
  expect(frontierLength(2 ** 52 + 2 ** 33 + 5)).toBe(4);
  expect(frontierLength(Number.MAX_SAFE_INTEGER)).toBe(53);
});

test("hashes and frontiers of another length are refused", () => {
  const node = leafHash(Buffer.of());
  expect(() => nodeHash(node.subarray(1), node)).toThrow(RangeError);
  expect(() => appendLeaf([node], 2, node.subarray(1))).toThrow("found a leaf hash of 31 bytes, expected 32");
  expect(() => appendLeaf([], 1, node)).toThrow("found a frontier of 0 roots, expected 1 for size 1");
  expect(() => appendLeaf([node, node], 4, node)).toThrow(RangeError);
  expect(() => frontierLength(-1)).toThrow(RangeError);
  expect(() => frontierLength(1.5)).toThrow(RangeError);
});
