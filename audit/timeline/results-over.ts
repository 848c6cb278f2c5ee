// Reads the results of a period, or as of an instant: every finding's effective outcome, by the time of its records.
import { segmentsPrefix } from "../../evidence-schema/keys/object-key.ts";
import type { Coverage } from "../../evidence-schema/record/record.ts";
import { objectsAfter, segmentObjects } from "../../ledger/read/segment-objects.ts";
import { Presence, type Appeared, type Left } from "./presence.ts";
import { readSpan, type Evidence, type ReadSegment } from "../reading/read-span.ts";
import { secondCounts, type SecondCount } from "../second-counts.ts";
import { sealedSpans, type Period, type Span } from "../reading/sealed-span.ts";
import { Timeline, type Result } from "./timeline.ts";

/** The answer of sealed evidence about one scope in a period. */
export type ScopeAnswer = {
  readonly scope: string;
  readonly results: readonly Result[];
  readonly appeared: readonly Appeared[];
  readonly departed: readonly Left[];
  /** Times of the segments that count, in order; of those before the period the last only. */
  readonly times: readonly string[];
  readonly population: number;
  /** The units whose resources a second source counted, in the last run that counts. */
  readonly counted: readonly SecondCount[];
  /** How many segment objects stand after what is sealed. They count for nothing; 0 where the period ends before them. */
  readonly unsealed: number;
};

export type ResultsRequest = {
  /** Scopes to read; all that were ever sealed unless given. */
  readonly scopes?: ReadonlySet<string>;
  /** Told of each segment that was read. */
  readonly onSegment?: (scope: string, time: string) => void;
};

/**
 * A segment counts from its record's `time`: then it was known. The state at an instant is the one that the last
 * sealed segment not after it leads to, whenever that was sealed. Rejects with ChainError where evidence is not as it was sealed.
 */
export async function resultsOver(
  evidence: Evidence,
  period: Period,
  { scopes, onSegment }: ResultsRequest = {},
): Promise<ScopeAnswer[]> {
  const answers: ScopeAnswer[] = [];
  for (const span of await sealedSpans(evidence.log, period, scopes))
    answers.push(await answerOf(evidence, span, period, (time) => onSegment?.(span.scope, time)));
  return answers;
}

async function answerOf(
  evidence: Evidence,
  span: Span,
  { from }: Period,
  onSegment: (time: string) => void,
): Promise<ScopeAnswer> {
  const timeline = new Timeline(from);
  const presence = new Presence();
  const appeared: Appeared[] = [];
  const departed: Left[] = [];
  let times: string[] = [];
  let population = 0;
  let counted: readonly SecondCount[] = [];
  for await (const segment of readSpan(evidence, span)) {
    const { time, state } = segment;
    timeline.follow(segment);
    const moved = presence.follow(segment);
    if (from !== null && time < from) times = [];
    else {
      appeared.push(...moved.appeared);
      departed.push(...moved.departed);
    }
    times.push(time);
    population = state.population;
    if (segment.opened.trigger !== "event") counted = secondCounts(coverageOf(segment));
    onSegment(time);
  }
  const { scope } = span;
  const unsealed = span.isNewest ? await unsealedAfter(evidence, span) : 0;
  return { scope, results: timeline.results(), appeared, departed, times, population, counted, unsealed };
}

const coverageOf = ({ records }: ReadSegment): Coverage[] =>
  records.flatMap(({ statement }) => (statement.type === "coverage" ? [statement.body] : []));

async function unsealedAfter({ store }: Evidence, { scope, end }: Span): Promise<number> {
  return objectsAfter(segmentObjects(await store.list(segmentsPrefix(scope))), end).length;
}
