// Mistakes planted one by one into the writer and the verifier: the model catches each, and finds nothing without them.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { mistaken, type Trying } from "../support/model/faults/fault.ts";
import { VERIFIER_FAULTS, WRITER_FAULTS } from "../support/model/faults/table.ts";
import { triedInChild } from "../support/model/faults/tried-in-child.ts";
import { isWhole } from "../support/scale.ts";

const FAULTS = [...WRITER_FAULTS, ...VERIFIER_FAULTS];
/** One of the writer's and one of the verifier's that show in the first history. */
const QUICK = ["a failed read ends what it did not list", "observed is believed without a segment"];
/** A child process a fault: by `npm test` the quick ones. */
const TRIED = isWhole ? FAULTS : FAULTS.filter(({ name }) => QUICK.includes(name));

test("each stands where it is to be planted, once", () => {
  for (const fault of FAULTS) {
    const text = readFileSync(join(import.meta.dirname, "../..", fault.file), "utf8");
    expect(mistaken(text, fault)).not.toBe(text);
  }
  expect(FAULTS.map(({ name }) => name)).toEqual(expect.arrayContaining(QUICK));
});

/** A fault that few histories meet takes hundreds of them, and minutes where the machine is busy. */
const LIMIT_MS = 1_800_000;

describe("is caught where", () => {
  test.each(TRIED.map((fault) => ({ ...fault, fault })))(
    "$name",
    async ({ by, within, fault }) => {
      expect(await triedInChild(by, within, fault)).not.toEqual([]);
    },
    LIMIT_MS,
  );
});

test.each([...new Set(TRIED.map(({ by }) => by))])(
  "without a mistake nothing is wrong with those histories: %s",
  async (by: Trying) => {
    expect(await triedInChild(by, isWhole ? 20 : 1, null)).toEqual([]);
  },
);
