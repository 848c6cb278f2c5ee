// Compares a scope's state with what was read of it now, and writes what changed as records.
// DESIGN's rules on state live here and in settle.ts; evidence-schema's fold refuses what breaks them.
import type { FindingRecord, Finding, Judgement } from "../../evidence-schema/record/record.ts";
import { compareWithHeld } from "../../evidence-schema/state/held.ts";
import { jsonEqual } from "../../evidence-schema/bytes/equal.ts";
import { effectiveOutcome } from "../../evidence-schema/state/effective-outcome.ts";
import type { Entry } from "../../evidence-schema/state/entry.ts";
import type { State } from "../../evidence-schema/state/state.ts";
import type { Comparison, Segment } from "./comparison.ts";
import { Evaluation, unknown } from "../judging/evaluate.ts";
import type { Answers, Item } from "../reading/intake.ts";
import type { Prepared } from "./prepare.ts";
import { contextOf, observationOf, RESTATED } from "../../evidence-schema/state/record-bodies.ts";
import { restsOnUnconfirmedAbsence, saysTheSame } from "./rests-on-absence.ts";

/**
 * Writes the records of one run or event batch. Pure but for what it emits. `prepared`: what follows from the segment's state,
 * before it changes, and from `answers`.
 */
export function compare(segment: Segment, comparison: Comparison, answers: Answers, prepared: Prepared): void {
  const { state } = segment;
  const { trigger, slot, extent, asOf, documents, restarts } = comparison;
  segment.emit({
    type: "run-opened",
    body: {
      trigger,
      slot,
      extent,
      asOf,
      began: comparison.began,
      documents,
      by: comparison.by,
      sources: answers.reading.sources,
      ...(extent === "full" ? { units: state.unitStates() } : {}),
      ...(restarts === undefined ? {} : { restarts }),
    },
  });
  const testsChanged = comparison.testsBefore !== null && comparison.testsBefore !== documents.tests;
  const rejudged = testsChanged ? rejudge(state, comparison) : [];
  for (const body of prepared.departures) segment.emit({ type: "departure", body });
  if (extent === "full") restate(segment);
  for (const [entry, now] of rejudged)
    if (state.entries.get(entry.key)?.incarnation === entry.incarnation) emitFinding(segment, entry, now);
  answer(segment, prepared);
  for (const body of prepared.coverage) segment.emit({ type: "coverage", body });
  segment.emit({ type: "run-closed", body: { ...segment.outcome(), calls: answers.reading.calls } });
}

function restate(segment: Segment): void {
  const { state } = segment;
  for (const key of [...state.entries.keys()].sort()) {
    const entry = state.entries.get(key) as Entry;
    const findings = entry.findings.map((finding) => ({ ...finding, transition: null }));
    if (entry.from === null) segment.emit({ type: "observation", body: observationOf(entry, findings, RESTATED) });
    else segment.emit({ type: "context", body: contextOf(entry, entry.from, RESTATED) });
  }
}

/**
 * Judges the stored projections by the new tests. This comes before everything that was read now, departures too, so that
 * the effect of the tests is never mixed with a change of the resource. The coverage is that of the segment before; the
 * lanes are the old ones.
 */
function rejudge(state: State, { scope, tests, testsByDigest, asOf, planned, plan }: Comparison): [Entry, Judgement][] {
  const view = {
    entries: () => state.entries.values(),
    coverage: state.coverage,
    planned,
    overtaken: new Set<string>(),
  };
  const evaluation = new Evaluation(tests, testsByDigest, scope, asOf, plan, view);
  const rejudged: [Entry, Judgement][] = [];
  for (const entry of state.entries.values()) {
    if (entry.from !== null) continue;
    for (const now of evaluation.ofStored(entry)) {
      const stored = entry.findings.find(({ check }) => check === now.check);
      // A check's first word on a resource waits for an answer: it is baseline, and rests on what is read now. So does
      // what the stored projection can't tell: it changes nothing that is held.
      if (stored === undefined || stored.version === now.version || now.outcome === "indeterminate") continue;
      // A new claim that rests on absence waits too: for the subject to be read again after it.
      if (now.outcome !== stored.held.outcome && restsOnUnconfirmedAbsence(now, stored, () => false)) continue;
      rejudged.push([entry, { ...now, lanes: stored.lanes }]);
    }
  }
  return rejudged;
}

const UNCONFIRMED = {
  code: "unconfirmed",
  detail:
    "the verdict rests on a missing related resource, and this resource was not read again afterwards to confirm the verdict",
} as const;

function answer(segment: Segment, { settled, after, applies, isConfirmed, judge }: Prepared): void {
  const { state } = segment;
  for (const [key, entry] of after) {
    const before = state.entries.get(key);
    if (entry.from !== null) {
      const item = settled.items.get(key);
      if (item !== undefined && (before === undefined || !sameResource(before, entry)))
        segment.emit({ type: "context", body: contextOf(entry, entry.from, answeredBy(item)) });
      continue;
    }
    // The findings of the state as it is now: those of `after` are older than what new tests said of it.
    const stands = before?.incarnation === entry.incarnation ? before.findings : [];
    const judgements = judge(entry).map((now) => {
      const stored = stands.find(({ check }) => check === now.check);
      if (stored !== undefined && saysTheSame(stored, now)) return now;
      return restsOnUnconfirmedAbsence(now, stored, (units) => isConfirmed(key, units))
        ? { ...now, ...unknown(UNCONFIRMED) }
        : now;
    });
    if (before === undefined || !sameResource(before, entry))
      emitObservation(segment, entry, before, judgements, settled.items.get(key) as Item);
    else {
      for (const now of judgements) {
        const stored = stands.find(({ check }) => check === now.check);
        if (stored === undefined || !stillSaid(stored, now, after, applies, entry)) emitFinding(segment, entry, now);
      }
    }
  }
}

const sameResource = (a: Entry, b: Entry): boolean =>
  a.incarnation === b.incarnation &&
  a.unit === b.unit &&
  a.region === b.region &&
  a.name === b.name &&
  a.createdAt === b.createdAt &&
  a.tests === b.tests &&
  jsonEqual(a.labels, b.labels) &&
  jsonEqual(a.projection, b.projection);

/** Whether readers of the stored finding will see what the evaluation says, so that nothing need be written. */
function stillSaid(
  stored: Finding,
  now: Judgement,
  after: ReadonlyMap<string, Entry>,
  coverage: State["coverage"],
  entry: Entry,
): boolean {
  if (now.outcome !== "indeterminate") return saysTheSame(stored, now);
  const effective = effectiveOutcome(entry, stored, after, coverage);
  return effective.outcome === "indeterminate" && effective.problem?.code === now.problem?.code;
}

function withHeld(segment: Segment, before: Entry | undefined, unit: string, now: Judgement): Finding {
  const { basis, because, check, facts, lanes, outcome, problem, relied, version } = now;
  const stood = {
    held: before?.findings.find((stored) => stored.check === check)?.held,
    known: before !== undefined,
    ever: segment.state.unit(unit).ever,
  };
  const { held, transition } = compareWithHeld(stood, now, segment.next);
  // Members in canonical order, here and below: that costs half when they are written.
  return { basis, because, check, facts, held, lanes, outcome, problem, relied, transition, version };
}

function emitFinding(segment: Segment, entry: Entry, now: Judgement): void {
  const { key, incarnation } = entry;
  const body: FindingRecord = {
    key,
    incarnation,
    finding: withHeld(segment, segment.state.entries.get(key), entry.unit, now),
  };
  segment.emit({ type: "finding", body });
}

function emitObservation(
  segment: Segment,
  entry: Entry,
  before: Entry | undefined,
  judgements: readonly Judgement[],
  item: Item,
): void {
  const same = before?.incarnation === entry.incarnation ? before : undefined;
  const findings = judgements.map((now) => withHeld(segment, same, entry.unit, now));
  segment.emit({ type: "observation", body: observationOf(entry, findings, answeredBy(item)) });
}

const answeredBy = ({ source, dataTime }: Item) => ({ source, dataTime, restated: false });
