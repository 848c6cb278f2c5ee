// Several texts in one file, one after the other, against each of them alone.
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { readJsonPages, type Wrapper } from "../../../../collectors/exports/json/json-elements.ts";
import { makeDirectory, refusal } from "../fixture.ts";
import { read, textOf, texts } from "./json-texts.ts";
import { runs } from "../../../support/scale.ts";

/** All texts of a file, each with its elements. */
async function readPages(
  bytes: Buffer,
  name = "f.json",
): Promise<(Wrapper & { elements: Json[]; starts: number[] })[]> {
  const directory = await makeDirectory({ [name]: bytes });
  const pages: (Wrapper & { elements: Json[]; starts: number[] })[] = [];
  let [elements, starts]: [Json[], number[]] = [[], []];
  await readJsonPages(
    { path: join(directory, name), name, array: "items" },
    (element, offset) => {
      elements.push(element);
      starts.push(offset);
    },
    (page) => {
      pages.push({ ...page, elements, starts });
      [elements, starts] = [[], []];
    },
  );
  return pages;
}

const several = fc.array(fc.tuple(texts, fc.constantFrom("", "\n", " \r\n\t")), { minLength: 1, maxLength: 4 });

test("each comes as it does alone, with the bytes of the file", async () => {
  await fc.assert(
    fc.asyncProperty(several, fc.constantFrom("f.json", "f.json.gz"), async (parts, name) => {
      const bytes = Buffer.from(parts.map(([part, space]) => textOf(part) + space).join(""));
      const pages = await readPages(name.endsWith(".gz") ? gzipSync(bytes) : bytes, name);
      expect(pages.length).toBe(parts.length);
      let began = 0;
      for (const [index, { starts, ...page }] of pages.entries()) {
        const [part, space] = parts[index] as (typeof parts)[number];
        const [alone] = await readPages(Buffer.from(textOf(part)));
        expect(page).toEqual(await read(textOf(part)));
        expect(starts).toEqual(alone?.starts.map((start) => began + start));
        began += Buffer.byteLength(textOf(part) + space);
      }
    }),
    { numRuns: runs(100) },
  );
});

test("cut anywhere but between two, the last has not ended", async () => {
  await fc.assert(
    fc.asyncProperty(several, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), async (parts, where) => {
      const whole = parts.map(([part]) => textOf(part));
      const bytes = Buffer.from(whole.join(""));
      const at = Math.floor(where * bytes.length);
      const ends = whole.map((_, index) => Buffer.byteLength(whole.slice(0, index + 1).join("")));
      fc.pre(!ends.includes(at));
      const pages = await readPages(bytes.subarray(0, at));
      expect(pages.map(({ ended }) => ended)).toEqual([...ends.filter((end) => end < at).map(() => true), false]);
    }),
    { numRuns: runs(100) },
  );
});

test("a file of nothing has one that has not ended, and what follows a text is a text or refused", async () => {
  expect((await readPages(Buffer.from(" \n"))).map(({ ended }) => ended)).toEqual([false]);
  expect(await refusal(readPages(Buffer.from('{"items":[]} x')))).toContain("byte 13: found");
});
