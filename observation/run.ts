// One run: reads every enrolled scope, appends what changed in each, and seals them all, silent ones too.
import type { Json } from "../evidence-schema/canonical.ts";
import { formatTimestamp, parseTimestamp } from "../evidence-schema/timestamp.ts";
import type { Schedule } from "../evidence-schema/log-schema.ts";
import { dueSlots } from "../evidence-schema/due-slots.ts";
import { ChainError, type Ledger } from "../ledger/ledger.ts";
import { timeToWrite, type Clock } from "../ledger/append.ts";
import type { Written } from "../ledger/open-segment.ts";
import { sealRun, type Sealed } from "../ledger/seal.ts";
import type { Signer } from "../ledger/signer.ts";
import type { Reader, ScopeReading } from "../collectors/port.ts";
import { StoreError } from "../ledger/store.ts";
import type { Policy } from "../config/policy.ts";
import { putDocuments } from "./documents.ts";
import { Tests } from "./evaluate.ts";
import { appendScope, readScope, type ObservedScope, type ReadScope, type RunContext } from "./observe-scope.ts";
import { ObservationError } from "./observation-error.ts";
import { recordWaivers } from "./record-waivers.ts";
import type { EnrolledScope } from "./plan.ts";
import type { ConfiguredCheck } from "./tests-document.ts";

export type RunOptions = {
  readonly ledger: Ledger;
  readonly signer: Signer;
  readonly clock: Clock;
  readonly reader: Reader;
  readonly checks: readonly ConfiguredCheck[];
  readonly labels: readonly string[];
  readonly scopes: readonly EnrolledScope[];
  readonly excluded: readonly { readonly scope: string; readonly reason: string; readonly approver: string }[];
  readonly schedule: Schedule | null;
  /** Controls, waivers and boundary in force; left out, the documents name none. `principal` is who runs this, by reference. */
  readonly policy?: Policy & { readonly principal: string };
  /** List of the sources that judged, with their digests. */
  readonly code: Json;
  readonly run: string;
  /** The slot this run is for; null for a run by hand. */
  readonly slot: string | null;
  readonly person: RunContext["person"];
  readonly remember: RunContext["remember"];
  readonly restarts?: RunContext["restarts"];
  /** Only these scopes are observed; the others are silent. A function of the command, so never of the plan. */
  readonly only?: ReadonlySet<string>;
};

export type RunResult = {
  readonly observed: readonly ObservedScope[];
  /** Scopes that could not be appended to, and why. */
  readonly failed: ReadonlyMap<string, string>;
  readonly found: readonly string[];
  readonly sealed: Sealed;
};

/**
 * Runs once. Rejects before anything is appended if the input is unusable (reading comes first, for all scopes). A scope
 * whose chain can't be built on does not stop the others: it is sealed as failed, with the reason. A run by hand to which
 * no scope could be appended rejects instead.
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
  const observing = scopes.filter(({ scope }) => options.only?.has(scope) ?? true);
  const known = new Set([...scopes, ...excluded].map(({ scope }) => scope));
  const found = reader.scopes.filter((scope) => !known.has(scope));
  const roster = {
    enrolled: scopes.map(({ scope }) => scope).sort(),
    excluded: [...excluded].sort((a, b) => (a.scope < b.scope ? -1 : 1)).map((each) => ({ ...each })),
    found: [...found].sort(),
    unlisted: [...(reader.unlisted ?? [])].sort(),
  };
  const partial = {
    ledger,
    clock,
    reader,
    checks,
    tests,
    run,
    trigger: slot === null ? ("manual" as const) : ("slot" as const),
    slot,
    person,
    remember,
    restarts: options.restarts ?? new Map(),
    notBefore: slot === null || schedule === null ? null : slotBefore(slot, schedule),
  };
  refuseWrongSlot(slot, schedule, clock);
  refuseShrunkRoster(scopes, excluded, await ledger.newestSeal());
  // Reading needs no document, and unusable input must leave nothing behind: documents are put after it.
  const read = await readScopes(partial, observing);
  // The clock is asked before the first thing that is written.
  await timeToWrite(ledger, clock, (await ledger.newestSeal())?.seal.time ?? null);
  const queries = Object.assign({}, ...read.map(({ answers }) => answers.reading.queries)) as ScopeReading["queries"];
  // Recorded before what is observed under them, and sealed with it.
  if (policy !== undefined) await recordWaivers(ledger, clock, policy.waivers, policy.principal);
  const documents = await putDocuments(ledger, {
    tests: tests.bytes,
    schedule: schedule as Json,
    scopes,
    roster,
    code,
    policy: policy?.documents ?? null,
    queries,
  });
  const context: RunContext = { ...partial, documents };
  const observed: ObservedScope[] = [];
  const failed = new Map<string, string>();
  const appended = new Map<string, Written | null>();
  // What was read is let go once it is appended: the largest scope decides how much memory is needed.
  for (let each = read.shift(); each !== undefined; each = read.shift()) {
    const { scope } = each.enrolled;
    try {
      const result = await appendScope(context, each);
      if (result !== null) observed.push(result);
      appended.set(scope, result?.written ?? null);
    } catch (error) {
      if (!(error instanceof ObservationError || error instanceof ChainError)) throw error;
      failed.set(scope, error.message);
    }
  }
  // By hand that is a mistake to tell; a slot is sealed all the same, since that it could not be observed is evidence.
  if (slot === null && appended.size === 0 && failed.size > 0) throw new StoreError([...failed.values()].join("\n"));
  const sealed = await sealRun(ledger, signer, clock, {
    run,
    trigger: partial.trigger,
    slot,
    documents,
    roster,
    observed: appended,
    failed,
  });
  return { observed, failed, found, sealed };
}

/** Scopes that are read at once: each is a budget of its own (an account, a tenant), and what it answers is held. */
const SCOPES_AT_ONCE = 4;

async function readScopes(
  context: Omit<RunContext, "documents">,
  scopes: readonly EnrolledScope[],
): Promise<ReadScope[]> {
  const read: ReadScope[] = [];
  const waiting = [...scopes.entries()];
  await Promise.all(
    Array.from({ length: SCOPES_AT_ONCE }, async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [at, enrolled] = next;
        read[at] = await readScope(context, enrolled);
      }
    }),
  );
  return read;
}

const MAX_EARLY_MS = 120_000;

// What is read for a slot must be younger than the slot before it: else nobody looked since.
function slotBefore(slot: string, { everySeconds }: Schedule): string {
  return formatTimestamp(Math.max(0, parseTimestamp(slot) - (everySeconds ?? 0) * 1000));
}

// A scope that silently leaves is what an auditor must be able to exclude: leaving takes a reason and an approver.
function refuseShrunkRoster(
  scopes: readonly EnrolledScope[],
  excluded: RunOptions["excluded"],
  newest: Awaited<ReturnType<Ledger["newestSeal"]>>,
): void {
  const accounted = new Set([...scopes, ...excluded].map(({ scope }) => scope));
  const gone = (newest?.seal.roster.enrolled ?? []).filter((scope) => !accounted.has(scope));
  if (gone.length === 0) return;
  throw new ObservationError(
    `found no ${gone.join(", ")} in the config, expected what the last run had enrolled to be enrolled, or excluded with reason and approver: nothing was written`,
  );
}

// A slot that has not come is not observed yet, and one that no schedule has is nobody's: a run for it would count as one.
function refuseWrongSlot(slot: string | null, schedule: Schedule | null, clock: Clock): void {
  if (slot === null) return;
  const ms = parseTimestamp(slot);
  if (dueSlots(schedule, ms - 1, ms).length === 0) {
    const expected =
      schedule === null
        ? "a schedule in the config"
        : `a slot of the schedule (every ${schedule.everySeconds} s from ${schedule.from})`;
    throw new ObservationError(`slot ${slot}: found none such, expected ${expected}: nothing was written`);
  }
  if (ms <= clock.now() + MAX_EARLY_MS) return;
  throw new ObservationError(
    `slot ${slot} has not come, expected one not after ${formatTimestamp(clock.now())}: nothing was written`,
  );
}
