// Plants mistakes one by one in the algebra of a period: a case or a property catches each, and finds nothing without them.
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { mistaken } from "../../support/model/faults/fault.ts";
import { isWhole } from "../../support/scale.ts";
import { PERIOD_FAULTS, type PeriodFault } from "./faults.ts";

/** The names of what catches it. */
async function caughtBy(fault: PeriodFault | null): Promise<string[]> {
  const here = import.meta.dirname;
  const plant = join(here, "../../support/model/faults/plant.ts");
  const env = { ...process.env, TIDEMARK_FAULT: JSON.stringify(fault) };
  const args = ["--import", plant, join(here, "try-period.ts"), "150"];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  return JSON.parse(stdout) as string[];
}

test("each stands where it is to be planted, once", () => {
  for (const fault of PERIOD_FAULTS) {
    const text = readFileSync(join(import.meta.dirname, "../../..", fault.file), "utf8");
    expect(mistaken(text, fault)).not.toBe(text);
  }
});

/** A child process a fault: by `npm test` two of them. */
const TRIED = isWhole ? PERIOD_FAULTS : PERIOD_FAULTS.filter(({ by }) => by === "22" || by === "windowsAddUp");

describe("is caught", () => {
  test.each(TRIED.map((fault) => ({ ...fault, fault })))("$name, by $by", async ({ by, fault }) => {
    expect(await caughtBy(fault)).toContain(by);
  });
});

test("without a mistake nothing is wrong", async () => {
  expect(await caughtBy(null)).toEqual([]);
});
