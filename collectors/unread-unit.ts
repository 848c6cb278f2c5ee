// Makes the reading of a unit of which nothing was answered.
import type { Problem } from "../evidence-schema/record/record.ts";
import type { UnitReading } from "./port.ts";

/** `problem` is null where the caller knows the unit without an answer, and then marks the unit complete. */
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
