// Checks the draw against the documented one, and against what a shell computes of it: SHA-256 of seed, line feed and id.
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { draw } from "../../../audit/handover/draw.ts";
import { idOf, populationOf } from "../../../audit/handover/population.ts";

const SEED = "Muster & Partner 2026-10-12 4711";
const documented = Array.from({ length: 37 }, (_, at) =>
  idOf(
    "aws/111122223333",
    `arn:aws:s3:::northlight-prod-${String(at + 1).padStart(2, "0")}`,
    "2025-12-09T11:12:13.000Z",
  ),
);
const rowsOf = (ids: readonly string[]) => ids.map((id) => ({ id, cells: {}, about: null }));
const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

describe("the documented population of 37 buckets", () => {
  test("has its digest, in whatever order it is given", () => {
    const { rows, digest } = populationOf(rowsOf(documented.toReversed()));
    expect(digest).toMatch(/^0ff90a7d.*06df$/);
    expect(digest).toBe(sha256(documented.map((id) => `${id}\n`).join("")));
    expect(rows.map(({ id }) => id)).toEqual(documented);
  });

  test("gives the documented three by the documented seed", () => {
    const drawn = draw(documented, SEED, 3);
    expect(drawn.map(({ id }) => /-(\d\d)\|/.exec(id)?.[1])).toEqual(["19", "09", "04"]);
    expect(drawn[0]?.rank).toMatch(/^0101f52b921e/);
    for (const { id, rank } of drawn) expect(rank).toBe(sha256(`${SEED}\n${id}`));
  });

  test("a larger sample begins with the smaller, and one that is too large is all, each once", () => {
    const all = draw(documented, SEED, 1000);
    expect(all).toHaveLength(37);
    expect(new Set(all.map(({ id }) => id))).toEqual(new Set(documented));
    expect(all.slice(0, 3)).toEqual(draw(documented, SEED, 3));
    expect(all.map(({ rank }) => rank)).toEqual(all.map(({ rank }) => rank).sort());
    expect(draw(documented, `${SEED} `, 3)).not.toEqual(draw(documented, SEED, 3));
  });
});

describe("ids", () => {
  test("stand in order of their bytes in UTF-8, as sort under LC_ALL=C has them", () => {
    // By UTF-16 code units the last would stand before U+FFFD, and by a dictionary the umlaut beside its vowel.
    const sorted = ["A", "Z", "a", "z", "z|", "Ä", "ä", "\uFFFD", "\u{1F600}", "\u{1F601}"];
    const { rows } = populationOf(rowsOf(sorted.toSorted()));
    expect(rows.map(({ id }) => id)).toEqual(sorted);
    expect(sorted.toSorted()).not.toEqual(sorted);
  });

  test("of which two are alike are refused", () => {
    expect(() => populationOf(rowsOf(["a", "b", "a"]))).toThrow(RangeError("two rows of the population have the id a"));
  });

  test("hold no line break, and parts stay apart", () => {
    expect(idOf("a\nb", "c\r\u007f")).toBe("a%0Ab|c%0D%7F");
    expect(idOf("a|b", "c")).not.toBe(idOf("a", "b|c"));
    expect(idOf("a%7Cb", "c")).not.toBe(idOf("a|b", "c"));
    expect(idOf("ä\u{1F600}", "")).toBe("ä\u{1F600}|");
  });

  test("of nothing have the digest of nothing", () => {
    expect(populationOf([]).digest).toBe(sha256(""));
  });
});
