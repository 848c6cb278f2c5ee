// Reads timestamps of the clouds, which have other offsets and precisions, and writes them in the ledger's one form.
import { formatTimestamp, isTimestamp } from "../evidence-schema/bytes/timestamp.ts";

const RFC_3339 = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:?\d\d)$/;

/** `text` cut to milliseconds of UTC, or null where it is no RFC 3339 timestamp with an offset, or outside 1970 to 9999. */
export function toInstant(text: unknown): string | null {
  if (typeof text !== "string") return null;
  if (isTimestamp(text)) return text;
  if (!RFC_3339.test(text)) return null;
  const ms = Date.parse(text);
  try {
    return formatTimestamp(ms);
  } catch {
    return null;
  }
}
