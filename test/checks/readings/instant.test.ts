// Dates of the clouds, in the precisions and offsets that they use.
import { describe, expect, test } from "vitest";
import { lifeUntil, readInstant, writeInstant } from "../../../checks/readings/instant.ts";

describe("a date", () => {
  test.each([
    ["2026-08-01T09:00:00Z", "2026-08-01T09:00:00.000Z"],
    ["2026-08-01T09:00:00.123Z", "2026-08-01T09:00:00.123Z"],
    ["2023-08-10T14:37:41.3701639Z", "2023-08-10T14:37:41.370Z"],
    ["2023-08-10T14:37:41.370163+00:00", "2023-08-10T14:37:41.370Z"],
    ["2026-08-01T01:30:00+02:00", "2026-07-31T23:30:00.000Z"],
    ["9999-12-31T23:59:59Z", "9999-12-31T23:59:59.000Z"],
    ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"],
  ])("%s is %s", (text, written) => {
    expect(writeInstant(text)).toBe(written);
    expect(readInstant(text)).toBe(Date.parse(written));
  });

  // What Date reads in the zone of the machine, or by guessing, is no date here.
  test.each(["N/A", "", "2026-08-01", "2026-08-01T09:00:00", "Aug 1, 2026", "2026-13-01T00:00:00Z", null, undefined])(
    "%s is none",
    (text) => {
      expect(readInstant(text)).toBeNull();
      expect(writeInstant(text)).toBeNull();
    },
  );
});

test.each([
  ["2026-09-01T06:00:00.001Z", "live"],
  ["2026-09-01T06:00:00.000Z", "ended"],
  ["2026-09-01T07:59:59+02:00", "ended"],
  ["never", "unclear"],
  [null, "unclear"],
])("what is valid until %s is %s", (end, life) => {
  expect(lifeUntil(end, "2026-09-01T06:00:00.000Z")).toBe(life);
});
