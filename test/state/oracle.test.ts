// Random histories: what the rules of state say, against an observer who keeps everything, and against the truth.
import { expect, test } from "vitest";
import { Chain, newTests } from "./driver.ts";
import { runs } from "../support/scale.ts";
import { play } from "./history.ts";

const HISTORIES = 100;
const seeds = Array.from({ length: runs(10) }, (_, i) => i * HISTORIES);

// The seed of a history that fails is the first line of its trace.
test.each(seeds)(`${HISTORIES} random histories from seed %i on`, (first) => {
  let [segments, changes, lost] = [0, 0, 0];
  for (let seed = first; seed < first + HISTORIES; seed += 1) {
    const played = play(seed, { chain: () => new Chain(), tests: newTests });
    segments += played.segments;
    changes += played.changes;
    lost += played.lost;
  }
  expect(segments).toBeGreaterThan(800);
  expect(changes).toBeGreaterThan(800);
  // Readings that were thrown away because another segment came first.
  expect(lost).toBeGreaterThan(20);
});
