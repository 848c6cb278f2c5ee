// Differences between two values: few, and enough to make the one from the other.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { structuralDiff } from "../../../audit/timeline/structural-diff.ts";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";

const cases: readonly (readonly [name: string, before: Json, after: Json, differences: unknown])[] = [
  ["nothing", { a: 1, b: [1, 2] }, { b: [1, 2], a: 1 }, []],
  ["a member", { a: { b: 1 } }, { a: { b: 2 } }, [{ path: "a.b", before: 1, after: 2 }]],
  ["a member that came", {}, { a: null }, [{ path: "a", after: null }]],
  ["a member that went", { a: { b: null } }, { a: {} }, [{ path: "a.b", before: null }]],
  [
    "a name that is no plain one",
    { "a.b": { "": 1 } },
    { "a.b": { "": 2 } },
    [{ path: '["a.b"][""]', before: 1, after: 2 }],
  ],
  [
    "an item of a list",
    { a: [{ b: 1 }, { b: 2 }] },
    { a: [{ b: 1 }, { b: 3 }] },
    [{ path: "a[1].b", before: 2, after: 3 }],
  ],
  [
    "items that came and went",
    [1, 2, 3],
    [4, 3],
    [
      { path: "[]", before: 1 },
      { path: "[]", before: 2 },
      { path: "[]", after: 4 },
    ],
  ],
  ["an item that is there more often", [1], [1, 1], [{ path: "", before: [1], after: [1, 1] }]],
  ["another kind", { a: [] }, { a: {} }, [{ path: "a", before: [], after: {} }]],
  ["a member of a prototype", { toString: 1 }, {}, [{ path: "toString", before: 1 }]],
];

describe("what differs", () => {
  test.each(cases)("%s", (_name, before, after, differences) => {
    expect(structuralDiff(before, after)).toEqual(differences);
  });

  test("is nothing only where nothing does, and the same the other way round", () => {
    const value = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>;
    fc.assert(
      fc.property(value, value, (a, b) => {
        const found = structuralDiff(a, b);
        expect(structuralDiff(a, a)).toEqual([]);
        const turned = structuralDiff(b, a).map(({ path, ...sides }) => ({
          path,
          ...("after" in sides ? { before: sides.after } : {}),
          ...("before" in sides ? { after: sides.before } : {}),
        }));
        const sort = (list: readonly object[]): string[] => list.map((each) => JSON.stringify(each)).sort();
        const ordered = found.map(({ path, ...sides }) => ({
          path,
          ...("before" in sides ? { before: sides.before } : {}),
          ...("after" in sides ? { after: sides.after } : {}),
        }));
        expect(sort(turned)).toEqual(sort(ordered));
      }),
    );
  });
});
