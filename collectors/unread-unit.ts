// Makes the reading of a unit of which nothing was answered, and names the problem of one that takes too long.
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

/** The problem of a unit that a whole invocation did not suffice for: another one would not either. */
export const TOO_LONG: Problem = {
  code: "out-of-time",
  detail: "a whole invocation was not enough time to read this type and region",
};
