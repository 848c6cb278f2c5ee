// Elements of one array against JSON.parse of the whole: any text, any cut, any broken byte, any chunks.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { InputError } from "../../../../collectors/exports/input-error.ts";
import { readJsonElements, type Wrapper } from "../../../../collectors/exports/json/json-elements.ts";
import { findJsonFault } from "../../../../collectors/exports/json/json-fault.ts";
import { JsonScanner } from "../../../../collectors/exports/json/json-scanner.ts";
import { needsCare, parseJsonValue } from "../../../../collectors/json-value.ts";
import { makeDirectory } from "../fixture.ts";
import { read, textOf, texts, value } from "./json-texts.ts";
import { runs } from "../../../support/scale.ts";

const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

describe("any text", () => {
  test("its elements and members are those of JSON.parse, whatever the chunks", () => {
    fc.assert(
      fc.property(texts, fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 30 }), (parts, sizes) => {
        const bytes = Buffer.from(textOf(parts));
        const elements: Json[] = [];
        const starts: number[] = [];
        const scanner = new JsonScanner("items", (element, offset, careful) => {
          const text = element.toString("utf8");
          if (needsCare(text)) expect(careful).toBe(true);
          elements.push(parseJsonValue(text));
          starts.push(offset);
          expect(bytes.subarray(offset, offset + element.length).equals(element)).toBe(true);
        });
        for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
          const end = at + (sizes[turn % sizes.length] as number);
          scanner.push(bytes.subarray(at, end));
          at = end;
        }
        expect(scanner.wrapper.state).toBe("done");
        expect(elements).toEqual((parseJsonValue(bytes.toString("utf8")) as { items: Json }).items);
        expect(JSON.parse(scanner.wrapper.bytes.toString("utf8"))).toEqual({
          ...parts.before,
          items: [],
          ...parts.after,
        });
      }),
      { numRuns: runs(500) },
    );
  });

  test("cut anywhere, it gives the elements before the cut and has not ended", async () => {
    await fc.assert(
      fc.asyncProperty(texts, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), async (parts, where) => {
        const bytes = Buffer.from(textOf(parts));
        const whole = await read(bytes);
        const cut = await read(bytes.subarray(0, Math.floor(where * bytes.length)));
        expect(cut.ended).toBe(false);
        expect(cut.elements).toEqual(whole.elements.slice(0, cut.elements.length));
      }),
      { numRuns: 100 },
    );
  });

  test("with one byte changed, it is refused, cut or still JSON", async () => {
    await fc.assert(
      fc.asyncProperty(texts, fc.nat(), fc.integer({ min: 0, max: 255 }), async (parts, where, byte) => {
        const bytes = Buffer.from(textOf(parts));
        bytes[where % bytes.length] = byte;
        let parsed: Json | undefined;
        try {
          parsed = parseJsonValue(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
        } catch {
          parsed = undefined;
        }
        const outcome = await read(bytes).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(InputError);
        else if ((outcome as Wrapper).ended)
          expect((outcome as { elements: Json[] }).elements).toEqual((parsed as { items: Json }).items);
        else expect(parsed).toBeUndefined();
      }),
      { numRuns: runs(300) },
    );
  });

  test("findJsonFault finds nothing in JSON and in its beginnings", () => {
    fc.assert(
      fc.property(
        value,
        fc.nat(),
        fc.nat(),
        fc.constantFrom(...Array.from('{}[]:,"\\ 0aeE.-+\n\u0001')),
        (one, cut, at, char) => {
          const text = JSON.stringify(one);
          expect(findJsonFault(Buffer.from(text))).toBeNull();
          expect(findJsonFault(Buffer.from(text.slice(0, cut % (text.length + 1)).toWellFormed()))).toBeNull();
          const broken =
            `[${text.slice(0, at % text.length)}${char}${text.slice((at % text.length) + 1)},0]`.toWellFormed();
          const isJson = (() => {
            try {
              JSON.parse(broken);
              return true;
            } catch {
              return false;
            }
          })();
          if (isJson) expect(findJsonFault(Buffer.from(broken))).toBeNull();
        },
      ),
      { numRuns: runs(500) },
    );
  });
});

describe("what is not this JSON is refused with its place", () => {
  const cases: readonly (readonly [what: string, bytes: Buffer | string, message: string])[] = [
    ["garbage in an element", '{"items":[{"a":1},{"a":oops},{"a":3}]}', 'f.json: byte 23: found "o", expected JSON'],
    ["garbage in an element before a cut", '{"items":[{"a":1},{"a":oops,', 'f.json: byte 23: found "o", expected JSON'],
    ["garbage around the array", '{"count":nope,"items":[]}', 'f.json: byte 9: found "n", expected JSON'],
    ["garbage behind the array", '{"items":[1,2],"next":nope}', 'f.json: byte 22: found "n", expected JSON'],
    ["no comma", '{"items":[{} {}]}', 'f.json: byte 13: found "{", expected "," or "]"'],
    ["two commas", '{"items":[1,,2]}', 'f.json: byte 12: found ",", expected an element'],
    ["a comma at the end", '{"items":[1,]}', 'f.json: byte 12: found "]", expected an element'],
    ["the wrong bracket", '{"items":[{"a":[1}]}', 'f.json: byte 17: found "}", expected "]"'],
    ["something behind the end", '{"items":[]} x', 'f.json: byte 13: found "x", expected the end of the file'],
    ["an array instead of an object", '[{"a":1}]', 'f.json: byte 0: found "[", expected an array "items" in an object'],
    [
      "another object",
      '{"data":[1]}',
      'f.json: byte 11: found the end of the object, expected an array "items" in an object',
    ],
    [
      "a member that is no array",
      '{"items":{"a":1}}',
      'f.json: byte 16: found the end of the object, expected an array "items" in an object',
    ],
    ["the array twice", '{"items":[1],"items":[2]}', 'f.json: byte 21: found a second "items", expected one'],
    [
      "UTF-16 with a mark",
      Buffer.from('\ufeff{"items":[]}', "utf16le"),
      "f.json: byte 0: found a byte order mark (UTF-16, as PowerShell's > writes), expected UTF-8. In PowerShell, write the file by | Out-File -Encoding utf8",
    ],
    [
      "UTF-16 without a mark",
      Buffer.from('{"items":[]}', "utf16le"),
      "f.json: byte 0: found NUL bytes (UTF-16 or UTF-32), expected UTF-8. In PowerShell, write the file by | Out-File -Encoding utf8",
    ],
    [
      "a byte order mark within the file",
      '{"items":[]}\ufeff',
      "f.json: byte 12: found byte 0xef, expected the end of the file",
    ],
    ["a fault behind a byte order mark", '\ufeff{"items":[x]}', 'f.json: byte 13: found "x", expected JSON'],
    [
      "Latin-1",
      Buffer.from('{"items":[{"a":"München"}]}', "latin1"),
      "f.json: byte 17: found bytes that are not UTF-8, expected UTF-8",
    ],
    [
      "Latin-1 before a cut",
      Buffer.from('{"items":[{"a":"München', "latin1"),
      "f.json: byte 17: found bytes that are not UTF-8, expected UTF-8",
    ],
    [
      "gzip without its name",
      gzipSync('{"items":[]}'),
      "f.json: byte 0: found gzip, expected UTF-8. Give the file a name that ends with .gz",
    ],
    ["a line break in a string", '{"items":["a\nb"]}', "f.json: byte 12: found byte 0x0a, expected JSON"],
    ["too deep", `{"items":[${"[".repeat(101)}`, "f.json: byte 110: found deeper nesting, expected at most 100 levels"],
  ];
  test.each(cases)("%s", async (_, bytes, message) => {
    const error = await failure(read(bytes));
    expect(error).toBeInstanceOf(InputError);
    expect((error as Error).message).toBe(message);
  });
});

describe("gzip", () => {
  const text = JSON.stringify({ items: Array.from({ length: 5000 }, (_, id) => ({ id, text: `row ${id * 7919}` })) });

  test("is read as the file in it, in one member or in several", async () => {
    const members = Buffer.concat([gzipSync(text.slice(0, 3000)), gzipSync(text.slice(3000))]);
    for (const bytes of [gzipSync(text), members]) {
      const { ended, elements } = await read(bytes, "items", "f.json.gz");
      expect([ended, elements.length]).toEqual([true, 5000]);
    }
  });

  test("that is cut has not ended, even where its JSON has", async () => {
    const bytes = gzipSync(text, { level: 1 });
    for (const length of [0, 5, 200, bytes.length >> 1, bytes.length - 8, bytes.length - 1]) {
      const { ended } = await read(bytes.subarray(0, length), "items", "f.json.gz");
      expect(ended, `${length} bytes`).toBe(false);
    }
    expect((await read(bytes.subarray(0, bytes.length - 100), "items", "f.json.gz")).elements.length).toBeGreaterThan(
      1000,
    );
  });

  test("that is none, is damaged or goes on is refused", async () => {
    const damaged = gzipSync(text);
    damaged[damaged.length - 6] = (damaged[damaged.length - 6] as number) ^ 1;
    for (const bytes of [Buffer.from(text), damaged, Buffer.concat([gzipSync(text), Buffer.from("more")])]) {
      expect(await failure(read(bytes, "items", "f.json.gz"))).toBeInstanceOf(InputError);
    }
  });
});

test("an element spread over chunks of a large file is read whole", async () => {
  const long = "x".repeat(700_000);
  const { elements } = await read(JSON.stringify({ items: [{ long }, { long, and: '\\"' }] }));
  expect(elements).toEqual([{ long }, { long, and: '\\"' }]);
});

test("what the element callback throws comes through, and reading stops", async () => {
  const directory = await makeDirectory({});
  const path = join(directory, "f.json");
  await writeFile(path, '{"items":[1,2,3]}');
  let seen = 0;
  const error = await failure(
    readJsonElements({ path, name: "f.json", array: "items" }, () => {
      seen += 1;
      throw new RangeError("stop");
    }),
  );
  expect([seen, (error as Error).message]).toEqual([1, "stop"]);
});

test("numbers come as evidence can hold them", () => {
  const cases: readonly (readonly [text: string, value: Json])[] = [
    ["5.0", 5],
    ["1.611066134335E12", 1611066134335],
    ["0.5", "0.5"],
    ["-0", 0],
    ["-0.0", 0],
    ["9007199254740991", 9007199254740991],
    ["9007199254740993", "9007199254740993"],
    ["-12345678901234567890", "-12345678901234567890"],
    ["1e400", "1e400"],
    ["1e300", "1e+300"],
    ['"\\u0000a\\ud800"', "\uFFFDa\uFFFD"],
    ['{"\\u0000":[0.1,{"a":1.5}]}', { "\uFFFD": ["0.1", { a: "1.5" }] }],
    ['"\\ud83d\\ude00"', "😀"],
  ];
  for (const [text, value_] of cases) expect(parseJsonValue(text), text).toEqual(value_);
});
