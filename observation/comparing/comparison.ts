// Defines the data that a run gives to a comparison, and the segment that the comparison writes.
import type { Plan } from "../../evidence-schema/documents/plan.ts";
import type {
  By,
  DocumentDigests,
  Extent,
  Position,
  Restart,
  RunClosed,
  Statement,
  Trigger,
} from "../../evidence-schema/record/record.ts";
import type { State } from "../../evidence-schema/state/state.ts";
import type { Tests, TestsByDigest } from "../judging/evaluate.ts";

export type Comparison = {
  readonly scope: string;
  readonly trigger: Trigger;
  readonly slot: string | null;
  readonly extent: Extent;
  readonly asOf: string;
  /** When reading began. */
  readonly began: string;
  readonly by: By;
  readonly documents: DocumentDigests & { readonly tests: string };
  /** The plan: the requests of the documents for the scope. */
  readonly plan: Plan;
  /** Digest of the tests of the segment before; null if there is none. */
  readonly testsBefore: string | null;
  readonly tests: Tests;
  readonly testsByDigest: TestsByDigest;
  /** Units that the documents plan for this scope. */
  readonly planned: readonly string[];
  readonly restarts?: Restart;
};

/** The open segment: records go in, state follows, and positions are known as they are written. */
export interface Segment {
  readonly state: State;
  readonly next: Position;
  emit(statement: Statement): void;
  /** The counts, population and root that run-closed must state; asked once, after the coverage records. */
  outcome(): Pick<RunClosed, "counts" | "population" | "root">;
}
