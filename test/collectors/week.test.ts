// The cut of a time to its ISO week in UTC.
import { expect, test } from "vitest";
import { weekOf } from "../../collectors/week.ts";

test.each([
  ["2026-08-31T00:00:00.000Z", "2026-08-31T00:00:00.000Z"],
  ["2026-08-30T23:59:59.999Z", "2026-08-24T00:00:00.000Z"],
  ["2026-09-06T23:59:59+00:00", "2026-08-31T00:00:00.000Z"],
  // Monday in Auckland, Sunday in UTC.
  ["2026-08-31T08:00:00+12:00", "2026-08-24T00:00:00.000Z"],
  // The first week of 2026 begins in 2025.
  ["2026-01-01T12:00:00Z", "2025-12-29T00:00:00.000Z"],
  ["2024-02-29T12:00:00Z", "2024-02-26T00:00:00.000Z"],
  ["1970-01-05T00:00:00Z", "1970-01-05T00:00:00.000Z"],
])("%s lies in the week of %s", (text, week) => {
  expect(weekOf(text)).toBe(week);
});

test.each(["1970-01-01T00:00:00.000Z", "0001-01-01T00:00:00Z", "N/A", "no_information", "", null, undefined, 7])(
  "%j has none",
  (text) => {
    expect(weekOf(text)).toBe(null);
  },
);

test("begins on a Monday, at most a week before", () => {
  for (let day = 0; day < 800; day += 1) {
    const ms = Date.UTC(2025, 0, 1) + day * 86_400_000 + ((day * 7_919) % 86_400) * 1000;
    const week = new Date(weekOf(new Date(ms).toISOString()) ?? "");
    expect(week.getUTCDay()).toBe(1);
    expect(ms - week.getTime()).toBeGreaterThanOrEqual(0);
    expect(ms - week.getTime()).toBeLessThan(7 * 86_400_000);
  }
});
