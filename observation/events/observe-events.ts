// Observes what a batch of change events names: events are re-read, never believed (DESIGN: reading is serialised).
import type { People, RereadingReader } from "../../collectors/port.ts";
import { canonicalize } from "../../evidence-schema/bytes/canonical.ts";
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";
import { Plan } from "../../evidence-schema/documents/plan.ts";
import { formatTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import { LostRace } from "../../ledger/write/append.ts";
import type { LoadedChain } from "../../ledger/read/ledger.ts";
import type { Comparison } from "../comparing/comparison.ts";
import { headOf } from "../head.ts";
import { batchPlan, type BatchPlan } from "./event-plan.ts";
import { rereadResources, readUnits } from "../reading/answering.ts";
import { latestDataTime } from "../reading/data-time.ts";
import type { Answers } from "../reading/intake.ts";
import { joinAnswers } from "../reading/join-answers.ts";
import { brokenChain, documentsOfTests, hasRun, lostRaces, MAX_READS, type RunContext } from "../observe-scope.ts";
import { ObservationError } from "../observation-error.ts";
import type { EnrolledScope } from "../plan/plan.ts";
import { lastSegment, writeSegment, type ObservedScope } from "../comparing/write-segment.ts";

/** A change as a cloud told it. The id is the cloud's own: a batch that is delivered twice is the same batch. */
export type ChangeEvent = { readonly id: string; readonly time: string; readonly key: string; readonly unit: string };

export type EventContext = Pick<RunContext, "ledger" | "clock" | "checks" | "tests" | "by"> &
  People & { readonly reader: RereadingReader };

/** The run id of a batch: a function of its events, in whichever order they come. */
export function batchRun(events: readonly ChangeEvent[]): string {
  const sorted = [...events].sort((a, b) => (a.id < b.id ? -1 : 1));
  return `event-${sha256Hex(canonicalize(sorted.map(({ id, time, key, unit }) => ({ id, time, key, unit }))))}`;
}

/**
 * Appends one delta segment under the documents of the last run. Null if it is in the chain already, or no check in force
 * reads what it names. Rejects with ObservationError on a chain without a run, under other tests than the last run's (a run
 * must come first), or that can't be built on. Nothing is sealed: the next run does that.
 */
export async function observeEvents(
  context: EventContext,
  enrolled: EnrolledScope,
  events: readonly ChangeEvent[],
): Promise<ObservedScope | null> {
  const { ledger } = context;
  const { scope } = enrolled;
  const run = batchRun(events);
  const slot = events.map(({ time }) => time).sort()[0] ?? null;
  for (let attempt = 1; attempt <= MAX_READS; attempt += 1) {
    const head = await headOf(ledger, scope);
    const newest = await ledger.newestSeal();
    const loaded = await ledger.loadChain(scope, newest);
    if (loaded.last?.run === run) return lastSegment(ledger, loaded);
    if (await hasRun({ ledger, run, slot }, loaded, newest)) return null;
    const documents = documentsOf(context, scope, loaded);
    const plan = batchPlan(context.checks, enrolled, loaded.chain.state, events);
    if (plan.keys.length === 0) return null;
    const began = formatTimestamp(context.clock.now());
    const answers = await readBatch(context, scope, plan);
    if ((await headOf(ledger, scope)) !== head) continue;
    try {
      return await append(context, run, loaded, documents, plan, { answers, began });
    } catch (error) {
      if (!(error instanceof LostRace)) throw error;
    }
  }
  throw lostRaces(scope);
}

function documentsOf(
  { tests }: EventContext,
  scope: string,
  { broken, documents }: LoadedChain,
): Comparison["documents"] {
  if (broken !== null) throw brokenChain(scope, broken);
  if (documents?.tests == null)
    throw new ObservationError(
      `${scope}: no run has observed this scope yet. Observe it by a run before its first event`,
    );
  if (documents.tests !== sha256Hex(tests.bytes)) {
    throw new ObservationError(
      `${scope}: the tests have changed since the last run: no event can be recorded until a run is made with the new tests`,
    );
  }
  return { ...documents, tests: documents.tests };
}

/** Units first: what is read by name afterwards is the later answer. */
async function readBatch(context: EventContext, scope: string, { units, keys }: BatchPlan): Promise<Answers> {
  const { reader, tests, person, remember } = context;
  const listed = await readUnits(reader, tests, { scope, units, person, remember });
  return joinAnswers(listed, await rereadResources(reader, tests, { scope, person, remember }, keys));
}

async function append(
  { ledger, clock, tests, by }: EventContext,
  run: string,
  loaded: LoadedChain,
  documents: Comparison["documents"],
  { planned }: BatchPlan,
  { answers, began }: { readonly answers: Answers; readonly began: string },
): Promise<ObservedScope> {
  const { chain } = loaded;
  await ledger.documents.load(documents);
  const roster = documents.roster === null ? null : ledger.documents.roster(documents.roster);
  const comparison: Comparison = {
    scope: chain.scope,
    trigger: "event",
    slot: null,
    extent: "delta",
    asOf: latestDataTime(answers) ?? formatTimestamp(clock.now()),
    began,
    by,
    documents,
    plan: new Plan(tests.document, roster, chain.scope),
    testsBefore: chain.tests,
    tests,
    testsByDigest: await documentsOfTests(ledger, chain.state, { digest: documents.tests, document: tests.document }),
    planned,
  };
  const writing = { ledger, clock, run, gen: chain.head.gen, notBefore: null };
  return writeSegment(writing, loaded, comparison, answers);
}
