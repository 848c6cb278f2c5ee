// Checks that names of sheets are allowed and differ, and that nothing is lost where a spreadsheet holds less.
import { describe, expect, test } from "vitest";
import { EXCEL, withinLimits } from "../../../../audit/handover/workbook/limits.ts";
import { allowedNames } from "../../../../audit/handover/workbook/names.ts";
import type { Sheet } from "../../../../audit/handover/workbook/sheet.ts";

describe("names of sheets", () => {
  test.each<readonly [string, readonly string[], readonly string[]]>([
    ["a plain one stays", ["NL-NET-01"], ["NL-NET-01"]],
    ["a long one ends early", ["A".repeat(40)], ["A".repeat(31)]],
    ["reserved characters", ["a[b]c:d*e?f/g\\h"], ["a-b-c-d-e-f-g-h"]],
    ["an apostrophe at an end", ["'a'b'"], ["-a'b-"]],
    ["a control character", ["a\u0007b\nc"], ["a-b-c"]],
    ["twice the same, whatever the case", ["Net", "NET", "net"], ["Net", "NET (2)", "net (3)"]],
    ["long ones that begin alike", ["B".repeat(40), "B".repeat(41)], ["B".repeat(31), `${"B".repeat(27)} (2)`]],
    ["the name that Excel keeps for itself", ["History"], ["History (2)"]],
    ["an empty one", [""], ["-"]],
    ["no half of a character", [`${"c".repeat(30)}\u{1F600}d`], ["c".repeat(30)]],
  ])("%s", (_, wanted, expected) => {
    expect(allowedNames(wanted)).toEqual(expected);
  });
});

const sheetOf = (rows: Sheet["rows"]): Sheet => ({
  name: "Rows",
  opening: [
    ["Ledger", "a"],
    ["Rows", String(rows.length)],
  ],
  columns: [
    { title: "No.", kind: "number", width: 9 },
    { title: "Text", kind: "text", width: 9 },
  ],
  rows,
  coloured: null,
});
const ten = Array.from({ length: 10 }, (_, at) => [at, `text ${at}`]);

describe("limits", () => {
  test("are those of Excel", () => {
    expect(EXCEL).toEqual({ rows: 1_048_576, characters: 32_767 });
  });

  test("a sheet within them stays as it is", () => {
    expect(withinLimits([sheetOf(ten)])).toEqual([sheetOf(ten)]);
    expect(withinLimits([sheetOf(ten)], { rows: 20, characters: 6 })).toEqual([sheetOf(ten)]);
  });

  test("more rows go on in further sheets, which say which rows they have", () => {
    const sheets = withinLimits([sheetOf(ten)], { rows: 14, characters: 100 });
    expect(sheets.map(({ name, opening }) => [name, opening.at(-1)?.[1]])).toEqual([
      ["Rows", "Sheet 1 of 3: rows 1 to 4 of 10"],
      ["Rows (2)", "Sheet 2 of 3: rows 5 to 8 of 10"],
      ["Rows (3)", "Sheet 3 of 3: rows 9 to 10 of 10"],
    ]);
    expect(sheets.flatMap(({ rows }) => rows)).toEqual(ten);
  });

  test("a long text stands whole in a sheet of its own, and its cell says so", () => {
    const long = `${"a\u{1F600}".repeat(100)}end`;
    const [sheet, texts] = withinLimits(
      [
        sheetOf([
          [1, "short"],
          [2, long],
          [3, "b".repeat(90)],
        ]),
      ],
      { rows: 1000, characters: 80 },
    ) as [Sheet, Sheet];
    const cells = sheet.rows.map(([, cell]) => String(cell));
    expect(cells[0]).toBe("short");
    expect(cells[1]).toMatch(/^(?:a\u{1F600})+a? \[whole in the sheet Long texts, text 1\]$/u);
    expect(cells[2]).toMatch(/^b+ \[whole in the sheet Long texts, text 2\]$/);
    expect(Math.max(...cells.map((cell) => cell.length))).toBeLessThanOrEqual(80);
    expect(texts.name).toBe("Long texts");
    const partsOf = (n: number) => texts.rows.filter(([of]) => of === n);
    expect(partsOf(1).map(([, part]) => part)).toEqual([1, 2, 3, 4]);
    expect(partsOf(1).every(([, , name, row, column]) => name === "Rows" && row === 12 && column === "Text")).toBe(
      true,
    );
    expect(
      partsOf(1)
        .map((row) => row[5])
        .join(""),
    ).toBe(long);
    expect(
      partsOf(2)
        .map((row) => row[5])
        .join(""),
    ).toBe("b".repeat(90));
    for (const row of texts.rows) expect(String(row[5]).isWellFormed()).toBe(true);
  });
});
