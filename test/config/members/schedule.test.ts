// The bounds of a schedule: those of the format, since a seal can name no other.
import { describe, expect, test } from "vitest";
import { ConfigError, readConfig } from "../../../config/define-config.ts";

const from = "2026-09-01T00:00:00.000Z";
const read = (schedule: unknown) =>
  readConfig(
    {
      company: { legalEntity: "Example GmbH", system: "Example" },
      ledger: { origin: "example.test/tidemark" },
      scopes: [{ scope: "gcp/projects/1" }],
      schedule,
    },
    "c.ts",
  ).schedule;

function mistakes(schedule: unknown): readonly string[] {
  try {
    read(schedule);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.message.split("\n");
  }
}

test("a schedule gets an hour of grace and of cadence where it does not say", () => {
  expect(read({ everySeconds: 60, from })).toEqual({
    everySeconds: 60,
    from,
    graceSeconds: 3600,
    eventCadenceSeconds: 3600,
  });
  expect(read(null)).toBeNull();
});

test.each([
  { everySeconds: 60 },
  { everySeconds: 31_622_400, graceSeconds: 86_400 },
  { everySeconds: 60, graceSeconds: 3600, eventCadenceSeconds: 0 },
  { everySeconds: 7200, graceSeconds: 7200, eventCadenceSeconds: 86_400 },
  { everySeconds: 3600, graceSeconds: 0 },
])("%j is within the bounds", (schedule) => {
  expect(mistakes({ from, ...schedule })).toEqual([]);
});

const every = "expected a whole number of seconds from 60 to 31,622,400";
const day = "expected a whole number of seconds from 0 to 86,400";

describe("is refused in one line", () => {
  test.each([
    [{ everySeconds: 59 }, `everySeconds: found 59, ${every}`],
    [{ everySeconds: 31_622_401 }, `everySeconds: found 31,622,401, ${every}`],
    [{ everySeconds: 90.5 }, `everySeconds: found 90.5, ${every}`],
    [{ everySeconds: -3600 }, `everySeconds: found -3,600, ${every}`],
    [{ everySeconds: "3600" }, `everySeconds: found "3600", ${every}`],
    [{ everySeconds: null }, `everySeconds: found null, ${every}`],
    [{}, `everySeconds: found no value, ${every}`],
    [{ everySeconds: 3600, graceSeconds: -1 }, `graceSeconds: found -1, ${day}`],
    [{ everySeconds: 604_800, graceSeconds: 86_401 }, `graceSeconds: found 86,401, ${day}`],
    [
      { everySeconds: 60, graceSeconds: 3601 },
      "graceSeconds: found 3,601, expected at most 3,600 (the larger of everySeconds and an hour)",
    ],
    [
      { everySeconds: 7200, graceSeconds: 7201 },
      "graceSeconds: found 7,201, expected at most 7,200 (the larger of everySeconds and an hour)",
    ],
    [{ everySeconds: 3600, eventCadenceSeconds: 86_401 }, `eventCadenceSeconds: found 86,401, ${day}`],
    [{ everySeconds: 3600, eventCadenceSeconds: Number.NaN }, `eventCadenceSeconds: found NaN, ${day}`],
  ])("%j", (schedule, line) => {
    expect(mistakes({ from, ...schedule })).toEqual([`c.ts: schedule.${line}`]);
  });
});
