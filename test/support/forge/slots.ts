// Slots of a schedule (FORMAT.md section 9).
import type { JsonObject } from "../../../evidence-schema/record.ts";

/** The slots after `from` up to `to`, both instants; none without a schedule. */
export function slotsDue(schedule: JsonObject | null, from: string, to: string): string[] {
  const every = schedule?.["everySeconds"];
  if (schedule === null || typeof every !== "number") return [];
  const due: string[] = [];
  for (let at = Date.parse(schedule["from"] as string); at <= Date.parse(to); at += every * 1000) {
    if (at > Date.parse(from)) due.push(new Date(at).toISOString());
  }
  return due;
}
