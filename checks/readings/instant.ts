// Reads dates as the clouds write them, with any precision and offset, to compare them with the instant of the question.

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

/** Milliseconds since 1970, or null where `text` is no date with a time and an offset. */
export function readInstant(text: string | null | undefined): number | null {
  if (typeof text !== "string" || !RFC_3339.test(text)) return null;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : ms;
}

/** The date for facts, in one form however the cloud writes it; null where it can't be read. */
export function writeInstant(text: string | null | undefined): string | null {
  const ms = readInstant(text);
  return ms === null ? null : new Date(ms).toISOString();
}

/** How a time until which something is valid stands to the instant of the question. */
export type Life = "live" | "ended" | "unclear";

export function lifeUntil(end: string | null | undefined, asOf: string): Life {
  const ms = readInstant(end);
  if (ms === null) return "unclear";
  return ms <= Date.parse(asOf) ? "ended" : "live";
}
