// Decides which window a question about sealed records is about: it ends at the newest seal at the latest.
import type { Stretch } from "../../audit/period/stretches.ts";
import { UsageError } from "../exit.ts";
import { spanOf, zoneOf, type SpanOptions } from "./span.ts";

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

/** Without options: all that records tell of, up to the newest seal. Throws UsageError, one line, where nothing of it can be answered. */
export function windowOf(options: SpanOptions, sealed: Sealed): AskedWindow {
  const zone = zoneOf(options);
  const { from, to } = spanOf(options, zone, { from: sealed.first, to: afterSeal(sealed.newest) });
  const named = (ms: number): string => new Date(ms).toISOString();
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
