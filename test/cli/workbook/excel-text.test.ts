// Checks that every character survives the library's writing of text, and that a spreadsheet reads back what was written.
import { sanitizeTextContent } from "write-excel-file/utility";
import { expect, test } from "vitest";
import { excelText } from "../../../cli/workbook/excel-text.ts";

/** As a spreadsheet reads the content of an element: line ends as XML has them, then entities, then its own escapes. */
const read = (xml: string): string =>
  xml
    .replace(/\r\n?/g, "\n")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&")
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

test("every character of Unicode, and each half of one alone", () => {
  const lost: string[] = [];
  for (let code = 0; code <= 0x10ffff; code += 1) {
    const text = `a${String.fromCodePoint(code)}b`;
    if (read(sanitizeTextContent(excelText(text))) !== text) lost.push(code.toString(16));
  }
  expect(lost).toEqual([]);
});

test.each([
  "_x0041_",
  "_x0041_x0042_",
  "__x005F__x000D_",
  "a_x_b",
  "=1+1",
  "\r\n",
  "\u{1F600}\uD83D",
  "_x004",
  "]]>&amp;<b>",
])("%j", (text) => {
  expect(read(sanitizeTextContent(excelText(text)))).toBe(text);
});
