// Makes a bundle of every ledger vector, and compares what CHECK-ME's checks say of it with what a verifier has to say.
import { describe, expect, test } from "vitest";
import { bundleOf, zipOf } from "../../support/handover/bundle-of.ts";
import { checkZip, type Said } from "../../support/handover/check-zip.ts";
import { vectorFiles } from "../../support/vector-files.ts";

/** Rules of FORMAT.md of which the page finds each breach among the vectors that are no window. */
const SEEN = "B3 B4 C2 C3 C4 C5 C8 G2 K3 L2 L3 L5 L6 N1 N2 N3 N4 N6 L11 L12".split(" ");

/** Vectors that the page passes: it says that it does not check this, or a bundle is not like that. */
const PASSED: Readonly<Record<string, string>> = {
  "B1-void-of-a-document-that-is-not-canonical": "canonical form is not checked",
  "N2-witness-in-the-note": "signatures of witnesses are not checked",
  "W4-key-at-the-end": "a bundle ends with a seal",
  "W4-no-seal-at-the-end": "a bundle ends with a seal",
  "W10-given-larger": "the kept checkpoint is not in the trust file",
};

const said = async ({ forged, from, to, now }: (typeof vectorFiles)[number]): Promise<Said> => {
  const { objects, trust } = forged();
  const window = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  return checkZip(zipOf(bundleOf({ objects, trust, ...window })), trust, Date.parse(now ?? ""));
};

describe("a ledger that is intact never fails a check", () => {
  // Windows keep objects here that a bundle leaves out.
  const intact = vectorFiles.filter(({ exit, from }) => exit === 0 && from === undefined);
  test("there are many", () => expect(intact.length).toBeGreaterThan(100));
  test.each(intact)("$name", async (vector) => {
    const { verdict, lines } = await said(vector);
    expect([verdict, lines.filter((line) => line.startsWith("differs"))]).toEqual([
      expect.stringMatching(/^(?:told|beside|missing)$/),
      [],
    ]);
  });
});

describe.each(SEEN)("%s is found", (rule) => {
  const breaking = vectorFiles.filter((each) => each.rule === rule && each.exit === 1 && each.from === undefined);
  test("there is a vector of it", () => expect(breaking.length).toBeGreaterThan(0));
  test.each(breaking.filter(({ name }) => PASSED[name] === undefined))("$name", async (vector) => {
    expect((await said(vector)).verdict).toMatch(/^(?:differs|none)$/);
  });
  test.each(breaking.filter(({ name }) => PASSED[name] !== undefined))("$name passes", async (vector) => {
    expect((await said(vector)).verdict).not.toMatch(/^(?:differs|none)$/);
  });
});

describe.each(["W1", "W4", "W7", "W10"])("%s is found", (rule) => {
  const lacking = vectorFiles.filter((each) => each.rule === rule && each.exit === 2 && each.from === undefined);
  test.each(lacking)("$name", async (vector) => {
    expect((await said(vector)).verdict === "told").toBe(PASSED[vector.name] !== undefined);
  });
});

test("a stray object is told", async () => {
  const strays = vectorFiles.filter(({ exit, from }) => exit === 4 && from === undefined);
  const passed: string[] = [];
  for (const vector of strays) if ((await said(vector)).verdict === "told") passed.push(vector.name);
  expect(passed).toEqual(strays.flatMap(({ name }) => (PASSED[name] === undefined ? [] : [name])));
});
