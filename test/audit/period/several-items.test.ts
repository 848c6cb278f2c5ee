// Checks what becomes of a control that several items count for, of a failure under two controls, and of days of 23 and 25 hours.
import { expect, test } from "vitest";
import { controlDays, type ControlDay, type DayItem } from "../../../audit/period/control-days.ts";
import { daysOf } from "../../../audit/period/days.ts";
import { failuresOf } from "../../../audit/period/failures.ts";
import { holdGaps, type Due } from "../../../audit/period/holds.ts";
import { verdictsOn, type Verdict } from "../../../audit/period/lateness.ts";
import { lengthOf } from "../../../audit/period/stretches.ts";
import { tilesOf } from "../../../audit/period/tiles.ts";
import { windowNamed } from "../../../audit/period/window.ts";
import { ALWAYS, ask, at, HOUR, hours, readings, type CaseTerms } from "../../support/period/history.ts";

const WINDOW: readonly [number, number] = [0, 24];

/** The only day of a window under a control with these items: readings, and what is laid over each. */
function dayWith(...items: readonly (readonly [string, CaseTerms?])[]): ControlDay | undefined {
  const all = items.map(([text, terms = {}]) => ask(readings(text), { window: WINDOW, until: 24, ...terms }).item);
  return controlDays(daysOf({ from: at(0), to: at(24) }), ALWAYS, all)[0];
}

const UNREAD = "P@-24 ?@0 P@24";

test("38 an exception and an unread item: not met, and marked unread", () => {
  const day = dayWith(["F@0b F@24"], [UNREAD]);
  expect(day).toMatchObject({ status: "not met", marks: ["not observed"], failing: 1, unread: 1 });
});

test("39 one failing in time and one unread all day: not observed, and marked failing", () => {
  const day = dayWith(["P@-24 F@0 F@24", { limit: 100 }], [UNREAD]);
  expect(day).toMatchObject({ status: "not observed", marks: ["failing within the limit"], failing: 1, unread: 1 });
});

test("40 one accepted and one good: accepted", () => {
  const day = dayWith(["P@-24 F@0 F@24", { waiver: [-24, 100] }], ["P@0 P@24"]);
  expect(day).toMatchObject({ status: "failing under an accepted risk", marks: [], failing: 1, unread: 0 });
});

test("41 a unit that was not read, in which nothing is known: not observed", () => {
  const unit = ask([], { window: WINDOW, until: 24 }).item;
  const day = controlDays(daysOf({ from: at(0), to: at(24) }), ALWAYS, [unit])[0];
  expect(day).toMatchObject({ status: "not observed", marks: [], failing: 0, unread: 1 });
});

test("42 an item that appears at noon, and passes: met", () => {
  expect(dayWith(["x@0 P@12 P@24"])).toMatchObject({ status: "met", marks: [], unread: 0 });
});

test("43 all items outside of the boundary: out of scope", () => {
  const outside = { within: [] };
  expect(dayWith(["F@0b F@24", outside], ["P@0 P@24", outside])).toMatchObject({ status: "out of scope", marks: [] });
});

test("without an item there are no items, and items outside do not hide one within", () => {
  expect(dayWith()).toMatchObject({ status: "no items" });
  expect(dayWith(["x@0 x@24"], ["N@0 N@24"])).toMatchObject({ status: "no items" });
  expect(dayWith(["P@0 P@24"], ["P@0 P@24", { within: [] }])).toMatchObject({ status: "met", marks: [] });
});

test("44 one failure under two controls, limits of a day and of a week: two verdicts, and the facts are the same", () => {
  const failures = failuresOf(readings("P@0 F@24/24 F@48 F@72 P@96"));
  const under = (limit: number): Verdict | null | undefined =>
    verdictsOn(
      { failures, terms: ALWAYS.map((each) => ({ ...each, limit })), overlay: { within: ALWAYS, acceptances: [] } },
      { from: at(0), to: at(120) },
      at(120),
    )[0];
  expect(failures).toHaveLength(1);
  const [day, week] = [under(24 * HOUR), under(7 * 24 * HOUR)];
  expect([day?.status, week?.status]).toEqual(["exception", "corrected in time"]);
  expect([day?.counted, day?.clock]).toEqual([week?.counted, week?.clock]);
});

const HOURLY: readonly Due[] = [
  {
    from: -Infinity,
    staleAfter: 0,
    schedule: {
      v: 1,
      kind: "schedule",
      everySeconds: 3600,
      from: "2026-01-01T00:00:00.000Z",
      graceSeconds: 600,
      eventCadenceSeconds: 0,
    },
  },
];

/** Days of an item that passes and is read every hour from the first instant on, but for the hours that are missed. */
function hourly(day: string, zone: string, missed: readonly number[]): ControlDay[] {
  const window = windowNamed(`${day}..${day}`, zone);
  if (window === null) throw new Error(`found ${day}, expected a day`);
  const made = Array.from({ length: (window.to - window.from) / HOUR }, (_, hour) => hour)
    .filter((hour) => !missed.includes(hour))
    .map((hour) => window.from + hour * HOUR);
  const runs = readings(made.map((time) => `P@${hours(time)}`).join(" "));
  const gaps = holdGaps(
    HOURLY,
    made.map((time) => ({ time, slot: time })),
  );
  const item: DayItem = {
    counts: ALWAYS,
    tiles: tilesOf(runs, gaps),
    isReadIn: () => true,
    failing: [],
    accepted: [],
    exceptions: [],
    possible: [],
  };
  return controlDays(daysOf(window, zone), ALWAYS, [item]);
}

test.each([
  ["45 in Berlin the clock is put back: 25 hours, all of them read", "2026-10-25", [], 25, "met"],
  ["45 with 24 of 25 points it is partly observed", "2026-10-25", [7], 25, "partly observed"],
  ["45 the hour that comes twice counts twice", "2026-10-25", [3], 25, "partly observed"],
  ["45 the clock is put forward: 23 hours, all of them read", "2026-03-29", [], 23, "met"],
  ["45 with 22 of 23 points it is partly observed", "2026-03-29", [2], 23, "partly observed"],
] as const)("%s", (_, day, missed, length, status) => {
  const days = hourly(day, "Europe/Berlin", missed);
  expect(days.map((each) => each.status)).toEqual([status]);
  expect(lengthOf(days)).toBe(length * HOUR);
});

test("46 the last slot was read at 23:00: what it says ends an hour later and its grace, and nothing is settled after", () => {
  const last = Date.parse("2026-09-30T23:00:00.000Z");
  const runs = readings(`P@${hours(last)}`);
  const tiles = tilesOf(runs, holdGaps(HOURLY, [{ time: last, slot: last }]));
  expect(tiles.map(({ state, to, cause }) => [state, to, cause])).toEqual([
    ["not observed", last, "not-captured"],
    ["met", last + 70 * 60_000, null],
    ["not observed", Infinity, "no-run"],
  ]);
});

test("47 an export of September, recorded on 28 November: nothing is observed in it, and its failure became known later", () => {
  const { from, to } = windowNamed("2026-09", "UTC") ?? { from: 0, to: 0 };
  const recorded = Date.parse("2026-11-28T09:00:00.000Z");
  const [run] = readings(`F@${hours(recorded)}b`);
  if (run === undefined) throw new Error("found no reading");
  const asOf = from + 9 * 24 * HOUR;
  const runs = [{ ...run, first: { ...run.first, asOf }, last: { ...run.last, complete: asOf } }];
  const tiles = tilesOf(runs, []);
  const [failure] = failuresOf(runs);
  expect(failure).toMatchObject({ from: asOf, knownAt: recorded, lastBad: asOf });
  // The days do not know when a failure became known: it fills none of them, since it is left out here by its `knownAt`.
  const item: DayItem = {
    counts: ALWAYS,
    tiles,
    isReadIn: () => false,
    failing: [],
    accepted: [],
    exceptions: [],
    possible: [],
  };
  const days = controlDays(daysOf({ from, to }), ALWAYS, [item]);
  expect([days.length, new Set(days.map(({ status }) => status))]).toEqual([30, new Set(["not observed"])]);
});
