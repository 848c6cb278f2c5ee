// Observes one scope: notes the head, reads, and appends only if the head is still the same (DESIGN: reading is serialised).
import type { Reader } from "../collectors/port.ts";
import { sha256Hex } from "../evidence-schema/digest.ts";
import { segmentsPrefix } from "../evidence-schema/object-key.ts";
import { splitUnit, unitOf, type Restart, type Trigger } from "../evidence-schema/record.ts";
import { lessLag, type State } from "../evidence-schema/state.ts";
import { formatTimestamp, parseTimestamp } from "../evidence-schema/timestamp.ts";
import { LostRace, type Clock } from "../ledger/append.ts";
import { segmentObjects } from "../ledger/chain-layout.ts";
import type { Ledger, LoadedChain, NewestSeal } from "../ledger/ledger.ts";
import { oneLine } from "../ledger/one-line.ts";
import type { Comparison } from "./compare.ts";
import type { Tests, TestsByDigest } from "./evaluate.ts";
import { chooseExtent } from "./extent.ts";
import { Intake, type Answers } from "./intake.ts";
import { plannedUnits, ranked, type EnrolledScope } from "./plan.ts";
import { readTestsDocument, type ConfiguredCheck, type TestsDocument } from "./tests-document.ts";
import { lastSegment, writeSegment, type ObservedScope } from "./write-segment.ts";
import { ObservationError } from "./observation-error.ts";
import { toConfirm } from "./rests-on-absence.ts";

/** Everything a run holds on to while it lasts. */
export type RunContext = {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly reader: Reader;
  readonly checks: readonly ConfiguredCheck[];
  readonly tests: Tests;
  readonly documents: Comparison["documents"];
  readonly run: string;
  readonly trigger: Exclude<Trigger, "event">;
  readonly slot: string | null;
  /** For a slot: data older than this does not count as looked at; null for runs by hand. */
  readonly notBefore: string | null;
  readonly person: (provider: string, value: string) => string;
  readonly remember: (reference: string, name: string) => void;
  /** Why and by whom scopes are restarted in this run, by scope. */
  readonly restarts: ReadonlyMap<string, { readonly reason: string; readonly principal: string }>;
};

/** What was read of a scope, and the head it was read from. */
export type ReadScope = { readonly enrolled: EnrolledScope; readonly head: string; readonly answers: Answers };

export type { Change, ObservedScope } from "./write-segment.ts";

/** Reads a scope and notes the head that it was read from. */
export async function readScope(context: Omit<RunContext, "documents">, enrolled: EnrolledScope): Promise<ReadScope> {
  const { ledger, reader, checks, tests, person, remember } = context;
  const head = await headOf(ledger, enrolled.scope);
  const intake = new Intake(tests.slices, new Set(tests.document.labels));
  const units = ranked(checks, plannedUnits(checks, enrolled));
  const request = { scope: enrolled.scope, units, person, remember };
  const reading = await reader.read(request, (item) => intake.take(item));
  return { enrolled, head, answers: intake.answers(reading) };
}

/** A chain's position is its last key: whoever appended since made another one. */
export async function headOf(ledger: Ledger, scope: string): Promise<string> {
  return segmentObjects(await ledger.store.list(segmentsPrefix(scope))).at(-1)?.key ?? "";
}

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
    if ((await headOf(ledger, enrolled.scope)) === read.head) {
      const appended = await append(context, read, loaded);
      if (appended !== null) return appended;
    }
    if (attempt === MAX_READS) throw lostRaces(enrolled.scope);
    read = await readScope(context, enrolled);
  }
}

export const lostRaces = (scope: string): ObservationError =>
  new ObservationError(
    `${scope}: another writer appended during each of ${MAX_READS} readings: nothing of this run was appended`,
  );

// Two machines' clocks, each as far from the store's as it may be.
const MAX_SKEW_MS = 240_000;

/** Whether the run is in the chain: in the tail, or since the moment that its id derives from. */
export async function hasRun(
  { ledger, run, slot }: { readonly ledger: Ledger; readonly run: string; readonly slot: string | null },
  { chain }: LoadedChain,
  newest: NewestSeal | null,
): Promise<boolean> {
  if (chain.hasRun(run)) return true;
  if (slot === null) return false;
  return ledger.hasSealedRun(chain.scope, run, formatTimestamp(parseTimestamp(slot) - MAX_SKEW_MS), newest);
}

/** Null where another writer was faster: what was read is read again. */
async function append(context: RunContext, read: ReadScope, loaded: LoadedChain): Promise<ObservedScope | null> {
  const { ledger, clock, run, trigger, slot, tests, documents, checks } = context;
  const { enrolled, answers } = read;
  const { chain, size } = loaded;
  const { scope } = enrolled;
  const restarting = await restartOf(context, loaded, scope);
  refuseOlder(scope, answers, chain.state, context.notBefore);
  const testsByDigest = await documentsOfTests(ledger, chain.state, {
    digest: documents.tests,
    document: tests.document,
  });
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
    documents,
    testsBefore: chain.tests,
    tests,
    testsByDigest,
    planned: plannedUnits(checks, enrolled).map(({ type, region }) => unitOf(type, region)),
    ...(restarting === null ? {} : { restarts: restarting.restarts }),
  };
  const all = await withConfirmed(context, scope, chain.state, comparison, answers);
  // It took a while, in which somebody else may have written.
  if (all !== answers && (await headOf(ledger, scope)) !== read.head) return null;
  try {
    return await writeSegment({ ledger, clock, run, gen: restarting?.gen ?? chain.head.gen }, loaded, comparison, all);
  } catch (error) {
    if (!(error instanceof LostRace)) throw error;
    return null;
  }
}

/** `answers`, with what the reader says by name of the resources that need it; the same where none does. */
async function withConfirmed(
  context: RunContext,
  scope: string,
  state: State,
  comparison: Comparison,
  answers: Answers,
): Promise<Answers> {
  const { reader, tests, person, remember } = context;
  const keys = reader.ask === undefined ? [] : toConfirm(state, comparison, answers);
  if (reader.ask === undefined || keys.length === 0) return answers;
  const units = [...new Set(keys.map(({ unit }) => unit))].map((unit) => splitUnit(unit));
  const again = await reader.ask({ scope, units, person, remember }, keys);
  const { reading } = answers;
  const known = new Set(reading.sources.map(({ source }) => source));
  // What can't be asked again stays as it was read a moment ago; what would rest on its absence says that it does.
  const named = new Intake(tests.slices, new Set(tests.document.labels))
    .answers(again)
    .named.filter(({ is }) => is !== "failed");
  return {
    ...answers,
    named: [...answers.named, ...named],
    reading: {
      ...reading,
      sources: [...reading.sources, ...again.sources.filter(({ source }) => !known.has(source))],
      queries: { ...again.queries, ...reading.queries },
      calls: sumOf(reading.calls, again.calls),
    },
  };
}

type Calls = Answers["reading"]["calls"];

function sumOf(a: Calls, b: Calls): Calls {
  const services = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return Object.fromEntries(services.map((service) => [service, (a[service] ?? 0) + (b[service] ?? 0)]));
}

// Feeding an export older than the last one would only make every unit incomplete: better said before anything is written.
function refuseOlder(scope: string, { reading }: Answers, state: State, notBefore: string | null): void {
  const dated = reading.units.flatMap(({ unit, source, dataTime }) => {
    const last = state.unit(unit).dataTime;
    const lag = reading.sources.find((each) => each.source === source)?.lagSeconds ?? 0;
    return dataTime === null ? [] : [{ dataTime, last, counts: lessLag(dataTime, lag) }];
  });
  const older = dated.find(({ counts, last }) => last !== null && counts < last);
  // Some units may answer late; where none has anything newer the whole of it is an old export.
  if (older !== undefined && !dated.some(({ counts, last }) => last === null || counts > last)) {
    throw new ObservationError(
      `${scope}: what was read is as of ${older.dataTime}, expected not before the last observation (${older.last}): nothing was appended`,
    );
  }
  const latest = dated
    .map(({ dataTime }) => dataTime)
    .sort()
    .at(-1);
  if (notBefore !== null && latest !== undefined && latest < notBefore) {
    throw new ObservationError(
      `${scope}: what was read is as of ${latest}, expected not before the slot before this one (${notBefore}): nothing was appended`,
    );
  }
}

export const latestDataTime = ({ reading }: Answers): string | null =>
  reading.units
    .flatMap(({ dataTime }) => (dataTime === null ? [] : [dataTime]))
    .sort()
    .at(-1) ?? null;

async function restartOf(
  { ledger, restarts }: RunContext,
  { chain, broken }: LoadedChain,
  scope: string,
): Promise<{ readonly gen: number; readonly restarts: Restart } | null> {
  const asked = restarts.get(scope);
  if (broken === null && asked === undefined) return null;
  if (broken === null)
    throw new ObservationError(
      `${scope}: the chain is whole up to its last object, expected an object that is no valid continuation: nothing to restart`,
    );
  if (asked === undefined) throw brokenChain(scope, broken);
  const { gen, seq, head } = chain.head;
  // The lowest gen without objects: none may be left out, and what stands in a higher one is met when the chain gets there.
  let next = gen + 1;
  while (broken.objects.some((object) => object.gen === next)) next += 1;
  const abandoned: { key: string; object: string }[] = [];
  for (const { key, gen: of } of broken.objects)
    if (of < next) abandoned.push({ key, object: sha256Hex((await ledger.store.get(key)) as Buffer) });
  abandoned.sort((a, b) => (a.key < b.key ? -1 : 1));
  return { gen: next, restarts: { gen, seq, head, abandoned, ...asked } };
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
    if (tests !== null && !documents.has(tests))
      documents.set(tests, readTestsDocument(await ledger.document("tests", tests)));
  }
  return (digest) => documents.get(digest) as TestsDocument;
}
