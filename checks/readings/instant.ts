// Reads dates as the clouds write them, with any precision and offset, to compare them with the instant of the question.

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

/** The zero of a clock, in whatever fraction and offset: as an instant, or as the date and time that are written. */
const ZERO = /^(?:0001|1970)-01-01T00:00:00(?:\.0+)?(?:Z|[+-]\d\d:\d\d)$/;

/**
 * The date, or null where nobody set one. A time that was not set is null, an empty text, or the zero of a clock: 1970 in
 * protocol buffers, the year 1 in Go and .NET, 1601 in Windows. No cloud has a time of before 1970 that somebody set.
 * https://protobuf.dev/reference/protobuf/google.protobuf/#timestamp https://pkg.go.dev/time#Time.IsZero
 * https://learn.microsoft.com/en-us/dotnet/api/system.datetime.minvalue
 * https://learn.microsoft.com/en-us/windows/win32/sysinfo/file-times
 */
export function dateIfSet(text: string | null): string | null {
  if (text === null || text.trim() === "" || ZERO.test(text)) return null;
  return RFC_3339.test(text) && Date.parse(text) <= 0 ? null : text;
}

/** Milliseconds since 1970, or null where `text` is not set, or is no date with a time and an offset. */
export function readInstant(text: string | null | undefined): number | null {
  const date = dateIfSet(text ?? null);
  if (date === null || !RFC_3339.test(date)) return null;
  const ms = Date.parse(date);
  return Number.isNaN(ms) ? null : ms;
}

/** The date for facts, in one form however the cloud writes it; null where it is not set or can't be read. */
export function writeInstant(text: string | null | undefined): string | null {
  const ms = readInstant(text);
  return ms === null ? null : new Date(ms).toISOString();
}

/** How a time until which something is valid stands to the instant of the question. */
export type Life = "live" | "ended" | "unclear";

/** An end that nobody set is none. A missing member is unclear: callers whose cloud leaves unset members out pass null. */
export function lifeUntil(end: string | null | undefined, asOf: string): Life {
  if (end === undefined) return "unclear";
  if (dateIfSet(end) === null) return "live";
  const ms = readInstant(end);
  if (ms === null) return "unclear";
  return ms <= Date.parse(asOf) ? "ended" : "live";
}
