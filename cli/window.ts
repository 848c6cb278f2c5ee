// Reads from the command line which window of time a question is about: a period by its name, or from and to.
import { isTimeZone, startOfDay, UTC } from "../audit/period/days.ts";
import type { Stretch } from "../audit/period/stretches.ts";
import { windowNamed } from "../audit/period/window.ts";
import { parseTimestamp } from "../evidence-schema/bytes/timestamp.ts";
import { UsageError } from "./exit.ts";
import { instant } from "./period.ts";

export type WindowOptions = {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly period?: string | undefined;
  readonly "time-zone"?: string | undefined;
};

export const windowOptions = {
  from: { type: "string" },
  to: { type: "string" },
  period: { type: "string" },
  "time-zone": { type: "string" },
} as const;

/** The earliest instant of which records say anything, and when the newest seal was made, in milliseconds since 1970. */
export type Sealed = { readonly first: number; readonly newest: number };

/** A window as it is asked. It ends at the first instant after the newest seal at the latest, and is then one `so far`. */
export type AskedWindow = Stretch & {
  readonly zone: string;
  readonly soFar: boolean;
  /** The end that was asked for. */
  readonly until: number;
};

/** The first instant of which the newest seal says nothing. Both are milliseconds since 1970. */
const afterSeal = (newest: number): number => newest + 1;

const DAY = /^\d{4}-\d\d-\d\d$/;

/** Without options: all that records tell of, up to the newest seal. Throws UsageError, one line, where nothing of it can be answered. */
export function windowOf(options: WindowOptions, sealed: Sealed): AskedWindow {
  const zone = options["time-zone"] ?? UTC;
  if (!isTimeZone(zone))
    throw new UsageError(
      `--time-zone: found ${zone}, expected a name of the IANA time zone database, such as Europe/Berlin, or UTC`,
    );
  const { from, to } = given(options, zone, sealed);
  const named = (ms: number): string => new Date(ms).toISOString();
  if (from >= to)
    throw new UsageError(
      `the period is empty: found from ${named(from)}, expected a time before its end, ${named(to)}`,
    );
  if (to <= sealed.first)
    throw new UsageError(
      `the period ends at ${named(to)}, and the records tell of no time before ${named(sealed.first)}. Name a period that ends later`,
    );
  if (from > sealed.newest)
    throw new UsageError(
      `the period begins at ${named(from)}, and the newest seal was made at ${named(sealed.newest)}. Name a period that begins earlier`,
    );
  const soFar = to > sealed.newest;
  return { from, to: soFar ? afterSeal(sealed.newest) : to, zone, soFar, until: to };
}

function given({ from, to, period }: WindowOptions, zone: string, sealed: Sealed): Stretch {
  if (period !== undefined) {
    if (from !== undefined || to !== undefined)
      throw new UsageError("found --period together with --from or --to, expected either --period or the two");
    const named = windowNamed(period, zone);
    if (named === null)
      throw new UsageError(
        `--period: found ${period}, expected a quarter (2026-Q3), a month (2026-07) or days (2026-07-01..2026-09-30)`,
      );
    return named;
  }
  return {
    from: from === undefined ? sealed.first : edge("from", from, zone),
    to: to === undefined ? afterSeal(sealed.newest) : edge("to", to, zone),
  };
}

/** A date is the begin of its day, and as an end that of the next one: the day itself belongs to the window. */
function edge(option: "from" | "to", value: string, zone: string): number {
  const utc = parseTimestamp(instant(option, value, option === "from" ? "first" : "after"));
  if (!DAY.test(value) || zone === UTC) return utc;
  return option === "from" ? startOfDay(value, zone) : startOfDay(value, zone, 1);
}
