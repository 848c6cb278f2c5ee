// Progress is for somebody before a terminal: seldom, cut to the line, and gone at the end.
import { beforeEach, describe, expect, test } from "vitest";
import { withProgress, type Show, type Terminal } from "../../cli/progress.ts";

const ERASE = "\r\u001b[2K";
let written: string[];
let now: number;
const terminal = (more: Partial<Terminal> = {}): Terminal => ({
  isTTY: true,
  columns: 20,
  write: (text) => written.push(text),
  ...more,
});
beforeEach(() => {
  written = [];
  now = 0;
  delete process.env["TERM"];
});

const shownAt =
  (...times: readonly number[]) =>
  (show: Show): Promise<string> => {
    for (const time of times) {
      now = time;
      show(`at ${time}`);
    }
    return Promise.resolve("done");
  };

describe("progress", () => {
  test("is told at intervals, not before the work takes a while, and erased after it", async () => {
    expect(await withProgress(shownAt(0, 299, 300, 301, 399, 400, 450), terminal(), () => now)).toBe("done");
    expect(written).toEqual([`${ERASE}at 300`, `${ERASE}at 400`, ERASE]);
  });

  test("of short work is nothing at all", async () => {
    await withProgress(shownAt(0, 10, 290), terminal(), () => now);
    expect(written).toEqual([]);
  });

  test("is erased where the work fails", async () => {
    const failing = async (show: Show): Promise<never> => {
      await shownAt(500)(show);
      throw new Error("no");
    };
    await expect(withProgress(failing, terminal(), () => now)).rejects.toThrow("no");
    expect(written.at(-1)).toBe(ERASE);
  });

  test.each([
    ["a pipe or a file", { isTTY: false }, undefined],
    ["what does not say", { isTTY: undefined }, undefined],
    ["a dumb terminal", {}, "dumb"],
  ])("into %s is nothing", async (_name, more, term) => {
    if (term !== undefined) process.env["TERM"] = term;
    await withProgress(shownAt(500, 1000), terminal(more), () => now);
    expect(written).toEqual([]);
  });

  test("fits one line, and holds no control characters of what is read", async () => {
    const work = (show: Show): Promise<void> => {
      now = 500;
      show(`a\u001b[31mred\nb\u0007${"x".repeat(40)}`);
      return Promise.resolve();
    };
    await withProgress(work, terminal(), () => now);
    expect(written[0]).toBe(`${ERASE}ared b ${"x".repeat(12)}`);
  });
});
