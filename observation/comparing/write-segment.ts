// Writes what a comparison found as one segment, and tells it: what changed, how complete it was, how the state stands.
import { parseCanonicalLine } from "../../evidence-schema/bytes/canonical.ts";
import { knownSince } from "../../evidence-schema/record/known-since.ts";
import type { Coverage, Finding, Statement } from "../../evidence-schema/record/record.ts";
import { dataTimesIn, readingTime } from "../../evidence-schema/state/data-times.ts";
import type { State } from "../../evidence-schema/state/state.ts";
import { appendSegment, type Clock } from "../../ledger/write/append.ts";
import { gunzipMember } from "../../ledger/read/gzip-member.ts";
import { splitLines } from "../../ledger/read/stored.ts";
import type { Written } from "../../ledger/write/open-segment.ts";
import type { Ledger, LoadedChain } from "../../ledger/read/ledger.ts";
import { Violation } from "../../evidence-schema/violation.ts";
import { compare } from "./compare.ts";
import type { Comparison } from "./comparison.ts";
import { prepare, type Prepared } from "./prepare.ts";
import { ObservationError } from "../observation-error.ts";
import type { Answers } from "../reading/intake.ts";
import type { WritableLedger } from "../../ledger/write/writable-ledger.ts";

/** A change in a scope, as it was written: a finding with a transition, or a departure. */
export type Change =
  | { readonly is: "finding"; readonly key: string; readonly finding: Finding; readonly since: string }
  | { readonly is: "departure"; readonly key: string; readonly reason: string };

export type ObservedScope = {
  readonly scope: string;
  readonly key: string;
  readonly bytes: number;
  /** Time of the segment's records. */
  readonly time: string;
  readonly root: string;
  readonly state: State;
  readonly changes: readonly Change[];
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
  const told: Told[] = [];
  const coverage: Coverage[] = [];
  const build = (segment: Parameters<Parameters<typeof appendSegment>[4]>[0]): void => {
    const emit = (statement: Statement): void => {
      told.push(...toldBy(statement));
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
    state: chain.state,
    changes: changesIn(told, { state: chain.state, time }),
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
  const told = splitLines(gunzipMember(stored)).flatMap((line) =>
    toldBy(parseCanonicalLine(line) as unknown as Statement),
  );
  return {
    scope: chain.scope,
    key,
    bytes,
    time,
    root: last.root as string,
    state: chain.state,
    changes: changesIn(told, { state: chain.state, time }),
    coverage,
    written: null,
  };
}

/** A change before the state after the segment is known: `dataTime` is that of the resource, null where it was judged anew. */
type Told =
  | { readonly is: "finding"; readonly key: string; readonly finding: Finding; readonly dataTime: string | null }
  | Extract<Change, { readonly is: "departure" }>;

function toldBy(statement: Statement): Told[] {
  if (statement.type === "departure") {
    return [{ is: "departure", key: statement.body.key, reason: statement.body.reason }];
  }
  if (statement.type === "finding") {
    const { key, finding } = statement.body;
    return finding.transition === null ? [] : [{ is: "finding", key, finding, dataTime: null }];
  }
  if (statement.type !== "observation") return [];
  const { key, dataTime, findings } = statement.body;
  return findings
    .filter(({ transition }) => transition !== null)
    .map((finding) => ({ is: "finding", key, finding, dataTime: dataTime ?? null }));
}

/** The changes with their beginnings, by the state after the segment and the time of its records. */
function changesIn(told: readonly Told[], { state, time }: { readonly state: State; readonly time: string }): Change[] {
  const times = dataTimesIn(state);
  return told.map((each) => {
    if (each.is === "departure") return each;
    const { is, key, finding, dataTime } = each;
    const own = dataTime ?? readingTime(state.entries.get(key), times);
    return { is, key, finding, since: knownSince(finding, own, times) ?? time };
  });
}
