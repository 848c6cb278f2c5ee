// Random histories of honest writers, whatever befalls them: no reader says that one is broken, and what is missing is known.
import { expect, test } from "vitest";
import { historyOf } from "../support/model/history.ts";
import { isAsked, seeds } from "../support/model/how-many.ts";
import { wrongWith, type Tally } from "../support/model/readers/honest.ts";
import { retold } from "../support/model/replay.ts";
import { isWhole } from "../support/scale.ts";

const FILE = "test/model/honest.test.ts";
/** After so many that went wrong the rest would say the same. */
const MOST = 3;
/** Thousands of them take as long as they take. */
const LIMIT_MS = 7_200_000;

test(
  "whole and in windows, verify says of each history what happened in it",
  async () => {
    const tally: Tally = {};
    const failures: string[] = [];
    for (const seed of seeds(1, 200)) {
      const wrong = await wrongWith(await historyOf(seed), tally);
      if (wrong.length > 0) failures.push(await retold(seed, wrong, FILE));
      if (failures.length === MOST) break;
      if (isAsked && (tally["histories"] as number) % 500 === 0) console.log(tally, failures);
    }
    if (isAsked) console.log(tally);
    expect(failures.join("\n\n")).toBe("");
    const happened = Object.keys(tally).filter((what) => (tally[what] as number) > 0);
    if (isWhole) expect(happened).toEqual(expect.arrayContaining(HAPPENED));
  },
  LIMIT_MS,
);

/** What must have happened somewhere, else the histories are not what they should be. */
const HAPPENED = [
  "crashes",
  "restarts",
  "retries",
  "refused",
  "void leaves",
  "abandoned objects",
  ...["INTACT", "INCOMPLETE", "STRAY", "W1", "W2", "W3", "W4", "K4"].map((what) => `whole ${what}`),
  ...["INTACT", "INCOMPLETE", "STRAY", "W1", "W2", "W3", "W4", "W6", "K4"].map((what) => `window ${what}`),
];

test("one seed makes one history, byte for byte", async () => {
  const [one, other] = [await historyOf(4), await historyOf(4, true)];
  expect([...one.end.objects]).toEqual([...other.end.objects]);
  expect(other.story.length).toBeGreaterThan(100);
});
