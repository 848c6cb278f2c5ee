// Asks every question of the worked cases of one item.
import { describe, expect, test } from "vitest";
import { lasted, type Failure } from "../../../audit/period/failures.ts";
import { common } from "../../../audit/period/stretches.ts";
import { ask, glyphs, hours, readings } from "../../support/period/history.ts";
import { cases } from "./cases.ts";

function inWords(failure: Failure): string {
  const { from, lastGood, to, lastBad, ended } = failure;
  const { shortest, longest } = lasted(failure);
  const good = lastGood === null ? "?" : hours(lastGood);
  const end = to === null ? `open (${hours(lastBad)})` : `${hours(to)} (${hours(lastBad)}) ${ended}`;
  const most = longest === null ? (to === null ? "+" : "?") : longest / 3_600_000;
  return `${hours(from)} (${good}) - ${end}; ${shortest / 3_600_000}..${most}`;
}

describe.each(cases)("$case", ({ readings: text, terms = {}, failures, status, exceptions, days }) => {
  const asked = ask(readings(text), terms);

  test("failures with their brackets", () => {
    expect(asked.failures.map(inWords)).toEqual(failures);
  });

  test("lateness", () => {
    expect(asked.verdicts.map((verdict) => verdict?.status ?? null)).toEqual(status);
  });

  test("exceptions in the window", () => {
    const late = asked.verdicts.flatMap((each) => (each?.status === "exception" ? each.exceptions : []));
    const cut = common(late, [asked.window]);
    expect(cut.map(({ from, to }) => `${hours(from)}-${hours(to)}`)).toEqual(exceptions);
  });

  test("days", () => {
    expect(glyphs(asked.days)).toBe(days);
  });
});
