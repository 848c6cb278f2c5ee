// Observes one scope: notes the head, reads, and appends only if the head is still the same (DESIGN: reading is serialised).
import type { Reader } from "../collectors/port.ts";
import { segmentsPrefix } from "../evidence-schema/object-key.ts";
import type { Finding, Restart, Statement, Trigger } from "../evidence-schema/record.ts";
import { knownSince } from "../evidence-schema/known-since.ts";
import type { State } from "../evidence-schema/state.ts";
import { appendSegment, LostRace, type Clock } from "../ledger/append.ts";
import type { Ledger, LoadedChain } from "../ledger/ledger.ts";
import { sha256Hex } from "../evidence-schema/digest.ts";
import { compare, type Comparison } from "./compare.ts";
import type { Tests, TestsByDigest } from "./evaluate.ts";
import { chooseExtent } from "./extent.ts";
import { Intake, type Answers } from "./intake.ts";
import { plannedUnits, type EnrolledScope } from "./plan.ts";
import { readTestsDocument, type ConfiguredCheck, type TestsDocument } from "./tests-document.ts";

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
  readonly person: (provider: string, value: string) => string;
  readonly remember: (reference: string, name: string) => void;
  /** Why and by whom scopes are restarted in this run, by scope. */
  readonly restarts: ReadonlyMap<string, { readonly reason: string; readonly principal: string }>;
};

/** What was read of a scope, and the head it was read from. */
export type ReadScope = { readonly enrolled: EnrolledScope; readonly head: string; readonly answers: Answers };

/** What changed in a scope: findings with a transition, and departures, as they were written. */
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
  readonly coverage: readonly Extract<Statement, { type: "coverage" }>["body"][];
};

/** The evidence of a scope can't be built on, or what was read can't be appended. One line. */
export class ObservationError extends Error {
  override readonly name = "ObservationError";
}

/** Reads a scope and notes the head that it was read from. */
export async function readScope(context: Omit<RunContext, "documents">, enrolled: EnrolledScope): Promise<ReadScope> {
  const { ledger, reader, checks, tests, person, remember } = context;
  const head = await headOf(ledger, enrolled.scope);
  const intake = new Intake(tests.slices, new Set(tests.document.labels));
  const request = { scope: enrolled.scope, units: plannedUnits(checks, enrolled), person, remember };
  const reading = await reader.read(request, (item) => intake.take(item));
  return { enrolled, head, answers: intake.answers(reading) };
}

// A chain's position is its last key: whoever appended since made another one.
async function headOf(ledger: Ledger, scope: string): Promise<string> {
  return (await ledger.store.list(segmentsPrefix(scope))).sort().at(-1) ?? "";
}

const MAX_READS = 5;

/** Appends what was read; reads again where another segment came first. Null if this run's segment is there already. */
export async function appendScope(context: RunContext, first: ReadScope): Promise<ObservedScope | null> {
  const { ledger } = context;
  const { enrolled } = first;
  let read = first;
  for (let attempt = 1; ; attempt += 1) {
    const newest = await ledger.newestSeal();
    const loaded = await ledger.loadChain(enrolled.scope, newest);
    if (loaded.chain.hasRun(context.run)) return null;
    if ((await headOf(ledger, enrolled.scope)) === read.head) {
      try {
        return await append(context, read, loaded);
      } catch (error) {
        if (!(error instanceof LostRace)) throw error;
      }
    }
    if (attempt === MAX_READS) throw new ObservationError(`${enrolled.scope}: another writer appended during each of ${MAX_READS} readings: nothing of this run was appended`);
    read = await readScope(context, enrolled);
  }
}

async function append(context: RunContext, { enrolled, answers }: ReadScope, loaded: LoadedChain): Promise<ObservedScope> {
  const { ledger, clock, run, trigger, slot, tests, documents, checks } = context;
  const { chain, broken, size } = loaded;
  const { scope } = enrolled;
  const restart = await restartOf(context, loaded, scope);
  refuseOlder(scope, answers, chain.state);
  const testsByDigest = await documentsOfTests(ledger, chain.state, { digest: documents.tests, document: tests.document });
  const gen = restart === null ? chain.head.gen : Math.max(chain.head.gen, ...(broken?.objects ?? []).map((object) => object.gen)) + 1;
  const changes: Change[] = [];
  const coverage: ObservedScope["coverage"][number][] = [];
  const comparison: Comparison = {
    scope,
    trigger,
    slot,
    extent: chooseExtent({ first: chain.head.seq === -1 || restart !== null, testsChanged: chain.tests !== documents.tests, size, scope, fullSince: loaded.fullTime, now: clock.now() }),
    asOf: slot ?? latestDataTime(answers) ?? new Date(clock.now()).toISOString(),
    documents,
    testsBefore: chain.tests,
    tests,
    testsByDigest,
    planned: plannedUnits(checks, enrolled).map(({ type, region }) => `${type}@${region}`),
    ...(restart === null ? {} : { restarts: restart }),
  };
  const appended = await appendSegment(
    ledger,
    loaded,
    run,
    clock,
    (segment) => {
      const emit = (statement: Statement): void => {
        changes.push(...changesOf(statement, comparison.asOf));
        if (statement.type === "coverage") coverage.push(statement.body);
        segment.emit(statement);
      };
      // The segment's position and state are its own: only what it is told is watched.
      compare({ state: segment.state, get next() { return segment.next; }, emit, outcome: () => segment.outcome() }, comparison, answers);
    },
    gen,
  );
  return { scope, key: appended.key, bytes: appended.bytes, time: appended.time, root: chain.state.root(), state: chain.state, changes, coverage };
}

function changesOf(statement: Statement, asOf: string): Change[] {
  switch (statement.type) {
    case "departure":
      return [{ is: "departure", key: statement.body.key, reason: statement.body.reason }];
    case "observation":
      return statement.body.findings.flatMap((finding) =>
        finding.transition === null ? [] : [{ is: "finding" as const, key: statement.body.key, finding, since: knownSince(finding, statement.body.dataTime, asOf) }],
      );
    case "finding":
      return statement.body.finding.transition === null ? [] : [{ is: "finding", key: statement.body.key, finding: statement.body.finding, since: asOf }];
    default:
      return [];
  }
}

// Feeding an export older than the last one would only make every unit incomplete: better said before anything is written.
function refuseOlder(scope: string, { reading }: Answers, state: State): void {
  for (const { unit, dataTime } of reading.units) {
    const last = state.unit(unit).dataTime;
    if (dataTime === null || last === null || dataTime >= last) return;
  }
  const [unit] = reading.units;
  if (unit !== undefined) throw new ObservationError(`${scope}: what was read is as of ${unit.dataTime}, expected not before the last observation (${state.unit(unit.unit).dataTime}): nothing was appended`);
}

const latestDataTime = ({ reading }: Answers): string | null => reading.units.flatMap(({ dataTime }) => (dataTime === null ? [] : [dataTime])).sort().at(-1) ?? null;

async function restartOf({ ledger, restarts }: RunContext, { chain, broken }: LoadedChain, scope: string): Promise<Restart | null> {
  const asked = restarts.get(scope);
  if (broken === null && asked === undefined) return null;
  if (broken === null) throw new ObservationError(`${scope}: the chain is whole up to its last object, expected an object that is no valid continuation: nothing to restart`);
  if (asked === undefined) throw new ObservationError(`${scope}: ${broken.objects[0]?.key} is no valid continuation of its chain (${broken.violation.message}): run tidemark restart-scope ${scope}`);
  const abandoned: { key: string; object: string }[] = [];
  for (const { key } of broken.objects) abandoned.push({ key, object: sha256Hex((await ledger.store.get(key)) as Buffer) });
  abandoned.sort((a, b) => (a.key < b.key ? -1 : 1));
  const { gen, seq, head } = chain.head;
  return { gen, seq, head, abandoned, ...asked };
}

async function documentsOfTests(ledger: Ledger, state: State, current: { digest: string; document: TestsDocument }): Promise<TestsByDigest> {
  const documents = new Map([[current.digest, current.document]]);
  for (const { tests } of state.entries.values()) {
    if (tests !== null && !documents.has(tests)) documents.set(tests, readTestsDocument(await ledger.document("tests", tests)));
  }
  return (digest) => documents.get(digest) as TestsDocument;
}
