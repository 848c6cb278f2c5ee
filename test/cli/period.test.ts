// Times as people give them: dates are whole days of UTC, and both ends are in.
import { describe, expect, test } from "vitest";
import { instant } from "../../cli/times/instant.ts";
import { questionTime, periodOf } from "../../cli/times/period.ts";

const CREATED = "2026-01-01T00:00:00.000Z";
const NOW = "2026-12-01T12:00:00.000Z";

describe("an instant", () => {
  test.each([
    ["2026-09-15", "first", "2026-09-15T00:00:00.000Z"],
    ["2026-09-15", "last", "2026-09-15T23:59:59.999Z"],
    ["2026-09-15", "after", "2026-09-16T00:00:00.000Z"],
    ["2024-02-29", "after", "2024-03-01T00:00:00.000Z"],
    ["2026-12-31", "after", "2027-01-01T00:00:00.000Z"],
    ["9999-12-31", "after", "9999-12-31T23:59:59.999Z"],
    ["9999-12-31", "last", "9999-12-31T23:59:59.999Z"],
    ["2026-09-15T06:00:00.000Z", "first", "2026-09-15T06:00:00.000Z"],
    ["2026-09-15T06:00:00.000Z", "last", "2026-09-15T06:00:00.000Z"],
    ["2026-09-15T06:00:00.000Z", "after", "2026-09-15T06:00:00.000Z"],
    ["2026-09-15T06:00:00Z", "first", "2026-09-15T06:00:00.000Z"],
    ["2026-09-15T06:00:00Z", "last", "2026-09-15T06:00:00.000Z"],
    ["2026-09-15T06:00:00.5Z", "first", "2026-09-15T06:00:00.500Z"],
    ["2026-09-15T06:00:00.123456789Z", "after", "2026-09-15T06:00:00.123Z"],
  ] as const)("%s as the %s one is %s", (value, bound, expected) => {
    expect(instant("to", value, bound)).toBe(expected);
  });

  test.each([
    "2026-02-30",
    "2026-9-1",
    "yesterday",
    "",
    "2026-02-30T06:00:00Z",
    "2026-09-15T06:00Z",
    "2026-09-15T06:00:00.Z",
    "2026-09-15T06:00:00.000+00:00",
  ])("%j is none", (value) => {
    expect(() => instant("from", value, "first")).toThrow(
      `--from: found ${value || "nothing"}, expected a date (2026-09-01) or`,
    );
  });
});

describe("what is asked", () => {
  test("is how things stand now, unless a time is given", () => {
    expect(questionTime({}, CREATED, NOW)).toMatchObject({ is: "as-of", asOf: NOW });
    expect(questionTime({ "as-of": "2026-09-15" }, CREATED, NOW)).toMatchObject({ asOf: "2026-09-15T23:59:59.999Z" });
  });

  test("counts what is known at an instant, and in a period what is known before its end", () => {
    const { period: at } = questionTime({ "as-of": NOW }, CREATED, NOW);
    expect([at.includes(NOW), at.includes("2026-12-01T12:00:00.001Z")]).toEqual([true, false]);
    const { period: over } = questionTime({ from: "2026-09-01", to: "2026-09-15" }, CREATED, NOW);
    expect(over.from).toBe("2026-09-01T00:00:00.000Z");
    expect(["2026-09-15T23:59:59.999Z", "2026-09-16T00:00:00.000Z"].map(over.includes)).toEqual([true, false]);
  });

  test("is a period by its name, in a time zone", () => {
    expect(questionTime({ period: "2026-Q3" }, CREATED, NOW)).toMatchObject({
      is: "window",
      from: "2026-07-01T00:00:00.000Z",
      to: "2026-10-01T00:00:00.000Z",
    });
    expect(questionTime({ period: "2026-07", "time-zone": "Europe/Berlin" }, CREATED, NOW)).toMatchObject({
      from: "2026-06-30T22:00:00.000Z",
      to: "2026-07-31T22:00:00.000Z",
    });
    expect(periodOf({ from: "2026-10-25", to: "2026-10-25", "time-zone": "Europe/Berlin" }, CREATED, NOW)).toEqual({
      from: "2026-10-24T22:00:00.000Z",
      to: "2026-10-25T23:00:00.000Z",
    });
    expect(() => questionTime({ period: "2026-Q3", "as-of": NOW }, CREATED, NOW)).toThrow(/^found --as-of together/);
    expect(() => questionTime({ period: "Q3" }, CREATED, NOW)).toThrow("--period: found Q3, expected a quarter");
  });

  test("goes from the ledger's beginning, or until now, where an end is not given", () => {
    expect(periodOf({ to: "2026-09-15" }, CREATED, NOW)).toEqual({ from: CREATED, to: "2026-09-16T00:00:00.000Z" });
    expect(periodOf({ from: "2026-09-15" }, CREATED, NOW)).toEqual({ from: "2026-09-15T00:00:00.000Z", to: NOW });
  });

  test("is neither empty nor both", () => {
    expect(() => periodOf({ from: "2026-09-15", to: "2026-09-14" }, CREATED, NOW)).toThrow(
      "the period is empty: found from 2026-09-15T00:00:00.000Z, expected a time before its end, 2026-09-15T00:00:00.000Z",
    );
    expect(() => questionTime({ "as-of": NOW, to: NOW }, CREATED, NOW)).toThrow(
      "found --as-of together with --from, --to or --period",
    );
  });
});
