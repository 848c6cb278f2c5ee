// Compares the age at which data stops counting with a table, by way of reading and schedule, to the millisecond.
import { describe, expect, test } from "vitest";
import type { Freshness } from "../../../audit/standing/in-force/policy-in-force.ts";
import { runAt, staleBy, staleUnits } from "../../../audit/standing/stale-units.ts";
import { formatTimestamp, parseTimestamp } from "../../../evidence-schema/bytes/timestamp.ts";
import type { Coverage, CoverageRow, Finding, Source } from "../../../evidence-schema/record/record.ts";
import type { Entry } from "../../../evidence-schema/state/entry.ts";
import { State } from "../../../evidence-schema/state/state.ts";

const READ = "2026-09-01T06:00:00.000Z";
const HOUR = 3_600;
const DAY = 24 * HOUR;

const rest = { principal: "p", query: null, atomic: false } as const;
const API: Source = { source: "api", lane: "direct", endpoint: "the services' own", lagSeconds: 0, ...rest };
const RECORDED: Source = { ...API, source: "recorded", lane: "config", lagSeconds: 900 };
const DAILY: Source = { ...RECORDED, source: "daily", lagSeconds: DAY };
const EXPORT: Source = { ...API, source: "export", endpoint: "file" };

type Read = readonly [unit: string, source: Source, dataTime: string | null];

function stateOf(...read: readonly Read[]): State {
  const state = new State();
  const records = read.map(([unit, { source }, dataTime]): Coverage => {
    const problem = dataTime === null ? ({ code: "denied", detail: "x" } as const) : null;
    const row: CoverageRow = {
      unit,
      complete: problem === null,
      dataTime,
      listed: 0,
      observed: 0,
      problem,
      pages: 1,
      first: null,
      last: null,
      server: null,
      ...(problem === null ? {} : { unseen: "all" }),
    };
    return { source, units: [row], asked: { seen: [], notFound: [], failed: [] } } as unknown as Coverage;
  });
  state.cover(
    records,
    read.map(([, source]) => source),
    true,
  );
  return state;
}

const after = (seconds: number, ms = 0): string => formatTimestamp(parseTimestamp(READ) + seconds * 1000 + ms);
const [BY_HAND, HOURLY, WEEKLY] = [null, HOUR, 7 * DAY].map((everySeconds): Freshness => ({
  everySeconds,
  graceSeconds: HOUR,
  schedule: null,
  staleAfter: "P7D",
})) as [Freshness, Freshness, Freshness];
const QUARTERLY: Freshness = { ...HOURLY, everySeconds: 900 };
const REPORT = "Tidemark::IAM::CredentialReportRow@global";

describe("data counts", () => {
  test.each<[string, Source, string, Freshness, number]>([
    ["of an export, by hand", EXPORT, "T@r", BY_HAND, 7 * DAY],
    ["of an export, every hour", EXPORT, "T@r", HOURLY, 7 * DAY],
    ["of an export, every week", EXPORT, "T@r", WEEKLY, 14 * DAY],
    ["of an export, as the config says", EXPORT, "T@r", { ...HOURLY, staleAfter: "PT6H" }, 6 * HOUR],
    ["of an export with a lag", { ...EXPORT, lagSeconds: 900 }, "T@r", BY_HAND, 7 * DAY + 900],
    ["live, by hand", API, "T@r", BY_HAND, 7 * DAY],
    ["live, every hour", API, "T@r", HOURLY, 2 * HOUR],
    ["live, every 15 minutes, when a run may be sealed an hour after its slot", API, "T@r", QUARTERLY, 75 * 60],
    ["live, every week", API, "T@r", WEEKLY, 14 * DAY],
    ["live, every hour, whatever an export may be", API, "T@r", { ...HOURLY, staleAfter: "P9999D" }, 2 * HOUR],
    ["recorded continuously, every hour", RECORDED, "T@r", HOURLY, 2 * HOUR + 900],
    ["recorded daily, every hour", DAILY, "T@r", HOURLY, 2 * HOUR + DAY],
    ["of the credential report, every hour", API, REPORT, HOURLY, 6 * HOUR],
    ["of an exported credential report", EXPORT, REPORT, BY_HAND, 7 * DAY + 4 * HOUR],
  ])("%s", (_, source, unit, freshness, seconds) => {
    const state = stateOf([unit, source, READ]);
    expect(staleUnits(state, freshness, READ)).toEqual(new Map());
    expect(staleUnits(state, freshness, after(seconds, -1))).toEqual(new Map());
    const stale = staleUnits(state, freshness, after(seconds)).get(unit);
    expect(stale).toMatchObject({ unit, until: after(seconds), problem: { code: "stale" } });
  });

  test.each([
    [7 * DAY, "7 days"],
    [7 * DAY + 1, "7 days 1 second"],
    [9 * DAY + 5 * HOUR + 59 * 60, "9 days 5 hours 59 minutes"],
    [31 * DAY, "31 days"],
  ])("for no longer, and the cause says how old it is: %i s", (seconds, old) => {
    expect(staleUnits(stateOf(["T@r", EXPORT, READ]), BY_HAND, after(seconds)).get("T@r")?.problem).toEqual({
      code: "stale",
      detail: `the data is ${old} old, and counts for 7 days`,
      ageSeconds: seconds,
      countsForSeconds: 7 * DAY,
    });
  });

  test.each([
    [2 * HOUR + 901, "2 hours 15 minutes 1 second"],
    [3 * HOUR, "3 hours"],
    [25 * HOUR, "1 day 1 hour"],
  ])("in hours and minutes where the bound is hours: %i s", (seconds, old) => {
    expect(staleUnits(stateOf(["T@r", RECORDED, READ]), HOURLY, after(seconds)).get("T@r")?.problem.detail).toBe(
      `the data is ${old} old, and counts for 2 hours 15 minutes`,
    );
  });
});

test.each(["tidemark", "context"])("a row of the lane %s has no age of its own", (lane) => {
  const state = stateOf(["T@r", { ...API, lane }, READ]);
  expect(staleUnits(state, HOURLY, after(365 * DAY))).toEqual(new Map());
});

test("a unit that was not read has no age, and one of which nothing is planned has none either", () => {
  const state = stateOf(["T@r", API, null]);
  state.adoptUnits([{ unit: "U@r", ever: true, listed: READ, named: null }]);
  expect(staleUnits(state, HOURLY, after(365 * DAY))).toEqual(new Map());
});

describe("a result is stale", () => {
  const entry = (key: string, unit: string): Entry => ({ key, unit }) as unknown as Entry;
  const [own, other] = [entry("own", "OWN@r"), entry("other", "OTHER@r")];
  const finding = (keys: string[], units: string[]): Finding => ({ relied: { keys, units } }) as unknown as Finding;
  const state = { entries: new Map([own, other].map((each) => [each.key, each])) } as unknown as State;
  const staleSince = (units: Record<string, string>): ReadonlyMap<string, never> =>
    new Map(Object.entries(units).map(([unit, until]) => [unit, { unit, until } as never]));

  test.each<[string, Record<string, string>, string[], string[], string | undefined]>([
    ["by its own unit", { "OWN@r": READ }, [], [], "OWN@r"],
    ["by the unit of a resource that it used", { "OTHER@r": READ }, ["other"], [], "OTHER@r"],
    ["by a unit in which it found nothing", { "EMPTY@r": READ }, [], ["EMPTY@r"], "EMPTY@r"],
    ["not by a unit that it did not use", { "OTHER@r": READ }, [], ["EMPTY@r"], undefined],
    ["not by the unit of a resource that is gone", { "OTHER@r": READ }, ["gone"], [], undefined],
    [
      "by the one that stopped first",
      { "OWN@r": after(2), "OTHER@r": after(1), "EMPTY@r": after(3) },
      ["other"],
      ["EMPTY@r"],
      "OTHER@r",
    ],
    ["by its own where two stopped together", { "OTHER@r": READ, "OWN@r": READ }, ["other"], [], "OWN@r"],
  ])("%s", (_, stale, keys, units, expected) => {
    expect(staleBy(staleSince(stale), own, finding(keys, units), state)?.unit).toBe(expected);
  });
});

describe("the next run was due and did not come", () => {
  const schedule = {
    v: 1,
    kind: "schedule",
    everySeconds: HOUR,
    from: "2026-01-01T00:00:00.000Z",
    graceSeconds: 900,
    eventCadenceSeconds: 0,
  } as const;
  const freshness: Freshness = { everySeconds: HOUR, graceSeconds: 900, schedule, staleAfter: "P7D" };
  const state = stateOf(["T@r", API, READ]);
  const lastRun = "2026-09-01T06:00:30.000Z";
  const codeAt = (instant: string, of = freshness): string | undefined =>
    staleUnits(state, of, instant, lastRun).get("T@r")?.problem.code;

  test("the last run counts until the next slot and its grace, and not at that instant", () => {
    expect(codeAt("2026-09-01T07:14:59.999Z")).toBeUndefined();
    expect(codeAt("2026-09-01T07:15:00.000Z")).toBe("no-run");
  });

  test.each([
    ["in time", "2026-09-01T06:00:30.000Z", "2026-09-01T07:15:00.000Z"],
    ["a little early: the run of its slot is made", "2026-09-01T05:59:00.000Z", "2026-09-01T07:15:00.000Z"],
  ])("a run that was made %s", (_, time, until) => {
    const run = runAt(time, "2026-09-01T06:00:00.000Z");
    const isOverdue = (instant: string): boolean => staleUnits(state, freshness, instant, run).has("T@r");
    expect([isOverdue(formatTimestamp(parseTimestamp(until) - 1)), isOverdue(until)]).toEqual([false, true]);
  });

  test("without a schedule it counts for as long as data does", () => {
    const byHand: Freshness = { everySeconds: null, graceSeconds: 0, schedule: null, staleAfter: "P7D" };
    expect(staleUnits(state, byHand, after(7 * DAY, -1), lastRun).size).toBe(0);
    expect(codeAt("2026-12-01T00:00:00.000Z", byHand)).toMatch(/^(?:stale|no-schedule)$/);
  });
});
