// Checks that a workbook which one file can't hold is refused, and says how to get its rows.
import { expect, test } from "vitest";
import type { Sheet } from "../../../audit/handover/workbook/sheet.ts";
import { UsageError } from "../../../cli/exit.ts";
import { xlsxOf } from "../../../cli/workbook/xlsx.ts";

const sheet: Sheet = {
  name: "Rows",
  opening: [["Ledger", "a"]],
  columns: [
    { title: "No.", kind: "number", width: 9 },
    { title: "Text", kind: "text", width: 9 },
  ],
  rows: [
    [1, "one"],
    [2, "two"],
    [3, null],
  ],
  coloured: null,
};

test.each([
  [{ cells: 5, characters: 100 }, "expected at most 5 and 100 in one file"],
  [{ cells: 100, characters: 5 }, "expected at most 100 and 5 in one file"],
])("%j", async (most, expected) => {
  const refused = xlsxOf([sheet], most);
  await expect(refused).rejects.toThrow(UsageError);
  await expect(refused).rejects.toThrow(
    `the workbook would have 6 cells with 6 characters, ${expected}. Name a shorter period`,
  );
});

test("as many as that are written", async () => {
  expect((await xlsxOf([sheet], { cells: 6, characters: 6 })).length).toBeGreaterThan(1000);
});
