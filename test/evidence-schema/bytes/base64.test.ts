// Base64 has one form for each byte string.
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeBase64 } from "../../../evidence-schema/bytes/base64.ts";

// RFC 4648 section 10.
test.each([
  ["", ""],
  ["f", "Zg=="],
  ["fo", "Zm8="],
  ["foo", "Zm9v"],
  ["foob", "Zm9vYg=="],
  ["fooba", "Zm9vYmE="],
  ["foobar", "Zm9vYmFy"],
])("%j is %j", (bytes, text) => {
  expect(decodeBase64(text).toString()).toBe(bytes);
});

test.each([
  "Zg",
  "Zg=",
  "Zg===",
  "Zh==",
  "Zm9=",
  "Zm9v\n",
  " Zm9v",
  "Zm 9v",
  "Zm9v====",
  "_-8=",
  "Z",
  "Zg==Zg==",
  "Zm9v!",
  "é",
])("refused: %j", (text) => {
  expect(() => decodeBase64(text)).toThrow(RangeError);
});

test("bytes come back, and no second text stands for them", () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.nat(), fc.constantFrom(..."AQgw+/=-_ \n".split("")), (bytes, at, char) => {
      const text = Buffer.from(bytes).toString("base64");
      expect(decodeBase64(text)).toEqual(Buffer.from(bytes));
      const i = at % (text.length + 1);
      const changed = text.slice(0, i) + char + text.slice(i + 1);
      let read: Buffer;
      try {
        read = decodeBase64(changed);
      } catch {
        return;
      }
      expect(read.equals(Buffer.from(bytes))).toBe(changed === text);
    }),
  );
});
