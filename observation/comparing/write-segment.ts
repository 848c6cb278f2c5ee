// Writes what a comparison found as one segment, and tells it: what changed, how complete it was, how the state stands.
import { parseCanonicalLine } from "../../evidence-schema/bytes/canonical.ts";
import type { Counts, Coverage, Statement } from "../../evidence-schema/record/record.ts";
import type { State } from "../../evidence-schema/state/state.ts";
import { appendSegment, type Clock } from "../../ledger/write/append.ts";
import { gunzipMember } from "../../ledger/read/gzip-member.ts";
import { splitLines } from "../../ledger/read/stored.ts";
import type { Written } from "../../ledger/write/open-segment.ts";
import type { Ledger, LoadedChain } from "../../ledger/read/ledger.ts";
import { Violation } from "../../evidence-schema/violation.ts";
import { Changes, type Baseline, type Change } from "./changes.ts";
import { compare } from "./compare.ts";
import type { Comparison } from "./comparison.ts";
import { prepare, type Prepared } from "./prepare.ts";
import { ObservationError } from "../observation-error.ts";
import type { Answers } from "../reading/intake.ts";
import type { WritableLedger } from "../../ledger/write/writable-ledger.ts";

export type ObservedScope = {
  readonly scope: string;
  readonly key: string;
  readonly bytes: number;
  /** Time of the segment's records. */
  readonly time: string;
  readonly root: string;
  readonly state: State;
  readonly population: number;
  /** Effective outcomes of the population. */
  readonly counts: Counts;
  readonly changes: readonly Change[];
  readonly baseline: Baseline;
  readonly coverage: readonly Coverage[];
  /** The segment's row, where this process wrote it; null where it was found. */
  readonly written: Written | null;
};

export type Writing = {
  readonly ledger: WritableLedger;
  readonly clock: Clock;
  readonly run: string;
  readonly gen: number;
  /** The earliest time that the records may have; null where there is none. */
  readonly notBefore: string | null;
};

/**
 * Appends the comparison of `answers` with the chain. `prepared`: what was prepared of them already. Rejects as
 * `appendSegment` does.
 */
export async function writeSegment(
  { ledger, clock, run, gen, notBefore }: Writing,
  loaded: LoadedChain,
  comparison: Comparison,
  answers: Answers,
  prepared: Prepared = prepare(loaded.chain.state, comparison, answers),
): Promise<ObservedScope> {
  const { chain } = loaded;
  const changes = new Changes();
  const coverage: Coverage[] = [];
  const build = (segment: Parameters<Parameters<typeof appendSegment>[4]>[0]): void => {
    const emit = (statement: Statement): void => {
      changes.hear(statement, segment.state);
      if (statement.type === "coverage") coverage.push(statement.body);
      segment.emit(statement);
    };
    // The segment's position and state are its own: only what it is told is watched.
    const watched = {
      state: segment.state,
      get next() {
        return segment.next;
      },
      emit,
      outcome: () => segment.outcome(),
    };
    compare(watched, comparison, answers, prepared);
  };
  const { key, bytes, time, written } = await appendSegment(ledger, loaded, run, clock, build, {
    gen,
    notBefore,
    named: comparison.documents,
  }).catch((error: unknown) => {
    // The fold refuses what a verifier would: one scope's answers must not stop the others, and nothing was put.
    if (error instanceof Violation)
      throw new ObservationError(
        `${chain.scope}: the answers can't be recorded (${error.message}). Nothing was appended`,
      );
    throw error;
  });
  return {
    scope: chain.scope,
    key,
    bytes,
    time,
    root: chain.state.root(),
    ...standing(chain.state, changes, time),
    coverage,
    written,
  };
}

/** The last segment of the chain as it was told when it was written: what a retry of its run finds. */
export async function lastSegment(
  ledger: Ledger,
  { chain, last, coverage }: LoadedChain,
): Promise<ObservedScope | null> {
  const stored = last === null ? null : await ledger.store.get(last.key);
  if (last === null || stored === null) return null;
  const { key, bytes, time } = last;
  const changes = new Changes();
  // The state before it is not known any more: of no change is it said that time alone made it.
  for (const line of splitLines(gunzipMember(stored)))
    changes.hear(parseCanonicalLine(line) as unknown as Statement, null);
  return {
    scope: chain.scope,
    key,
    bytes,
    time,
    root: last.root as string,
    ...standing(chain.state, changes, time),
    coverage,
    written: null,
  };
}

const standing = (
  state: State,
  changes: Changes,
  time: string,
): Pick<ObservedScope, "state" | "population" | "counts" | "changes" | "baseline"> => ({
  state,
  population: state.population,
  counts: state.counts(),
  changes: changes.in({ state, time }),
  baseline: changes.baseline,
});
