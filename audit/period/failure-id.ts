// Makes the id of a failure: the same in tables, messages and reports, whatever else becomes known of it.
import { createHash } from "node:crypto";
import type { Position } from "../../evidence-schema/record/record.ts";

/** Hexadecimal digits of an id that people read. Among 10,000 failures two are alike with a chance of 1 in 90. */
const DIGITS = 8;

/** By its scope, the record that opened it (for want of one, any text that tells it), its resource and its check. */
export function failureId(
  { scope, key, check }: { readonly scope: string; readonly key: string; readonly check: string },
  opened: Position | string,
): string {
  const place = typeof opened === "string" ? [opened] : [String(opened.gen), String(opened.seq)];
  const parts = [scope, ...place, key, check];
  return `F-${createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, DIGITS)}`;
}
