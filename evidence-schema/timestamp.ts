// Timestamps in their one form: RFC 3339, UTC, exactly three decimals and `Z`, years 1970 to 9999.

const SHAPE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const LATEST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/**
 * Whether `text` names a real instant in that form: `2026-02-30`, hour 24 and leap seconds are none.
 * A leap second is refused because the milliseconds since the epoch that everything compares with cannot hold one.
 */
export function isTimestamp(text: string): boolean {
  // The lines of a segment name few instants, and name them often.
  if (known.has(text)) return true;
  if (!SHAPE.test(text)) return false;
  const ms = Date.parse(text);
  // Date rolls February 30 over to March 2, so only the round trip tells a date from a number that looks like one.
  if (!(ms >= 0 && new Date(ms).toISOString() === text)) return false;
  if (known.size >= KNOWN) known.clear();
  known.add(text);
  return true;
}

const KNOWN = 1024;
const known = new Set<string>();

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
