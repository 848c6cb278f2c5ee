// Tries random true histories, read late, in part and by data that lags: no answer says more than was read.
import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY_STATUSES } from "../../../audit/period/control-days.ts";
import { BEGINNINGS, ENDINGS } from "../../../audit/period/failures.ts";
import { LATENESSES } from "../../../audit/period/lateness.ts";
import { TILE_STATES } from "../../../audit/period/tiles.ts";
import { histories } from "../../support/period/model/any-history.ts";
import { answersTo } from "../../support/period/model/asked.ts";
import { PROPERTIES } from "../../support/period/model/properties.ts";
import { isWhole, runs } from "../../support/scale.ts";

/** So many histories a property; by `npm test` a few. */
const HISTORIES = isWhole ? runs(20_000) : runs(2_500);

const inWords = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

test.each(Object.entries(PROPERTIES).map(([name, holds]) => [inWords(name), holds] as const))("%s", (_, holds) => {
  fc.assert(
    fc.property(histories, (history) => {
      expect(holds(history, answersTo(history))).toEqual([]);
    }),
    { numRuns: HISTORIES, seed: 38 },
  );
});

test("the histories meet every answer that there is", () => {
  const met = new Set<string | null>();
  for (const history of fc.sample(histories, { numRuns: 400, seed: 38 })) {
    const { failures, tiles, verdicts, days } = answersTo(history);
    for (const { began, ended } of failures) met.add(began).add(ended);
    for (const { state, cause, basis } of tiles) met.add(state).add(cause).add(basis);
    for (const verdict of verdicts()) met.add(verdict?.status ?? null);
    for (const { status } of days()) met.add(status);
  }
  const answers = [...BEGINNINGS, ...ENDINGS, ...TILE_STATES, ...LATENESSES, ...DAY_STATUSES];
  const others = ["late", "no-run", "no-schedule", "denied", "unavailable", "same", "different", "open"];
  expect([...answers, ...others].filter((each) => !met.has(each))).toEqual([]);
});
