// Reads the results of a period, or as of an instant: every finding's effective outcome, by the time of its records.
import type { Position } from "../../evidence-schema/record/record.ts";
import type { State } from "../../evidence-schema/state/state.ts";
import { segmentsFrom } from "../../ledger/read/listing/list-segments.ts";
import type { Freshness } from "../standing/in-force/policy-in-force.ts";
import { runAt, staleBy, staleUnits, type Stale } from "../standing/stale-units.ts";
import type { PeriodAnswer } from "./period-answer.ts";
import { Presence, type Appeared, type Left } from "./presence.ts";
import { DataTime } from "../reading/data-time.ts";
import { coverageOf, readSpan, type Evidence, type ReadSegment } from "../reading/read-span.ts";
import { secondCounts } from "../second-counts.ts";
import { sealedSpans, type Period, type Span } from "../reading/sealed-span.ts";
import { Timeline, type Result } from "./timeline.ts";

/** The answer of sealed evidence about one scope in a period. */
export type ScopeAnswer = Omit<PeriodAnswer, "results" | "appeared" | "departed"> & {
  readonly results: readonly Result[];
  readonly appeared: readonly Appeared[];
  readonly departed: readonly Left[];
  /** Digest of the last line that counts, and the state that it leads to: null where no line counts. */
  readonly head: string;
  readonly state: State | null;
};

/** How fresh data has to be at an instant. */
export type FreshAt = { readonly instant: string; readonly freshness: Freshness };

/** Whether evidence counts from the time of its records or from that of its data. */
export const BY = ["record", "data"] as const;
export type By = (typeof BY)[number];

export type ResultsRequest = {
  /** The times that the period is given in; those of records unless given. */
  readonly by?: By;
  /** Scopes to read; all that were ever sealed unless given. */
  readonly scopes?: ReadonlySet<string>;
  /** How fresh data has to be to count at the end of the period; left out, its age makes no difference. */
  readonly freshAt?: FreshAt;
  /** Told of each segment that was read. */
  readonly onSegment?: (scope: string, time: string) => void;
};

/**
 * A segment counts from its record's `time`: then it was known. Asked by data, it counts from the latest data time of what it
 * read, and every chain is read from its beginning, since seals tell the times of records alone. The state at an instant is the one that the last
 * sealed segment not after it leads to, whenever that was sealed. Rejects with ChainError where evidence is not as it was sealed.
 */
export async function resultsOver(
  evidence: Evidence,
  period: Period,
  { scopes, by = "record", freshAt, onSegment }: ResultsRequest = {},
): Promise<ScopeAnswer[]> {
  const answers: ScopeAnswer[] = [];
  for (const span of await sealedSpans(evidence.log, by === "record" ? period : EVERYTHING, scopes))
    answers.push(await answerOf(evidence, span, { ...period, by, freshAt }, (time) => onSegment?.(span.scope, time)));
  return answers;
}

const EVERYTHING: Period = { from: null, includes: () => true };

async function answerOf(
  evidence: Evidence,
  span: Span,
  { from, includes, by, freshAt }: Period & { readonly by: By; readonly freshAt: FreshAt | undefined },
  onSegment: (time: string) => void,
): Promise<ScopeAnswer> {
  const timeline = new Timeline(from);
  const presence = new Presence();
  const appeared: Appeared[] = [];
  const departed: Left[] = [];
  let times: string[] = [];
  let population = 0;
  let last: State | null = null;
  let run: ReadSegment | null = null;
  let isWhole = true;
  const dataTime = new DataTime();
  let counts: string | null = null;
  // Before it is read: reading it changes the state that the answer is about.
  const until = (lines: Buffer): boolean => {
    counts = dataTime.next(lines);
    if (!includes(counts)) isWhole = false;
    return !isWhole;
  };
  for await (const read of readSpan(evidence, span, by === "data" ? until : undefined)) {
    const segment = counts === null ? read : { ...read, counts };
    const { counts: time, state } = segment;
    timeline.follow(segment);
    const moved = presence.follow(segment);
    if (from !== null && time < from) times = [];
    else {
      appeared.push(...moved.appeared);
      departed.push(...moved.departed);
    }
    times.push(time);
    population = state.population;
    last = state;
    if (segment.opened.trigger !== "event") run = segment;
    onSegment(time);
  }
  const { scope } = span;
  const results = timeline.results();
  const counted = run === null ? [] : secondCounts(coverageOf(run.records));
  const stale =
    freshAt === undefined || last === null
      ? new Map<Result, Stale>()
      : staleResults(results, last, freshAt, run === null ? null : runAt(run.time, run.opened.slot));
  const unsealed = span.isNewest && isWhole ? await unsealedAfter(evidence, span) : 0;
  return {
    scope,
    results,
    stale,
    appeared,
    departed,
    times,
    population,
    counted,
    unsealed,
    head: span.end.head,
    state: isWhole ? last : null,
  };
}

/** How many segment objects of a scope lie after a line of its chain. */
export async function unsealedAfter(
  { store }: Pick<Evidence, "store">,
  { scope, end }: { readonly scope: string; readonly end: Position },
): Promise<number> {
  return (await segmentsFrom(store, scope, { gen: end.gen, seq: end.seq + 1 })).length;
}

function staleResults(
  results: readonly Result[],
  state: State,
  { instant, freshness }: FreshAt,
  lastRun: string | null,
): ReadonlyMap<Result, Stale> {
  const units = staleUnits(state, freshness, instant, lastRun);
  const stale = new Map<Result, Stale>();
  for (const result of results) {
    const { check, entry, intervals } = result;
    const last = intervals.at(-1);
    const finding = entry.findings.find((each) => each.check === check);
    if (last === undefined || last.to !== null || last.outcome === "indeterminate" || finding === undefined) continue;
    const found = staleBy(units, entry, finding, state);
    if (found !== undefined) stale.set(result, found);
  }
  return stale;
}
