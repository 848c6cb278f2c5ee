// Reads from the command line a stretch of time: a period by its name, or from and to, in a time zone.
import { isTimeZone, startOfDay, UTC } from "../../audit/period/days.ts";
import type { Stretch } from "../../audit/period/stretches.ts";
import { windowNamed } from "../../audit/period/window.ts";
import { parseTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import { UsageError } from "../exit.ts";
import { instant } from "./instant.ts";

export type SpanOptions = {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly period?: string | undefined;
  readonly "time-zone"?: string | undefined;
};

export const spanOptions = {
  from: { type: "string" },
  to: { type: "string" },
  period: { type: "string" },
  "time-zone": { type: "string" },
} as const;

/** The time zone in which days begin; UTC unless given. Throws UsageError. */
export function zoneOf({ "time-zone": zone = UTC }: SpanOptions): string {
  if (!isTimeZone(zone))
    throw new UsageError(
      `--time-zone: found ${zone || "nothing"}, expected a name of the IANA time zone database, such as Europe/Berlin, or UTC`,
    );
  return zone;
}

/** Milliseconds since 1970. `known`: an end that is not given. Throws UsageError where it is no period, or an empty one. */
export function spanOf({ from, to, period }: SpanOptions, zone: string, known: Stretch): Stretch {
  if (period !== undefined && (from !== undefined || to !== undefined))
    throw new UsageError("found --period together with --from or --to, expected either --period or the two");
  const span =
    period === undefined
      ? {
          from: from === undefined ? known.from : edge("from", from, zone),
          to: to === undefined ? known.to : edge("to", to, zone),
        }
      : named(period, zone);
  const said = (ms: number): string => new Date(ms).toISOString();
  if (span.from >= span.to)
    throw new UsageError(
      `the period is empty: found from ${said(span.from)}, expected a time before its end, ${said(span.to)}`,
    );
  return span;
}

function named(period: string, zone: string): Stretch {
  const found = windowNamed(period, zone);
  if (found === null)
    throw new UsageError(
      `--period: found ${period || "nothing"}, expected a quarter (2026-Q3), a month (2026-07) or days (2026-07-01..2026-09-30)`,
    );
  return found;
}

const DAY = /^\d{4}-\d\d-\d\d$/;

/** A date is the begin of its day, and as an end that of the next one: the day itself belongs to the window. */
function edge(option: "from" | "to", value: string, zone: string): number {
  const utc = parseTimestamp(instant(option, value, option === "from" ? "first" : "after"));
  if (!DAY.test(value) || zone === UTC) return utc;
  return option === "from" ? startOfDay(value, zone) : startOfDay(value, zone, 1);
}
