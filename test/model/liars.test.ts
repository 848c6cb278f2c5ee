// Histories of liars: whoever holds the key and tells one thing otherwise is refused by a rule, and whoever has no key is seen.
import { describe, expect, test } from "vitest";
import { historyOf, type History } from "../support/model/history.ts";
import { isAsked, seeds } from "../support/model/how-many.ts";
import { wrongInWindow } from "../support/model/liars/in-window.ts";
import { LIES, withLie, wrongWithLie } from "../support/model/liars/index.ts";
import { takenApart } from "../support/model/liars/manuscript.ts";
import { signedAnew } from "../support/model/liars/signed-anew.ts";
import { questionsOf, wrongWithTampered } from "../support/model/tampering/questions.ts";
import { TAMPERINGS } from "../support/model/tampering/tampering.ts";
import { ask, WHOLE } from "../support/model/readers/ask.ts";
import { count, type Tally } from "../support/model/readers/honest.ts";
import { retold } from "../support/model/replay.ts";
import { Random } from "../support/model/simulation/random.ts";
import { isWhole } from "../support/scale.ts";

const FILE = "test/model/liars.test.ts";
const LIMIT_MS = 7_200_000;

describe("with the key", () => {
  test(
    "every lie is refused by its rule",
    async () => {
      const tally: Tally = {};
      const failures: string[] = [];
      for (const seed of seeds(100_011, 20)) {
        const history = await historyOf(seed);
        const wrong = [...(await wrongWithNone(history)), ...(await wrongWithAll(history, tally))];
        if (wrong.length > 0) failures.push(await retold(seed, wrong, FILE));
      }
      if (isAsked) console.log(tally);
      expect(failures.join("\n\n")).toBe("");
      if (isWhole) expect(Object.keys(tally).toSorted()).toEqual(LIES.map(({ name }) => name).toSorted());
    },
    LIMIT_MS,
  );
});

async function wrongWithAll({ seed, end }: History, tally: Tally): Promise<string[]> {
  const random = new Random(seed);
  const truthful = signedAnew(takenApart(end));
  const wrong: string[] = [];
  for (const lie of LIES) {
    const lied = await withLie(lie, end, random);
    if (lied === null) continue;
    count(tally, lie.name);
    wrong.push(...(await wrongWithLie(lie, lied)), ...(await wrongInWindow(lie, lied, truthful, random)));
  }
  return wrong;
}

/** Signed anew without a lie nothing is refused: it is the lies that are. */
async function wrongWithNone({ end }: History): Promise<string[]> {
  const said = await ask({ objects: signedAnew(takenApart(end)), now: end.now }, WHOLE);
  if (said instanceof Error) return [`signed anew, there is no verdict: ${said.message}`];
  return said.exit === 1 ? [`signed anew, it is broken: ${said.violations.map(({ rule }) => rule).join(", ")}`] : [];
}

describe("without the key", () => {
  test(
    "nothing is INTACT that rests on what was changed, and nothing is without a verdict",
    async () => {
      const tally: Tally = {};
      for (const seed of seeds(200_001, 30)) {
        const { end } = await historyOf(seed);
        const random = new Random(seed);
        for (const tampering of TAMPERINGS) {
          for (const question of questionsOf(tampering, end, random) ?? []) {
            count(tally, `${tampering.name}${question.isTouched ? "" : ", elsewhere"}`);
            const wrong = await wrongWithTampered(tampering, question);
            if (wrong.length > 0) expect.fail(await retold(seed, wrong, FILE));
          }
        }
      }
      if (isAsked) console.log(tally);
    },
    LIMIT_MS,
  );
});
