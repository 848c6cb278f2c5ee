// Checks the order of records in a segment of a run or event batch (FORMAT.md R1).
import { require } from "../violation.ts";

export type Phase = "opening" | "departures" | "restating" | "answers" | "coverage" | "closed";
const ORDER: readonly Phase[] = ["opening", "departures", "restating", "answers", "coverage", "closed"];

/** The phase that a segment's records have reached: it goes forward only. */
export class SegmentOrder {
  phase: Phase = "opening";

  isAfter(other: Phase): boolean {
    return ORDER.indexOf(this.phase) > ORDER.indexOf(other);
  }

  isBefore(other: Phase): boolean {
    return ORDER.indexOf(this.phase) < ORDER.indexOf(other);
  }

  /** Throws Violation where a record of `type` comes too early or too late. Gives whether the restatements end with it. */
  enter(phase: Phase, type: string): boolean {
    require(this.phase !== "opening", "R1", "run-opened first", () => type);
    require(phase === this.phase || this.isBefore(phase), "R1", () => `no ${type} after the ${this.phase} began`, () =>
      type);
    const before = this.isBefore("answers");
    this.phase = phase;
    return before && this.isAfter("restating");
  }
}
