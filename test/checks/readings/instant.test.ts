// Dates of the clouds, in the precisions and offsets that they use.
import { describe, expect, test } from "vitest";
import { dateIfSet, lifeUntil, readInstant, writeInstant } from "../../../checks/readings/instant.ts";

describe("a date", () => {
  test.each([
    ["2026-08-01T09:00:00Z", "2026-08-01T09:00:00.000Z"],
    ["2026-08-01T09:00:00.123Z", "2026-08-01T09:00:00.123Z"],
    ["2023-08-10T14:37:41.3701639Z", "2023-08-10T14:37:41.370Z"],
    ["2023-08-10T14:37:41.370163+00:00", "2023-08-10T14:37:41.370Z"],
    ["2026-08-01T01:30:00+02:00", "2026-07-31T23:30:00.000Z"],
    ["9999-12-31T23:59:59Z", "9999-12-31T23:59:59.000Z"],
    ["1970-01-01T00:00:01Z", "1970-01-01T00:00:01.000Z"],
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

// A clock's zero is what a program writes where nobody set a time.
const unset = [
  null,
  "",
  " ",
  "1970-01-01T00:00:00Z",
  "1970-01-01T00:00:00.000Z",
  "1970-01-01T00:00:00+00:00",
  "1970-01-01T01:00:00+01:00",
  "1970-01-01T00:00:00-05:00",
  "1969-12-31T23:59:59Z",
  "1900-01-01T00:00:00Z",
  "1601-01-01T00:00:00Z",
  "0001-01-01T00:00:00Z",
  "0001-01-01T00:00:00.0000000Z",
  "0001-01-01T00:00:00+00:00",
  "0001-01-01T00:00:00+02:00",
  "0001-01-01T02:00:00+02:00",
] as const;

test.each(unset)("%j is no date, and no end", (text) => {
  expect(dateIfSet(text)).toBeNull();
  expect(readInstant(text)).toBeNull();
  expect(writeInstant(text)).toBeNull();
  expect(lifeUntil(text, "2026-09-01T06:00:00.000Z")).toBe("live");
});

test.each([
  ["2026-09-01T06:00:00.001Z", "live"],
  ["2026-09-01T06:00:00.000Z", "ended"],
  ["2026-09-01T07:59:59+02:00", "ended"],
  ["never", "unclear"],
  ["1970-01-01T00:00:01Z", "ended"],
  ["1970-01-01", "unclear"],
  [undefined, "unclear"],
])("what is valid until %s is %s", (end, life) => {
  expect(lifeUntil(end, "2026-09-01T06:00:00.000Z")).toBe(life);
});
