// Random histories: what the rules of state say, against an observer who keeps everything, and against the truth.
import { expect, test } from "vitest";
import { Chain, newTests } from "./driver.ts";
import { play } from "./history.ts";

const HISTORIES = Number(process.env["TIDEMARK_HISTORIES"] ?? 1_000);
const FIRST_SEED = Number(process.env["TIDEMARK_SEED"] ?? 1);

test(`${HISTORIES} random histories`, () => {
  const total = { segments: 0, lines: 0, changes: 0, lost: 0 };
  for (let seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed += 1) {
    const played = play(seed, { chain: () => new Chain(), tests: newTests });
    total.segments += played.segments;
    total.lines += played.lines;
    total.changes += played.changes;
    total.lost += played.lost;
  }
  if (process.env["TIDEMARK_SHOW"] !== undefined) console.log(total);
  expect(total.changes).toBeGreaterThan(HISTORIES);
  expect(total.lost).toBeGreaterThan(0);
});
