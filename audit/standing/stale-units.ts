// Finds units whose data is too old to count. The results that rest on them are not observed, and their cause says how old it is.
import { durationMs } from "../../controls/control.ts";
import { DAY_MS, formatTimestamp, parseTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import {
  FILE_ENDPOINT,
  splitUnit,
  type Finding,
  type Problem,
  type Source,
} from "../../evidence-schema/record/record.ts";
import { unitsUsed } from "../../evidence-schema/state/data-times.ts";
import type { Entry } from "../../evidence-schema/state/entry.ts";
import type { State } from "../../evidence-schema/state/state.ts";
import { plural } from "../plural.ts";
import { holdEnd } from "../period/holds.ts";
import type { Freshness } from "./in-force/policy-in-force.ts";

/** The code of a cause that no record has: readers find that data is too old, as of the moment that they ask about. */
export const STALE = "stale";

/** Codes of causes that no record has either: a run was due and none came, or none is due and the last is too long ago. */
export const NO_RUN = "no-run";
export const NO_SCHEDULE = "no-schedule";

/** Data of this age counts for a shorter time, or the last run of this age does. */
export type TooOld = {
  readonly code: typeof STALE | typeof NO_RUN | typeof NO_SCHEDULE;
  readonly detail: string;
  readonly ageSeconds: number;
  readonly countsForSeconds: number;
};

/** Why a result or a unit is not observed: as a record says, or as readers find. */
export type Unobserved = Problem | TooOld;

export type Stale = {
  readonly unit: string;
  /** The instant from which the data no longer counts. */
  readonly until: string;
  readonly problem: TooOld;
};

/**
 * The units of a scope that count no longer at `instant`, by name: because the next run was due and did not come, or because the data is
 * too old. `lastRun`: the time of the records of the scope's last run, or its slot where that is later (`runAt`); null where that makes no
 * difference. Only the listing of a unit makes its data newer, not an
 * answer about one of its resources. A unit without a data time was not read, which its row says (FORMAT.md R6).
 */
export function staleUnits(
  state: Pick<State, "unitStates" | "coverage">,
  freshness: Freshness,
  instant: string,
  lastRun: string | null = null,
): ReadonlyMap<string, Stale> {
  const overdue = lastRun === null ? null : overdueBy(freshness, lastRun, instant);
  const stale = new Map<string, Stale>();
  if (overdue !== null) for (const { unit } of state.unitStates()) stale.set(unit, { unit, ...overdue });
  const now = parseTimestamp(instant);
  const age = ageOf(freshness);
  for (const { unit } of state.unitStates()) {
    const row = state.coverage.row(unit);
    if (row?.source == null || row.dataTime === null) continue;
    const countsFor = countsForMs(row.source, unit, age);
    if (countsFor === null) continue;
    const read = parseTimestamp(row.dataTime);
    if (now < read + countsFor) continue;
    const problem = tooOld((now - read) / 1000, countsFor / 1000);
    const until = formatTimestamp(read + countsFor);
    // The cause that came first is told; where both came at once, that of the data.
    if (overdue === null || until <= overdue.until) stale.set(unit, { unit, until, problem });
  }
  return stale;
}

/** The first unit to have become stale among those that a result rests on; undefined where all of them count. */
export function staleBy(
  stale: ReadonlyMap<string, Stale>,
  entry: Entry,
  finding: Finding,
  { entries }: State,
): Stale | undefined {
  if (stale.size === 0) return undefined;
  const found = unitsUsed(entry, finding, entries).flatMap((unit) => stale.get(unit) ?? []);
  return found.toSorted((a, b) => (a.until < b.until ? -1 : a.until > b.until ? 1 : 0))[0];
}

/** Lanes whose rows have no age of their own: what Tidemark itself states, and copies of what another scope's rows say. */
const AGELESS: ReadonlySet<string> = new Set(["tidemark", "context"]);

/**
 * In how many seconds a service makes its answer anew, by type. Sources state a lag, which is another thing: the answer is
 * true as of its data time. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
 */
const RENEWED_SECONDS: ReadonlyMap<string, number> = new Map([
  ["Tidemark::IAM::CredentialReportRow", 4 * 3_600],
  ["Tidemark::IAM::UserActivity", 4 * 3_600],
]);

/** How fresh data has to be: runs are due every so many seconds (null: never), with a grace. */
export type Age = Pick<Freshness, "everySeconds" | "graceSeconds"> & { readonly staleAfterMs: number };

const ageOf = ({ everySeconds, graceSeconds, staleAfter }: Freshness): Age => ({
  everySeconds,
  graceSeconds,
  staleAfterMs: durationMs(staleAfter),
});

/**
 * For how many milliseconds the data of a unit counts; null where it has no age of its own. Live data counts for two slots, or
 * until a run of the next slot may be sealed if that is longer; where no runs are due, for `staleAfter`. Data of an export
 * counts for `staleAfter` if that is longer. The lag of the source, and the time in which the service makes its answer anew,
 * come on top.
 */
export function countsForMs({ endpoint, lane, lagSeconds }: Source, unit: string, age: Age): number | null {
  if (AGELESS.has(lane)) return null;
  const { everySeconds, graceSeconds, staleAfterMs } = age;
  const slots = everySeconds === null ? staleAfterMs : (everySeconds + Math.max(everySeconds, graceSeconds)) * 1000;
  const least = endpoint === FILE_ENDPOINT ? Math.max(staleAfterMs, slots) : slots;
  return least + (lagSeconds + (RENEWED_SECONDS.get(splitUnit(unit).type) ?? 0)) * 1000;
}

/** Whether the last run counts no longer, as for the tiles of a period (audit/period/holds.ts). */
function overdueBy(freshness: Freshness, lastRun: string, instant: string): Omit<Stale, "unit"> | null {
  const { schedule, staleAfter } = freshness;
  const [run, now] = [parseTimestamp(lastRun), parseTimestamp(instant)];
  const end = holdEnd([{ from: -Infinity, schedule, staleAfter: durationMs(staleAfter) }], run);
  if (now < end) return null;
  const [ageSeconds, countsForSeconds] = [(now - run) / 1000, (end - run) / 1000];
  const isDue = schedule !== null && schedule.everySeconds !== null;
  const detail = isDue
    ? `the last run is ${inWords(ageSeconds)} old, and the next one had to come within ${inWords(countsForSeconds)} of it`
    : `the last run is ${inWords(ageSeconds)} old, and counts for ${inWords(countsForSeconds)}`;
  const until = formatTimestamp(Math.min(end, LAST_INSTANT_MS));
  return { until, problem: { code: isDue ? NO_RUN : NO_SCHEDULE, detail, ageSeconds, countsForSeconds } };
}

/** A run that was made a little early has made its slot's run: the next one that is due is that of the slot after. */
export const runAt = (time: string, slot: string | null): string => (slot !== null && slot > time ? slot : time);

const LAST_INSTANT_MS = Date.UTC(9999, 11, 31);

function tooOld(ageSeconds: number, countsForSeconds: number): TooOld {
  const detail = `the data is ${inWords(ageSeconds)} old, and counts for ${inWords(countsForSeconds)}`;
  return { code: STALE, detail, ageSeconds, countsForSeconds };
}

const DAY = DAY_MS / 1000;

/** Days, hours, minutes and seconds of a duration; the last are rounded down. */
function inWords(seconds: number): string {
  const whole = Math.floor(seconds);
  const parts = [
    [Math.floor(whole / DAY), "day"],
    [Math.floor((whole % DAY) / 3_600), "hour"],
    [Math.floor((whole % 3_600) / 60), "minute"],
    [whole % 60, "second"],
  ] as const;
  const said = parts.flatMap(([count, unit]) => (count === 0 ? [] : [plural(count, unit)]));
  return said.length === 0 ? "0 seconds" : said.join(" ");
}
