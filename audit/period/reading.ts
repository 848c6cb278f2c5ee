// Defines what is known of an item: its readings, put together where one says what the one before said.
import type { DepartureReason, Outcome, Position, Problem } from "../../evidence-schema/record/record.ts";
import type { Citation } from "../reading/citation.ts";

/**
 * The answer of a reading. `absent`: the unit was read whole, and the resource is not there. `not-asked`: the check is not
 * asked of the resource any more.
 */
export type Answer = Outcome | "absent" | "not-asked";

/**
 * Readings of one item, one after the other, with the same answer: the same outcome and cause, by the same tests, of the same
 * incarnation. Times are milliseconds since 1970. Single readings are as many runs of one.
 */
export type ReadingRun = {
  readonly answer: Answer;
  /** Why the answer is indeterminate; null for other answers. */
  readonly problem: Problem | null;
  /** Null where the resource is absent. */
  readonly incarnation: string | null;
  /** Version and lanes of the check, in one text: another verdict under another text is judged otherwise, and no change. */
  readonly judged: string;
  /** Why the resource is absent; null where it was never there, and for other answers. */
  readonly reason: DepartureReason | null;
  /** When the resource was created, as its cloud says; null where it does not say, or says something later than the reading. */
  readonly created: number | null;
  /** The record that opened the outcome that is held (FORMAT.md 6.3); null before there was one. */
  readonly opened: Position | null;
  readonly first: {
    /** The time of its record. */
    readonly time: number;
    /** At the latest by then the source knew: the data time of what was read. */
    readonly asOf: number;
    /**
     * When the source says that what was read was changed last, by whatever edit. Null where it does not say, and where the answer
     * rests on more than that: on another resource, or on how much time has passed.
     */
    readonly changed: number | null;
    /** As of when the units that the answer rests on were listed, where a row of theirs may be dated earlier (`asOf`). */
    readonly listed?: number;
    readonly said: Citation;
  };
  readonly last: {
    readonly time: number;
    /** As of this instant the source's answer is complete: the data time less the lag of the source. */
    readonly complete: number;
  };
};

export const isDeterminate = ({ answer }: Pick<ReadingRun, "answer">): boolean =>
  answer === "pass" || answer === "fail" || answer === "not-applicable";
