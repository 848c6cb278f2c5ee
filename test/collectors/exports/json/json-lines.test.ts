// Lines of JSON against JSON.parse of each: whole lines, a cut one, a broken one.
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { readJsonLines } from "../../../../collectors/exports/json/json-lines.ts";
import { makeDirectory, refusal } from "../fixture.ts";

async function read(text: string | Buffer): Promise<{ ended: boolean; values: Json[]; lines: number[] }> {
  const directory = await makeDirectory({ "f.ndjson": text });
  const values: Json[] = [];
  const lines: number[] = [];
  const { ended } = await readJsonLines({ path: join(directory, "f.ndjson"), name: "f.ndjson" }, (value, line) => {
    values.push(value);
    lines.push(line);
  });
  return { ended, values, lines };
}

const objects = fc.array(fc.dictionary(fc.string(), fc.string()), { maxLength: 5 });

test("every line comes with its number, whether or not the last one ends", async () => {
  await fc.assert(
    fc.asyncProperty(objects, fc.boolean(), async (given, isEnded) => {
      const text = given.map((one) => JSON.stringify(one)).join("\n") + (isEnded && given.length > 0 ? "\n" : "");
      const { ended, values, lines } = await read(text);
      expect(ended).toBe(true);
      expect(JSON.stringify(values)).toBe(JSON.stringify(given));
      expect(lines).toEqual(given.map((_, index) => index + 1));
    }),
    { numRuns: 100 },
  );
});

describe("a file that is not whole lines", () => {
  test("was cut: the lines before it come", async () => {
    expect(await read('{"a":1}\n\n{"b":')).toEqual({ ended: false, values: [{ a: 1 }], lines: [1] });
  });

  const broken: readonly (readonly [what: string, text: string | Buffer, message: string])[] = [
    [
      "a line that is not JSON",
      '{"a":1}\n{"a":}\n',
      "f.ndjson: line 2: found bytes that are not JSON at byte 5 of the line, expected JSON",
    ],
    ["a line that is half of a value", '{"a":\n{"b":1}\n', "f.ndjson: line 1: found the end of a value, expected JSON"],
    [
      "a last line that is broken and not cut",
      '{"a":1}}',
      "f.ndjson: line 1: found bytes that are not JSON at byte 7 of the line",
    ],
    [
      "bytes that are not UTF-8",
      Buffer.from([0x22, 0xff, 0x22, 0x0a]),
      "f.ndjson: line 1: found bytes that are not UTF-8",
    ],
    ["another encoding", Buffer.from('\ufeff{"a":1}\n', "utf16le"), "f.ndjson: byte 0: found a byte order mark"],
    [
      "a value too deep for evidence",
      `${"[".repeat(101)}${"]".repeat(101)}\n`,
      "f.ndjson: line 1: found deeper nesting",
    ],
  ];
  test.each(broken)("%s is refused", async (_, text, message) => {
    const error = await refusal(read(text));
    expect(error).toContain(message);
    expect(error).not.toContain("\n");
  });

  test("one hundred levels are not too deep", async () => {
    expect((await read(`${"[".repeat(100)}${"]".repeat(100)}\n`)).ended).toBe(true);
  });
});
