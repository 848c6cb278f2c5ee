// Carries out a run: reads every enrolled scope, appends what changed in each, and seals them all, silent ones too.
import type { Json } from "../evidence-schema/bytes/canonical.ts";
import { readRoster, type RosterDocument, type Schedule } from "../evidence-schema/documents/document-schema.ts";
import type { By } from "../evidence-schema/record/record.ts";
import { formatTimestamp } from "../evidence-schema/bytes/timestamp.ts";
import { ACTS_SCOPE } from "../evidence-schema/keys/object-key.ts";
import { adoptLeaves } from "../ledger/seal/adopt.ts";
import { refuseEnded } from "../ledger/seal/put-leaf.ts";
import { ChainError, type Ledger } from "../ledger/read/ledger.ts";
import { latestTimeOf, type Clock, AheadOfUs } from "../ledger/write/append.ts";
import type { Written } from "../ledger/write/open-segment.ts";
import { sealRun, type Sealed } from "../ledger/seal/seal.ts";
import type { Signer } from "../ledger/signers/signer.ts";
import { UnusableInput, type People, type Reader, type ScopeReading } from "../collectors/port.ts";
import { StoreError } from "../ledger/store.ts";
import type { Policy } from "../config/policy.ts";
import type { ExcludedScope } from "../config/roster-document.ts";
import { beginRun } from "./plan/begin-run.ts";
import { Tests } from "./judging/evaluate.ts";
import { AnswersNow, type Answering, type ReadScope } from "./reading/answering.ts";
import { appendScope, type ObservedScope, type RunContext } from "./observe-scope.ts";
import { ObservationError } from "./observation-error.ts";
import { refuseShrunkRoster } from "../ledger/seal/shrunk-roster.ts";
import { rosterOf, type WatchedScope } from "./plan/roster.ts";
import { sharedFirst } from "./judging/context.ts";
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
  readonly observed: readonly ObservedScope[];
  /** Scopes that could not be appended to, and why. */
  readonly failed: ReadonlyMap<string, string>;
  /** Scopes that the run had no way to read, and why: a run by hand leaves them out, a slot's run records them as failed too. */
  readonly silent: ReadonlyMap<string, string>;
  readonly found: readonly string[];
  readonly sealed: Sealed;
};

/**
 * Runs once. A scope whose input can't be used, or whose chain can't be built on, does not stop the others: it is sealed as
 * failed, with the reason. A run by hand to which no scope could be appended rejects instead: before anything is appended
 * where no scope could be read, since reading comes first, for all scopes.
 */
export async function observe(options: RunOptions): Promise<RunResult> {
  const {
    ledger,
    signer,
    clock,
    reader,
    checks,
    labels,
    scopes,
    excluded,
    schedule,
    code,
    run,
    slot,
    person,
    remember,
    policy,
  } = options;
  const tests = new Tests(checks, reader, labels);
  const asked = scopes.filter(({ scope }) => options.only?.has(scope) ?? true);
  const silent = new Map(asked.flatMap(({ scope }) => entryOf(scope, reader.cannotRead?.(scope) ?? null)));
  const observing = sharedFirst(
    checks,
    asked.filter(({ scope }) => !silent.has(scope)),
  );
  const sealedRoster = rosterOf(scopes, excluded, reader.scopes, reader.unlisted ?? []);
  const partial = {
    ledger,
    clock,
    answering: new AnswersNow(ledger, { reader, checks, tests, people: { person, remember } }),
    checks,
    tests,
    run,
    trigger: slot === null ? ("manual" as const) : ("slot" as const),
    slot,
    restarts: options.restarts ?? new Map(),
    notBefore: slot === null || schedule === null ? null : slotBefore(slot, schedule),
    began: formatTimestamp(clock.now()),
    by: options.by,
  };
  refuseWrongSlot(slot, schedule, clock);
  refuseWrongRun(run, slot);
  refuseShrunkRoster(sealedRoster, await ledger.newestSeal());
  // Reading needs no document, and unusable input must leave nothing behind: documents are put after it.
  const { read, unusable } = await readScopes(partial.answering, observing);
  // A run by hand reports this as a mistake. A slot's run is sealed all the same: the failure to observe a slot is evidence.
  if (slot === null && read.length === 0 && unusable.size > 0)
    throw new UnusableInput([...new Set(unusable.values())].join("\n"));
  // A run that can't seal must not append: it finds out about an ended log, or another key, before it writes anything.
  const log = await adoptLeaves(ledger, signer, { latest: latestTimeOf(clock) });
  refuseEnded(log);
  const { newest } = log;
  const queries = Object.assign({}, ...read.map(({ answers }) => answers.reading.queries)) as ScopeReading["queries"];
  // A slot is due in every scope: one that the run has no way to read was not observed, and the seal says so.
  const failed = new Map([...unusable, ...(slot === null ? [] : silent)]);
  const { documents, problemOfActs } = await beginRun(ledger, clock, {
    newest,
    tests: tests.bytes,
    schedule: schedule as Json,
    scopes,
    listed: reader,
    roster: sealedRoster,
    code,
    policy: policy ?? null,
    queries,
    functions: null,
    sealer: options.by.code,
    principal: options.by.principal,
  });
  if (problemOfActs !== null) failed.set(ACTS_SCOPE, problemOfActs);
  const roster = await rosterDocument(ledger, documents.roster);
  const context: RunContext = { ...partial, documents, roster };
  const observed: ObservedScope[] = [];
  const appended = new Map<string, Written | null>();
  // The run lets the answers of a scope go once they are appended: the largest scope decides how much memory is needed.
  for (let each = read.shift(); each !== undefined; each = read.shift()) {
    const { scope } = each.enrolled;
    try {
      const result = await appendScope(context, each);
      if (result !== null) observed.push(result);
      appended.set(scope, result?.written ?? null);
    } catch (error) {
      const isOfScope = error instanceof ObservationError || error instanceof ChainError || error instanceof AheadOfUs;
      if (!isOfScope) throw error;
      failed.set(scope, error.message);
    }
  }
  if (slot === null && appended.size === 0 && failed.size > 0) throw new StoreError([...failed.values()].join("\n"));
  const sealed = await sealRun(ledger, signer, clock, {
    run,
    trigger: partial.trigger,
    slot,
    began: earliest(partial.began, observed),
    by: options.by,
    documents,
    roster: sealedRoster,
    observed: appended,
    failed,
  });
  return { observed, failed, silent, found: sealedRoster.found, sealed };
}

const entryOf = (scope: string, why: string | null): [string, string][] => (why === null ? [] : [[scope, why]]);

/** Another process may have begun this run long before: what is there of it is as old as its seal at most. */
const earliest = (began: string, observed: readonly ObservedScope[]): string =>
  [began, ...observed.map(({ time }) => time)].sort()[0] as string;

async function rosterDocument(ledger: Ledger, digest: string): Promise<RosterDocument> {
  return readRoster(await ledger.document("roster", digest));
}

/** Scopes that are read at once: each is a budget of its own (an account, a tenant), and what it answers is held. */
const SCOPES_AT_ONCE = 4;

type ReadScopes = {
  /** In the order in which the scopes were given. */
  readonly read: ReadScope[];
  /** Scopes whose input can't be used, and why; in the same order. */
  readonly unusable: ReadonlyMap<string, string>;
};

async function readScopes(answering: Answering, scopes: readonly EnrolledScope[]): Promise<ReadScopes> {
  const read: (ReadScope | undefined)[] = [];
  const unusable: (readonly [scope: string, why: string] | undefined)[] = [];
  const waiting = [...scopes.entries()];
  await Promise.all(
    Array.from({ length: SCOPES_AT_ONCE }, async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [at, enrolled] = next;
        try {
          read[at] = await answering.read(enrolled);
        } catch (error) {
          if (!(error instanceof UnusableInput)) throw error;
          unusable[at] = [enrolled.scope, error.message];
        }
      }
    }),
  );
  return {
    read: read.filter((each) => each !== undefined),
    unusable: new Map(unusable.filter((each) => each !== undefined)),
  };
}
