// Puts together all that a report says of a window, from the derived tables, the documents that seals name, and a verification.
import { checks as allChecks } from "../../checks/index.ts";
import { CRITERION_IDS } from "../../controls/criteria.ts";
import { sealKey } from "../../evidence-schema/keys/object-key.ts";
import type { Seal } from "../../evidence-schema/log/log-schema.ts";
import { ChainError, parseSeal, type Ledger } from "../../ledger/read/ledger.ts";
import type { Report as Verification } from "../../ledger/verify/report.ts";
import { touches, type Stretch } from "../period/stretches.ts";
import { rosterInForce } from "../standing/in-force/roster-in-force.ts";
import { responsesIn, type ResponsesTo } from "../handover/responses.ts";
import type { Basis } from "../tables/basis.ts";
import { brokenIn, type Broken } from "../tables/broken.ts";
import { controlDaysIn } from "../tables/days/control-days-in.ts";
import { failuresIn, type FailureInWindow } from "../tables/failures-in.ts";
import type { PolicyTimes } from "../tables/policy/policy-times.ts";
import { instant, ms, type Rows } from "../tables/rows.ts";
import { windowState, type WindowState } from "../tables/window-state.ts";
import { acceptanceParts, type AcceptancePart } from "./facts/acceptances.ts";
import { changesIn, type Change } from "./facts/changes.ts";
import { controlParts, type ControlPart } from "./facts/controls.ts";
import { boundaryPart, type BoundaryPart } from "./facts/population.ts";
import { readingOf, type Reading } from "./facts/reading.ts";
import { testsOverTime } from "./facts/tests-over-time.ts";
import { notObservedIn, type NotObserved } from "./facts/unread.ts";

/** The window of a report. `at`: it is about this instant alone, with nothing of the days before. Times are milliseconds since 1970. */
export type ReportWindow = Stretch & {
  readonly zone: string;
  /** It ends at the newest seal, and not where it was asked to end. */
  readonly soFar: boolean;
  /** The end that was asked for. */
  readonly until: number;
  readonly isInstant: boolean;
};

export type Report = {
  readonly window: ReportWindow;
  readonly entity: { readonly legalEntity: string; readonly system: string; readonly origin: string };
  readonly ledger: string;
  readonly mode: string;
  readonly example: boolean;
  /** The newest seal: its entry in the log, and its time. */
  readonly sealed: { readonly leaf: number; readonly time: string };
  readonly runs: WindowState;
  /** How often runs were due in the window, each once, in milliseconds. */
  readonly every: readonly number[];
  /** Milliseconds: the longest time without a run of any scope in the window. */
  readonly longestWithout: number;
  /** The last run that was sealed before the window's end, in milliseconds since 1970; null where there is none. */
  readonly lastRun: number | null;
  readonly verification: Verification;
  /** Scopes whose evidence is not as it was sealed: what they say from then on is left out. */
  readonly brokenScopes: readonly Broken[];
  readonly controls: readonly ControlPart[];
  readonly failures: readonly FailureInWindow[];
  /** The answers of management, as far as they are sealed, whenever they were given. */
  readonly responsesTo: ResponsesTo;
  readonly acceptances: readonly AcceptancePart[];
  readonly changes: readonly Change[];
  readonly unread: readonly NotObserved[];
  readonly boundary: BoundaryPart;
  readonly reading: Reading;
  /** Criteria of SOC 2 that no control here serves, by identifier. */
  readonly untestedCriteria: readonly string[];
};

export type ReportAsked = {
  readonly window: ReportWindow;
  readonly basis: Basis;
  readonly verification: Verification;
  readonly policy: PolicyTimes;
  /** Whether the items of each control are listed, and not counted alone. */
  readonly named: boolean;
};

/** Rejects with StoreError where a document is missing or has another digest. */
export async function reportOf(
  ledger: Ledger,
  rows: Rows,
  { window, basis, verification, policy, named }: ReportAsked,
): Promise<Report> {
  const until = ms(basis.sealTime) as number;
  const tests = await testsOverTime(ledger, policy);
  // An instant has no readings of its own: by then counts all that was read before.
  const judged = window.isInstant ? { from: -Infinity, to: window.to } : window;
  const found = failuresIn(rows, policy, { window: judged, until, severityOf });
  const failures = window.isInstant ? atInstant(found, window.from) : found;
  const days = controlDaysIn(rows, policy, { window, judged, zone: window.zone, until, named });
  const controls = controlParts(rows, policy, { window, days, failures, tests });
  const seal = await sealAtEnd(ledger, rows, window);
  const { legalEntity, system, origin } = ledger.genesis;
  return {
    window,
    entity: { legalEntity, system, origin },
    ledger: ledger.id,
    mode: basis.mode,
    example: basis.example,
    sealed: { leaf: basis.leaf, time: basis.sealTime },
    runs: windowState(rows, window, policy.dues, until),
    every: everyIn(policy, window),
    longestWithout: longestWithout(rows, window),
    lastRun: ms(rows.get(LAST_RUN, { to: instant(window.to) })?.["time"]),
    verification,
    brokenScopes: brokenIn(rows),
    controls,
    failures,
    responsesTo: await responsesIn(ledger, rows),
    acceptances: acceptanceParts(rows, window, failures),
    changes: await changesIn(ledger, rows, policy, { window, tests }),
    unread: notObservedIn(rows, policy, window),
    boundary: boundaryPart(rows, policy, window, {
      document: seal === null ? null : await rosterInForce(ledger, { seal }),
      roster: seal?.roster ?? null,
    }),
    reading: readingOf(rows, policy, window),
    untestedCriteria: untested(policy, window),
  };
}

const severityOf = (check: string) => allChecks.find(({ id }) => id === check)?.severity ?? null;

const LAST_RUN = `select max(time) as time from seal where trigger_kind in ('slot', 'manual') and time < :to`;

/** The last seal before the window's end; null where the window ends before the first. */
async function sealAtEnd(ledger: Ledger, rows: Rows, { to }: Stretch): Promise<Seal | null> {
  const leaf = rows.get(`select max(leaf) as leaf from seal where time < :to`, { to: instant(to) })?.["leaf"];
  if (typeof leaf !== "number") return null;
  const bytes = await ledger.store.get(sealKey(leaf));
  if (bytes === null) throw new ChainError(`${sealKey(leaf)} is missing`);
  return parseSeal(bytes, leaf);
}

const everyIn = ({ dues }: PolicyTimes, { from, to }: Stretch): number[] => [
  ...new Set(
    dues.flatMap(({ schedule, from: begin }, at) => {
      const isIn = begin < to && (dues[at + 1]?.from ?? Infinity) > from;
      return isIn && schedule?.everySeconds != null ? [schedule.everySeconds * 1000] : [];
    }),
  ),
];

const RUNS = `select time from seal where trigger_kind in ('slot', 'manual') order by leaf`;

/** Between the runs in the window, the last before it and the first after it. Time before the first run of the ledger is not counted. */
function longestWithout(rows: Rows, window: Stretch): number {
  const runs = rows.all(RUNS).map(({ time }) => ms(time) as number);
  const before = runs.findLast((at) => at < window.from);
  const after = runs.find((at) => at >= window.to);
  const inside = runs.filter((at) => window.from <= at && at < window.to);
  const times = [...(before === undefined ? [] : [before]), ...inside, after ?? window.to];
  return Math.max(0, ...times.slice(1).map((at, place) => at - (times[place] as number)));
}

/** As they stand at one instant: what goes on then, each as late as it is known to be by then. */
function atInstant(failures: readonly FailureInWindow[], at: number): FailureInWindow[] {
  const holds = (stretches: readonly Stretch[]): boolean => touches(stretches, { from: at, to: at + 1 });
  return failures.flatMap((each): FailureInWindow[] => {
    const { failure, counted } = each;
    if (failure.from > at || (failure.to !== null && failure.to <= at)) return [];
    const now = { ...each, time: 1 };
    if (counted === null || !holds(counted.verdict.counted)) return [{ ...now, counted: null }];
    const { status, verdict } = counted;
    const isLate = status === "exception" && holds(verdict.exceptions);
    if (isLate) return [now];
    const open = holds(verdict.accepted)
      ? "accepted"
      : holds(verdict.possible)
        ? "possible exception"
        : "open within its limit";
    return [{ ...now, counted: { ...counted, status: open } }];
  });
}

function untested({ controls }: PolicyTimes, window: Stretch): string[] {
  const served = new Set(
    controls
      .filter(({ from, to }) => from < window.to && to > window.from)
      .flatMap(({ document }) =>
        (document?.controls ?? []).flatMap(({ criteria, checks }) => (checks.length === 0 ? [] : criteria)),
      ),
  );
  return CRITERION_IDS.filter((id) => !served.has(id));
}
