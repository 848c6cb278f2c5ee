// Windows as people ask for them: names of periods, days of a time zone, where a window ends so far, and input that makes no sense.
import { describe, expect, test } from "vitest";
import type { SpanOptions } from "../../cli/times/span.ts";
import { windowOf } from "../../cli/times/window.ts";

const SEALED = { first: Date.parse("2026-01-10T06:00:00.000Z"), newest: Date.parse("2026-11-30T12:00:00.000Z") };

function named(options: SpanOptions): string {
  const { from, to, soFar } = windowOf(options, SEALED);
  return `${new Date(from).toISOString()} ${new Date(to).toISOString()}${soFar ? " so far" : ""}`;
}

describe("a window", () => {
  test.each([
    [{ period: "2026-Q1" }, "2026-01-01T00:00:00.000Z 2026-04-01T00:00:00.000Z"],
    [{ period: "2026-Q3" }, "2026-07-01T00:00:00.000Z 2026-10-01T00:00:00.000Z"],
    [{ period: "2026-Q4" }, "2026-10-01T00:00:00.000Z 2026-11-30T12:00:00.001Z so far"],
    [{ period: "2026-02" }, "2026-02-01T00:00:00.000Z 2026-03-01T00:00:00.000Z"],
    [{ period: "2026-07-01..2026-07-01" }, "2026-07-01T00:00:00.000Z 2026-07-02T00:00:00.000Z"],
    [{ period: "2026-10-25..2026-10-25" }, "2026-10-25T00:00:00.000Z 2026-10-26T00:00:00.000Z"],
    [{ from: "2026-07-01", to: "2026-07-02" }, "2026-07-01T00:00:00.000Z 2026-07-03T00:00:00.000Z"],
    [{ from: "2026-07-01T06:00:00Z" }, "2026-07-01T06:00:00.000Z 2026-11-30T12:00:00.001Z so far"],
    [{ to: "2026-07-01T06:00:00Z" }, "2026-01-10T06:00:00.000Z 2026-07-01T06:00:00.000Z"],
    [{ to: "2026-11-30T12:00:00Z" }, "2026-01-10T06:00:00.000Z 2026-11-30T12:00:00.000Z"],
    [{ to: "2026-11-30" }, "2026-01-10T06:00:00.000Z 2026-11-30T12:00:00.001Z so far"],
    [{}, "2026-01-10T06:00:00.000Z 2026-11-30T12:00:00.001Z so far"],
  ] satisfies [SpanOptions, string][])("%j is %s", (options, expected) => {
    expect(named(options)).toBe(expected);
  });

  test.each([
    // A day of 23 hours, one of 25, and one that begins an hour late since clocks are changed at midnight.
    ["Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00.000Z 2026-03-29T22:00:00.000Z"],
    ["Europe/Berlin", "2026-10-25", "2026-10-24T22:00:00.000Z 2026-10-25T23:00:00.000Z"],
    ["America/Santiago", "2026-09-06", "2026-09-06T04:00:00.000Z 2026-09-07T03:00:00.000Z"],
    ["Asia/Kolkata", "2026-07-01", "2026-06-30T18:30:00.000Z 2026-07-01T18:30:00.000Z"],
    ["UTC", "2026-07-01", "2026-07-01T00:00:00.000Z 2026-07-02T00:00:00.000Z"],
  ])("of a day of %s, %s, is %s, however it is named", (zone, day, expected) => {
    expect(named({ period: `${day}..${day}`, "time-zone": zone })).toBe(expected);
    expect(named({ from: day, to: day, "time-zone": zone })).toBe(expected);
  });

  test("of an instant is the same in each zone", () => {
    const options = { from: "2026-07-01T06:00:00Z", to: "2026-07-02T06:00:00Z" };
    expect(named({ ...options, "time-zone": "Asia/Kolkata" })).toBe(named(options));
  });

  test("keeps the end that was asked for", () => {
    expect(windowOf({ period: "2026-Q4" }, SEALED).until).toBe(Date.parse("2027-01-01T00:00:00.000Z"));
  });
});

describe("input that makes no sense is one line", () => {
  const period = (found: string): string =>
    `--period: found ${found || "nothing"}, expected a quarter (2026-Q3), a month (2026-07) or days (2026-07-01..2026-09-30)`;
  const zone = (found: string): string =>
    `--time-zone: found ${found || "nothing"}, expected a name of the IANA time zone database, such as Europe/Berlin, or UTC`;
  test.each([
    ...["2026-Q5", "2026-Q0", "2026-13", "2026-00", "2026", "Q3", "", "2026-07-01", "2026-02-30..2026-03-01"].map(
      (found) => [{ period: found }, period(found)] as const,
    ),
    [{ period: "2026-02-01..2026-02-29" }, period("2026-02-01..2026-02-29")],
    ...["CET-1", "Mars/Olympus", "+02:00", "", "europe"].map((found) => [{ "time-zone": found }, zone(found)] as const),
    [
      { period: "2026-Q3", from: "2026-07-01" },
      "found --period together with --from or --to, expected either --period or the two",
    ],
    [
      { period: "2026-07-02..2026-07-01" },
      "the period is empty: found from 2026-07-02T00:00:00.000Z, expected a time before its end, 2026-07-02T00:00:00.000Z",
    ],
    [
      { from: "2026-07-02T06:00:00Z", to: "2026-07-02T06:00:00Z" },
      "the period is empty: found from 2026-07-02T06:00:00.000Z, expected a time before its end, 2026-07-02T06:00:00.000Z",
    ],
    [
      { period: "2025-Q4" },
      "the period ends at 2026-01-01T00:00:00.000Z, and the records tell of no time before 2026-01-10T06:00:00.000Z. Name a period that ends later",
    ],
    [
      { period: "2027-Q1" },
      "the period begins at 2027-01-01T00:00:00.000Z, and the newest seal was made at 2026-11-30T12:00:00.000Z. Name a period that begins earlier",
    ],
    [
      { from: "2026-7-1" },
      "--from: found 2026-7-1, expected a date (2026-09-01) or an instant (2026-09-01T06:00:00.000Z)",
    ],
  ] as readonly (readonly [SpanOptions, string])[])("%j", (options, said) => {
    expect(() => windowOf(options, SEALED)).toThrow(expect.objectContaining({ name: "UsageError", message: said }));
  });
});
