// The reading of a unit of which nothing was answered.
import type { Problem } from "../evidence-schema/record/record.ts";
import type { UnitReading } from "./port.ts";

/** `problem` null where what is known of the unit needs no answer: whoever says so makes it complete. */
export function unreadUnit(unit: string, source: string, problem: Problem | null): UnitReading {
  return {
    unit,
    source,
    complete: false,
    dataTime: null,
    listed: 0,
    problem,
    pages: 0,
    first: null,
    last: null,
    server: null,
  };
}
