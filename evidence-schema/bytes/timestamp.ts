// Reads and writes timestamps in their one form: RFC 3339, UTC, exactly three decimals and `Z`, years 1970 to 9999.

// Written out rather than asked of Date: a verifier looks at four timestamps of every record.
const SHAPE =
  /^(?:19[7-9]\d|[2-9]\d{3})-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const LATEST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

export const DAY_MS = 86_400_000;

/** So many milliseconds may lie between any other machine's clock and ours (FORMAT.md R9, R10, L9, W1, W8). */
export const MAX_SKEW_MS = 120_000;

/**
 * Whether `text` names a real instant in that form: `2026-02-30`, hour 24 and leap seconds are none.
 * A leap second is refused because the milliseconds since the epoch that everything compares with cannot hold one.
 */
export function isTimestamp(text: string): boolean {
  if (!SHAPE.test(text)) return false;
  const digits = (at: number): number => text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - 528;
  const day = digits(8);
  return day <= 28 || day <= daysOf(digits(0) * 100 + digits(2), digits(5));
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

function daysOf(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : (DAYS[month - 1] as number);
}

/** Milliseconds since 1970-01-01T00:00:00.000Z. Throws RangeError where `isTimestamp` is false. */
export function parseTimestamp(text: string): number {
  if (!isTimestamp(text))
    throw new RangeError(`found ${JSON.stringify(text)}, expected a timestamp like 2026-03-01T09:30:00.000Z`);
  return Date.parse(text);
}

/** The timestamp of `ms`, whole milliseconds since 1970-01-01T00:00:00.000Z. Throws RangeError outside 1970 to 9999. */
export function formatTimestamp(ms: number): string {
  if (!Number.isInteger(ms) || ms < 0 || ms > LATEST) {
    throw new RangeError(`found ${ms}, expected whole milliseconds between 0 and ${LATEST} (the end of year 9999)`);
  }
  return new Date(ms).toISOString();
}
