// Carries out a run: reads every enrolled scope, appends what changed in each, and seals them all, silent ones too.
import type { Json } from "../evidence-schema/bytes/canonical.ts";
import { readRoster, type Schedule } from "../evidence-schema/documents/document-schema.ts";
import type { By } from "../evidence-schema/record/record.ts";
import { formatTimestamp } from "../evidence-schema/bytes/timestamp.ts";
import { ACTS_SCOPE } from "../evidence-schema/keys/object-key.ts";
import { adoptLeaves } from "../ledger/seal/adopt.ts";
import { refuseEnded } from "../ledger/seal/put-leaf.ts";
import { ChainError } from "../ledger/read/ledger.ts";
import { latestTimeOf, type Clock, AheadOfUs } from "../ledger/write/append.ts";
import type { Roster } from "../evidence-schema/log/log-schema.ts";
import { sealRun, type Sealed } from "../ledger/seal/seal.ts";
import type { Signer } from "../ledger/signers/signer.ts";
import { UnusableInput, type People, type Reader } from "../collectors/port.ts";
import { StoreError } from "../ledger/store.ts";
import type { Policy } from "../config/policy.ts";
import type { ExcludedScope } from "../config/roster-document.ts";
import { beginRun } from "./plan/begin-run.ts";
import { Tests } from "./judging/evaluate.ts";
import { AnswersNow } from "./reading/answering.ts";
import { appendScope, type ObservedScope, type RunContext } from "./observe-scope.ts";
import { ObservationError } from "./observation-error.ts";
import { refuseShrunkRoster } from "../ledger/seal/shrunk-roster.ts";
import { rosterOf, type WatchedScope } from "./plan/roster.ts";
import { sharedBy, sharedFirst } from "./judging/shared-types.ts";
import { putQueries } from "./plan/documents.ts";
import { Garbage } from "./garbage.ts";
import { readAndAppend } from "./in-turn.ts";
import { refuseWrongRun, refuseWrongSlot, slotBefore } from "./plan/slot.ts";
import type { EnrolledScope } from "./plan/plan.ts";
import type { ConfiguredCheck } from "./plan/tests-document.ts";
import type { WritableLedger } from "../ledger/write/writable-ledger.ts";

export type RunOptions = People & {
  readonly ledger: WritableLedger;
  readonly signer: Signer;
  readonly clock: Clock;
  readonly reader: Reader;
  readonly checks: readonly ConfiguredCheck[];
  readonly labels: readonly string[];
  readonly scopes: readonly WatchedScope[];
  readonly excluded: readonly ExcludedScope[];
  readonly schedule: Schedule | null;
  /** Controls, waivers and boundary in force; left out, the documents name none. */
  readonly policy?: Policy;
  /** Who runs this, and which software. */
  readonly by: By;
  /** List of the sources that judged, with their digests. */
  readonly code: Json;
  readonly run: string;
  /** The slot this run is for; null for a run by hand. */
  readonly slot: string | null;
  readonly restarts?: RunContext["restarts"];
  /** Only these scopes are observed; the others are silent. A function of the command, so never of the plan. */
  readonly only?: ReadonlySet<string>;
};

export type RunResult = {
  /** In the order of the plan. */
  readonly observed: readonly ScopeResult[];
  /** Scopes that could not be appended to, and why. */
  readonly failed: ReadonlyMap<string, string>;
  /** Scopes that the run had no way to read, and why: a run by hand leaves them out, a slot's run records them as failed too. */
  readonly silent: ReadonlyMap<string, string>;
  readonly found: readonly string[];
  readonly sealed: Sealed;
};

/**
 * Runs once: reads a scope, appends what changed in it, and goes on to the next. A scope whose input can't be used, or whose
 * chain can't be built on, does not stop the others: it is sealed as failed, with the reason. A run by hand to which no scope
 * could be appended rejects instead: before anything is appended where no scope could be read. Where it rejects later, what
 * was appended stays, and the next seal lists it.
 */
export async function observe(options: RunOptions): Promise<RunResult> {
  const { ledger, signer, clock, reader, checks, labels, scopes, excluded, schedule, run, slot } = options;
  const tests = new Tests(checks, reader, labels);
  const asked = scopes.filter(({ scope }) => options.only?.has(scope) ?? true);
  const silent = new Map(asked.flatMap(({ scope }) => entryOf(scope, reader.cannotRead?.(scope) ?? null)));
  const observing = sharedFirst(
    checks,
    asked.filter(({ scope }) => !silent.has(scope)),
  );
  const roster = rosterOf(scopes, excluded, reader.scopes, reader.unlisted ?? []);
  const began = formatTimestamp(clock.now());
  refuseWrongSlot(slot, schedule, clock);
  refuseWrongRun(run, slot);
  refuseShrunkRoster(roster, await ledger.newestSeal());
  const people = { person: options.person, remember: options.remember };
  const answering = new AnswersNow(ledger, { reader, checks, tests, people });
  const begin = (): Promise<Begun> => beginRunOf(options, { answering, tests, roster, began });
  let begun: Begun | null = null;
  const unusable = new Map<string, string>();
  const notAppended = new Map<string, string>();
  const results = new Map<string, Appended>();
  const queries: Record<string, string> = {};
  const garbage = new Garbage();
  await readAndAppend(observing, {
    atOnce: reader.scopesAtOnce ?? 1,
    after: (scope) => sharedBy(checks, scope, observing),
    async read(enrolled) {
      await garbage.letGo();
      try {
        return await answering.read(enrolled);
      } catch (error) {
        if (!(error instanceof UnusableInput)) throw error;
        unusable.set(enrolled.scope, error.message);
        return null;
      }
    },
    async append(read) {
      const { scope } = read.enrolled;
      // Unusable input must leave nothing behind: nothing is written before the first scope was read.
      begun ??= await begin();
      Object.assign(queries, read.answers.reading.queries);
      try {
        const appended = told(await appendScope(begun.context, read));
        results.set(scope, appended);
        garbage.leave(appended?.population ?? 0);
      } catch (error) {
        const isOfScope =
          error instanceof ObservationError || error instanceof ChainError || error instanceof AheadOfUs;
        if (!isOfScope) throw error;
        notAppended.set(scope, error.message);
      }
    },
  });
  // A run by hand reports this as a mistake. A slot's run is sealed all the same: the failure to observe a slot is evidence.
  if (slot === null && begun === null && unusable.size > 0)
    throw new UnusableInput([...new Set(inOrder(unusable, observing).values())].join("\n"));
  const { context, problemOfActs } = begun ?? (await begin());
  const failed = new Map([
    ...inOrder(unusable, observing),
    // A slot is due in every scope: one that the run has no way to read was not observed, and the seal says so.
    ...(slot === null ? [] : silent),
    ...entryOf(ACTS_SCOPE, problemOfActs),
    ...inOrder(notAppended, observing),
  ]);
  if (slot === null && results.size === 0 && failed.size > 0) throw new StoreError([...failed.values()].join("\n"));
  const inTurn = [...inOrder(results, observing)];
  const observed = inTurn.flatMap(([, result]) => (result === null ? [] : [result]));
  const sealed = await sealRun(ledger, signer, clock, {
    run,
    trigger: context.trigger,
    slot,
    began: earliest(began, observed),
    by: options.by,
    documents: { ...context.documents, queries: await putQueries(ledger, queries) },
    roster,
    observed: new Map(inTurn.map(([scope, result]) => [scope, result?.written ?? null])),
    failed,
  });
  return { observed, failed, silent, found: roster.found, sealed };
}

type Begun = { readonly context: RunContext; readonly problemOfActs: string | null };

/** Puts the documents that the run names. A run that can't seal must not append: another key, or an ended log, is found here. */
async function beginRunOf(
  options: RunOptions,
  run: Pick<RunContext, "answering" | "tests" | "began"> & { readonly roster: Roster },
): Promise<Begun> {
  const { ledger, signer, clock, reader, checks, scopes, schedule, code, slot, policy = null, by } = options;
  const { answering, tests, began, roster } = run;
  const log = await adoptLeaves(ledger, signer, { latest: latestTimeOf(clock) });
  refuseEnded(log);
  const { documents, problemOfActs } = await beginRun(ledger, clock, {
    newest: log.newest,
    tests: tests.bytes,
    schedule: schedule as Json,
    scopes,
    listed: reader,
    roster,
    code,
    policy,
    // Each scope's segment names what was asked of it, and the seal all of it.
    queries: null,
    functions: null,
    sealer: by.code,
    principal: by.principal,
  });
  const context: RunContext = {
    ledger,
    clock,
    answering,
    checks,
    tests,
    documents,
    roster: readRoster(await ledger.document("roster", documents.roster)),
    by,
    began,
    run: options.run,
    trigger: slot === null ? "manual" : "slot",
    slot,
    notBefore: slot === null || schedule === null ? null : slotBefore(slot, schedule),
    restarts: options.restarts ?? new Map(),
  };
  return { context, problemOfActs };
}

/** A scope as the result tells it: its state lies in the ledger, and a run of many scopes does not hold them all. */
export type ScopeResult = Omit<ObservedScope, "state">;

/** Null where the run was in the chain already, before what others wrote since. */
type Appended = ScopeResult | null;

function told(observed: ObservedScope | null): Appended {
  if (observed === null) return null;
  const { state: _state, ...rest } = observed;
  return rest;
}

/** The facts of scopes in the order of the plan, since a few scopes are read at once. */
const inOrder = <T>(found: ReadonlyMap<string, T>, scopes: readonly EnrolledScope[]): Map<string, T> =>
  new Map(scopes.flatMap(({ scope }) => (found.has(scope) ? [[scope, found.get(scope) as T] as const] : [])));

const entryOf = (scope: string, why: string | null): [string, string][] => (why === null ? [] : [[scope, why]]);

/** Another process may have begun this run long before: what is there of it is as old as its seal at most. */
const earliest = (began: string, observed: readonly ScopeResult[]): string =>
  [began, ...observed.map(({ time }) => time)].sort()[0] as string;
