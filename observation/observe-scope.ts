// Observes one scope: notes the head, reads, and appends only if the head is still the same.
// DESIGN: reading is serialised.
import type { By, Restart, Trigger } from "../evidence-schema/record/record.ts";
import { lessLag, type State } from "../evidence-schema/state/state.ts";
import { notBefore } from "../ledger/seal/seal.ts";
import { formatTimestamp } from "../evidence-schema/bytes/timestamp.ts";
import { LostRace, type Clock } from "../ledger/write/append.ts";
import type { Ledger, LoadedChain, NewestSeal } from "../ledger/read/ledger.ts";
import { earliestRecord } from "../ledger/write/earliest-record.ts";
import { oneLine } from "../ledger/read/one-line.ts";
import { isBroken, restartAfter, type RestartReason } from "../ledger/write/restart.ts";
import type { Comparison } from "./comparing/comparison.ts";
import type { Tests, TestsByDigest } from "./judging/evaluate.ts";
import { chooseExtent } from "./plan/extent.ts";
import type { Answering, ReadScope } from "./reading/answering.ts";
import type { BrokenChain } from "./restart-request.ts";
import { headOf } from "./head.ts";
import type { Answers } from "./reading/intake.ts";
import { contextOf } from "./judging/context.ts";
import { putQueries, type RunDocuments } from "./plan/documents.ts";
import { readTests, type RosterDocument, type TestsDocument } from "../evidence-schema/documents/document-schema.ts";
import { Plan } from "../evidence-schema/documents/plan.ts";
import type { ConfiguredCheck } from "./plan/tests-document.ts";
import { lastSegment, writeSegment, type ObservedScope } from "./comparing/write-segment.ts";
import { ObservationError } from "./observation-error.ts";
import { latestDataTime } from "./reading/data-time.ts";
import { joinAnswers } from "./reading/join-answers.ts";
import { prepare, type Prepared } from "./comparing/prepare.ts";
import { toConfirm } from "./comparing/to-confirm.ts";
import type { WritableLedger } from "../ledger/write/writable-ledger.ts";

/** Everything a run holds on to while it lasts. */
export type RunContext = {
  readonly ledger: WritableLedger;
  readonly clock: Clock;
  readonly answering: Answering;
  readonly checks: readonly ConfiguredCheck[];
  readonly tests: Tests;
  /** Without `queries`: each scope's segment names what was asked of that scope. */
  readonly documents: RunDocuments;
  readonly roster: RosterDocument;
  readonly by: By;
  /** When the run began. */
  readonly began: string;
  readonly run: string;
  readonly trigger: Exclude<Trigger, "event">;
  readonly slot: string | null;
  /** For a slot: data older than this does not count as looked at; null for runs by hand. */
  readonly notBefore: string | null;
  /** Why and by whom scopes are restarted in this run, by scope. */
  readonly restarts: ReadonlyMap<string, RestartReason>;
  /** Who asked beforehand for the restart of a chain that this run finds broken; null where nobody did. */
  readonly requestedBefore?: (loaded: BrokenChain) => Promise<RestartReason | null>;
};

export type { Change } from "./comparing/changes.ts";
export type { ObservedScope } from "./comparing/write-segment.ts";

export const MAX_READS = 5;

/** Appends what was read; reads again where another segment came first. A run that is there already is told, not repeated. */
export async function appendScope(context: RunContext, first: ReadScope): Promise<ObservedScope | null> {
  const { ledger } = context;
  const { enrolled } = first;
  let read = first;
  for (let attempt = 1; ; attempt += 1) {
    const newest = await ledger.newestSeal();
    const loaded = await ledger.loadChain(enrolled.scope, newest);
    if (loaded.last?.run === context.run) return lastSegment(ledger, loaded);
    if (await hasRun(context, loaded, newest)) return null;
    // Listed after the last read: whoever appends later takes the position that this run would take.
    if (loaded.lastObject === read.head) {
      const appended = await append(context, read, loaded, newest);
      if (appended !== null) return appended;
    }
    if (attempt === MAX_READS) throw lostRaces(enrolled.scope);
    read = await context.answering.read(enrolled);
  }
}

export const lostRaces = (scope: string): ObservationError =>
  new ObservationError(
    `${scope}: another writer appended during each of ${MAX_READS} readings. Run again when no other run is under way. Nothing of this run was appended`,
  );

/** Whether the run is in the chain: in the tail, or since the moment that its id derives from. */
export async function hasRun(
  { ledger, run, slot }: { readonly ledger: Ledger; readonly run: string; readonly slot: string | null },
  { chain }: LoadedChain,
  newest: NewestSeal | null,
): Promise<boolean> {
  if (chain.hasRun(run)) return true;
  if (slot === null) return false;
  return ledger.hasSealedRun(chain.scope, run, earliestRecord(slot), newest);
}

/** Null where another writer was faster: what was read is read again. */
async function append(
  context: RunContext,
  read: ReadScope,
  loaded: LoadedChain,
  newest: NewestSeal | null,
): Promise<ObservedScope | null> {
  const { ledger, clock, run, trigger, slot, tests, checks, roster, by, began } = context;
  const { chain, size } = loaded;
  const { scope } = read.enrolled;
  const restarting = await restartOf(context, loaded, scope);
  refuseOlder(scope, read.answers, chain.state, context.notBefore);
  const documents = { ...context.documents, queries: await putQueries(ledger, read.answers.reading.queries) };
  const current = { digest: documents.tests, document: tests.document };
  const testsOf = (state: State): Promise<TestsByDigest> => documentsOfTests(ledger, state, current);
  const copying = { ledger, newest, checks, tests, roster, testsOf, principal: by.principal };
  const withContext = contextOf(copying, scope, chain.state);
  const answers = await withContext(read.answers);
  // Where nothing of its own was answered, what is copied from other scopes may be all that there is, and old.
  refuseLongAgo(scope, answers, context.notBefore);
  const plan = new Plan(tests.document, roster, scope);
  const testsByDigest = await testsOf(chain.state);
  const comparison: Comparison = {
    scope,
    trigger,
    slot,
    extent: chooseExtent({
      first: chain.head.seq === -1 || restarting !== null,
      testsChanged: chain.tests !== documents.tests,
      size,
      scope,
      fullSince: loaded.fullTime,
      now: clock.now(),
    }),
    asOf: slot ?? latestDataTime(answers) ?? formatTimestamp(clock.now()),
    began,
    by,
    documents,
    plan,
    testsBefore: chain.tests,
    tests,
    testsByDigest,
    planned: plan.units.sort(),
    ...(restarting === null ? {} : { restarts: restarting.restarts }),
  };
  const prepared = prepare(chain.state, comparison, answers);
  const again = await confirm(context, scope, prepared, new Set(answers.reading.eventual ?? []));
  // It took a while, in which somebody else may have written.
  if (again !== null && (await headOf(ledger, scope)) !== read.head) return null;
  try {
    const writing = { ledger, clock, run, gen: restarting?.gen ?? chain.head.gen, notBefore: notBefore(slot) };
    // Without a second answer the comparison stands as it was prepared.
    return again === null
      ? await writeSegment(writing, loaded, comparison, answers, prepared)
      : await writeSegment(writing, loaded, comparison, await withContext(joinAnswers(read.answers, again)));
  } catch (error) {
    if (!(error instanceof LostRace)) throw error;
    return null;
  }
}

/** Reads by name the resources whose result has to be confirmed; null without such resources, or without a re-read. */
async function confirm(
  { answering }: RunContext,
  scope: string,
  prepared: Prepared,
  eventual: ReadonlySet<string>,
): Promise<Answers | null> {
  const { absent, changed } = toConfirm(prepared, eventual);
  const keys = [...absent, ...changed];
  const again = keys.length === 0 ? null : await answering.reread(scope, keys);
  // A resource that can't be read again stays as it was read a moment ago, and a result that would rest on its absence says so.
  // But where an eventual source alone told of a change, the change is not known: the cause is written, and no result.
  const decided = new Set(changed.map(({ key }) => key));
  return again === null
    ? null
    : { ...again, named: again.named.filter(({ key, is }) => is !== "failed" || decided.has(key)) };
}

// Feeding an export older than the last one would only make every unit incomplete: better said before anything is written.
function refuseOlder(scope: string, { reading }: Answers, state: State, notBefore: string | null): void {
  const dated = reading.units.flatMap(({ unit, source, dataTime }) => {
    const last = state.unit(unit).listed;
    const lag = reading.sources.find((each) => each.source === source)?.lagSeconds ?? 0;
    return dataTime === null ? [] : [{ dataTime, last, counts: lessLag(dataTime, lag) }];
  });
  const older = dated.find(({ counts, last }) => last !== null && counts < last);
  // Some units may answer late; where none has anything newer the whole of it is an old export.
  if (older !== undefined && !dated.some(({ counts, last }) => last === null || counts > last)) {
    throw new ObservationError(
      `${scope}: the answers are as of ${older.dataTime}, older than the last observation (${older.last}). Give newer exports. Nothing was appended`,
    );
  }
  refuseLongAgo(scope, { reading }, notBefore);
}

// A slot's segment whose latest answer is older than the slot before would leave the ledger incomplete for ever (FORMAT.md W9).
function refuseLongAgo(scope: string, answers: Pick<Answers, "reading">, notBefore: string | null): void {
  const latest = latestDataTime(answers);
  if (notBefore === null || latest === null || latest >= notBefore) return;
  throw new ObservationError(
    `${scope}: the answers are as of ${latest}, older than the slot before this slot (${notBefore}). Give newer exports. Nothing was appended`,
  );
}

async function restartOf(
  { ledger, restarts, requestedBefore }: RunContext,
  loaded: LoadedChain,
  scope: string,
): Promise<{ readonly gen: number; readonly restarts: Restart } | null> {
  const asked = restarts.get(scope);
  if (isBroken(loaded)) {
    const by = asked ?? (await requestedBefore?.(loaded)) ?? null;
    if (by === null) throw brokenChain(scope, loaded.broken);
    return restartAfter(ledger, loaded, by);
  }
  if (asked === undefined) return null;
  throw new ObservationError(`${scope}: the chain is valid up to its last object; there is nothing to restart`);
}

export const brokenChain = (
  scope: string,
  { objects, violation }: NonNullable<LoadedChain["broken"]>,
): ObservationError =>
  new ObservationError(
    `${scope}: ${objects[0]?.key} is no valid continuation of its chain (${oneLine(violation.message)}): run tidemark restart-scope ${scope}`,
  );

/** The documents of tests that entries of a state were read under. */
export async function documentsOfTests(
  ledger: Ledger,
  state: State,
  current: { digest: string; document: TestsDocument },
): Promise<TestsByDigest> {
  const documents = new Map([[current.digest, current.document]]);
  for (const { tests } of state.entries.values()) {
    if (!documents.has(tests)) documents.set(tests, readTests(await ledger.document("tests", tests)));
  }
  return (digest) => documents.get(digest) as TestsDocument;
}
