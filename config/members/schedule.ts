// Defines the schedule of a config, within the bounds of the format (FORMAT.md section 11): a seal can't name any other.
import { z } from "zod";
import { maxGrace } from "../../evidence-schema/documents/document-schema.ts";
import { isTimestamp } from "../../evidence-schema/bytes/timestamp.ts";

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;
const LEAP_YEAR = 366 * DAY;

const instant = z
  .string()
  .refine(isTimestamp, "expected an RFC 3339 UTC instant with three decimals, such as 2026-09-01T00:00:00.000Z");

export const ScheduleInput = z
  .strictObject({
    everySeconds: seconds(MINUTE, LEAP_YEAR),
    from: instant,
    graceSeconds: seconds(0, DAY).default(HOUR),
    eventCadenceSeconds: seconds(0, DAY).default(HOUR),
  })
  .check(({ value, issues }) => {
    const { everySeconds, graceSeconds } = value;
    const most = maxGrace(everySeconds);
    if (graceSeconds <= most) return;
    const message = `${found(graceSeconds)}, expected at most ${grouped(most)} (the larger of everySeconds and an hour)`;
    issues.push({ code: "custom", path: ["graceSeconds"], message, input: value });
  });

/** Gives the same one-line message for each mistake: another type, a fraction, or a number beyond the bounds. */
function seconds(least: number, most: number) {
  const isWithin = (value: unknown): boolean =>
    typeof value === "number" && Number.isInteger(value) && value >= least && value <= most;
  const expected = `expected a whole number of seconds from ${grouped(least)} to ${grouped(most)}`;
  return z.custom<number>(isWithin, { error: ({ input }) => `${found(input)}, ${expected}` });
}

function found(input: unknown): string {
  if (input === undefined) return "found no value";
  return `found ${typeof input === "number" ? grouped(input) : JSON.stringify(input)}`;
}

function grouped(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: 20 });
}
