// Mistakes planted one by one into the writer and the verifier: the model catches each, and finds nothing without them.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Fault, mistaken, type Trying } from "../support/model/faults/fault.ts";
import { VERIFIER_FAULTS, WRITER_FAULTS } from "../support/model/faults/table.ts";
import { triedInChild } from "../support/model/faults/tried-in-child.ts";
import { isWhole } from "../support/scale.ts";

const FAULTS = [...WRITER_FAULTS, ...VERIFIER_FAULTS];
/** A child process a fault: by `npm test` one of the writer's and one of the verifier's. */
const TRIED = isWhole ? FAULTS : [WRITER_FAULTS[0] as Fault, VERIFIER_FAULTS[0] as Fault];

test("each stands where it is to be planted, once", () => {
  for (const fault of FAULTS) {
    const text = readFileSync(join(import.meta.dirname, "../..", fault.file), "utf8");
    expect(mistaken(text, fault)).not.toBe(text);
  }
});

describe("is caught where", () => {
  test.each(TRIED.map((fault) => ({ ...fault, fault })))("$name", async ({ by, within, fault }) => {
    expect(await triedInChild(by, within, fault)).not.toEqual([]);
  });
});

test.each([...new Set(TRIED.map(({ by }) => by))])(
  "without a mistake nothing is wrong with those histories: %s",
  async (by: Trying) => {
    expect(await triedInChild(by, isWhole ? 20 : 3, null)).toEqual([]);
  },
);
