// Why a scope failed, as another function left it for the sealer: whatever is there, the seal has one line that can be written.
import { expect, test } from "vitest";
import { canonicalLine } from "../../../evidence-schema/bytes/canonical.ts";
import { keepFailure, keptFailure } from "../../../observation/reading/run-plan.ts";
import type { RunScratch } from "../../../observation/reading/kept-answers.ts";

const SCOPE = "aws/111111111111";
const UNREADABLE = "the function that assesses the scope left no reason that can be read";

const scratch = (bytes: Buffer | null = null): RunScratch => {
  let kept = bytes;
  return {
    get: () => Promise.resolve(kept),
    put: (_name, put) => {
      kept ??= put;
      return Promise.resolve();
    },
  };
};
const problem = (text: string): string => JSON.stringify({ problem: text });

test("nobody said so", async () => {
  expect(await keptFailure(scratch(), SCOPE)).toBeNull();
});

test("the assessor's own words", async () => {
  const keep = scratch();
  await keepFailure(keep, SCOPE, "the chain is broken");
  expect(await keptFailure(keep, SCOPE)).toBe("the chain is broken");
});

test.each([
  ["empty", "", UNREADABLE],
  ["no JSON", "no JSON", UNREADABLE],
  ["null", "null", UNREADABLE],
  ["a list", "[]", UNREADABLE],
  ["no member", "{}", UNREADABLE],
  ["another type", '{"problem":1}', UNREADABLE],
  ["one member more", '{"problem":"a","more":1}', UNREADABLE],
  ["no text", problem(""), UNREADABLE],
  ["spaces alone", problem(" \n "), UNREADABLE],
  ["several lines", problem("a\nb\u2028c"), "a b c"],
  ["U+0000", problem("a\0b"), "a b"],
  ["a lone surrogate", '{"problem":"a\\ud800b"}', "a\ufffdb"],
  ["a thousand letters", problem("x".repeat(1000)), "x".repeat(1000)],
  ["a letter more", problem("x".repeat(1001)), `${"x".repeat(1000)} (cut)`],
  ["20 MB", problem("x".repeat(20_000_000)), `${"x".repeat(1000)} (cut)`],
  ["a pair of surrogates where it is cut", problem(`${"x".repeat(999)}😀`), `${"x".repeat(999)}\ufffd (cut)`],
])("%s", async (_what, bytes, expected) => {
  const said = await keptFailure(scratch(Buffer.from(bytes)), SCOPE);
  expect(said).toBe(expected);
  expect(() => canonicalLine({ said })).not.toThrow();
});
