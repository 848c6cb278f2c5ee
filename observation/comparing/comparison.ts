// What a comparison is told of its run, and the segment that it writes.
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
  /** What the documents ask of the scope. */
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
  /** What run-closed must say; asked once, after the coverage records. */
  outcome(): Pick<RunClosed, "counts" | "population" | "root">;
}
