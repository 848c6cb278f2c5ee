// Lists all that a scope's records say of one resource, in order: what changed, how its results came to count, and when
// nobody could look.
import { knownSince } from "../../evidence-schema/record/known-since.ts";
import { dataTimesIn, readingTime } from "../../evidence-schema/state/data-times.ts";
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import type {
  DepartureReason,
  Observation,
  Outcome,
  Problem,
  Transition,
} from "../../evidence-schema/record/record.ts";
import type { Citation } from "../reading/citation.ts";
import { readSpan, type Evidence, type ReadSegment, type ReadStatement } from "../reading/read-span.ts";
import { sealedSpans, type Period } from "../reading/sealed-span.ts";
import { structuralDiff, type Difference } from "./structural-diff.ts";
import { Timeline, type Change, type Interval, type Result } from "./timeline.ts";

/**
 * `stated`: it was there when reading began. `observed`, `judged`, `departed`: records about it. `not read` and `read again`:
 * coverage says so. `counted`: only what its results count as changed, by a record about something else.
 */
export type EventKind = "stated" | "observed" | "judged" | "departed" | "not read" | "read again" | "counted";

export type OutcomeChange = {
  readonly check: string;
  readonly before: { readonly outcome: Outcome; readonly problem: Problem | null } | null;
  /** Null: the check is no longer asked, or the resource is gone. */
  readonly after: { readonly outcome: Outcome; readonly problem: Problem | null; readonly because: string } | null;
  readonly transition: Transition | null;
  /** Time alone turned the result: nothing was changed. */
  readonly byTime: boolean;
};

export type HistoryEvent = {
  readonly is: EventKind;
  readonly said: Citation;
  readonly run: string;
  readonly incarnation: string | null;
  /** The differences between the recorded data of the resource and the record before. */
  readonly differences: readonly Difference[];
  readonly outcomes: readonly OutcomeChange[];
  readonly reason: DepartureReason | null;
  readonly problem: Problem | null;
};

export type ResourceHistory = { readonly events: readonly HistoryEvent[]; readonly results: readonly Result[] };

/** Events of the period; what is in force at its beginning is known from before. Copies in other scopes are not looked for. */
export async function resourceHistory(
  evidence: Evidence,
  { scope, key }: { readonly scope: string; readonly key: string },
  period: Period,
  onSegment: (time: string) => void = () => {},
): Promise<ResourceHistory> {
  const follower = new Follower(key);
  const events: HistoryEvent[] = [];
  for (const span of await sealedSpans(evidence.log, period, new Set([scope]))) {
    for await (const segment of readSpan(evidence, span)) {
      const followed = follower.follow(segment);
      if (period.from === null || segment.time >= period.from) events.push(...followed);
      onSegment(segment.time);
    }
  }
  return { events, results: follower.timeline.results() };
}

type Subject = { readonly incarnation: string; readonly unit: string; readonly recorded: Json };

class Follower {
  readonly timeline = new Timeline();
  readonly #key: string;
  // Both are changed while follow() takes a segment: #subject by #event(), #problem by #coverage() after all events.
  #subject: Subject | null = null;
  #problem: Problem | null = null;

  constructor(key: string) {
    this.#key = key;
  }

  follow(segment: ReadSegment): HistoryEvent[] {
    const changes = this.timeline.follow(segment, this.#key);
    const events = segment.records.flatMap((record) => this.#event(record, segment) ?? []);
    const covered = this.#coverage(segment);
    if (covered !== null) events.push(covered);
    // A result that changes by a record without an event here gets an event of its own.
    for (const change of changes) {
      const said = saidBy(change);
      let at = events.findIndex((event) => event.said.record === said.record);
      if (at === -1) at = events.push({ ...this.#blank("counted", said, segment) }) - 1;
      const event = events[at] as HistoryEvent;
      events[at] = { ...event, outcomes: [...event.outcomes, outcomeChange(change)] };
    }
    return events;
  }

  #blank(is: EventKind, said: Citation, { run }: ReadSegment): HistoryEvent {
    const incarnation = this.#subject?.incarnation ?? null;
    return { is, said, run, incarnation, differences: [], outcomes: [], reason: null, problem: null };
  }

  #event({ statement, line }: ReadStatement, segment: ReadSegment): HistoryEvent | null {
    const { type, body } = statement;
    const { key: object, time, isFirst, state } = segment;
    const times = dataTimesIn(state);
    const cite = (dataTime: string | null): Citation => ({ record: `${object}:${line}`, time, dataTime });
    if (type === "departure" && body.key === this.#key && body.incarnation === this.#subject?.incarnation) {
      const event = {
        ...this.#blank("departed", cite(times.ofUnit(this.#subject.unit)), segment),
        reason: body.reason,
      };
      this.#subject = null;
      return event;
    }
    if (type === "finding" && body.key === this.#key) {
      const own = readingTime(state.entries.get(body.key), times);
      return this.#blank("judged", cite(knownSince(body.finding, own, times)), segment);
    }
    if (type !== "observation" || body.key !== this.#key || (body.restated && !isFirst)) return null;
    const before = this.#subject?.incarnation === body.incarnation ? this.#subject.recorded : {};
    this.#subject = { incarnation: body.incarnation, unit: body.unit, recorded: recordedOf(body) };
    const event = this.#blank(body.restated ? "stated" : "observed", cite(body.dataTime ?? body.since), segment);
    return { ...event, differences: structuralDiff(before, this.#subject.recorded) };
  }

  #coverage(segment: ReadSegment): HistoryEvent | null {
    const { state } = segment;
    const entry = state.entries.get(this.#key);
    const problem = entry === undefined ? null : state.coverage.currency(entry.key, entry.unit);
    const before = this.#problem;
    this.#problem = problem;
    if (entry === undefined || (problem?.code === before?.code && problem?.detail === before?.detail)) return null;
    const { statements } = this.timeline;
    if (problem !== null) return { ...this.#blank("not read", statements.unreadOf(entry), segment), problem };
    return this.#blank("read again", statements.readingOf(entry), segment);
  }
}

const recordedOf = ({ unit, region, name, createdAt, labels, projection }: Observation): Json => ({
  unit,
  region,
  name,
  createdAt,
  labels,
  projection,
});

const saidBy = ({ opened, ended }: Change): Citation => opened?.said ?? ended?.end?.said ?? (ended as Interval).said;

function outcomeChange({ check, ended, opened }: Change): OutcomeChange {
  const before = ended === null ? null : { outcome: ended.outcome, problem: ended.problem };
  const after = opened === null ? null : { outcome: opened.outcome, problem: opened.problem, because: opened.because };
  return { check, before, after, transition: opened?.transition ?? null, byTime: opened?.byTime ?? false };
}
