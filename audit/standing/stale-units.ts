// Finds units whose data is too old to count. The results that rest on them are not observed, and their cause says how old it is.
import { durationMs } from "../../controls/control.ts";
import { formatTimestamp, parseTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import { FILE_ENDPOINT, splitUnit, type Finding, type ProblemCode } from "../../evidence-schema/record/record.ts";
import { unitsUsed } from "../../evidence-schema/state/data-times.ts";
import type { Entry } from "../../evidence-schema/state/entry.ts";
import type { State } from "../../evidence-schema/state/state.ts";
import { plural } from "../plural.ts";
import type { Freshness } from "./policy-in-force.ts";

/** The code of a cause that no record has: readers find that data is too old, as of the moment that they ask about. */
export const STALE = "stale";

/** Why a result or a unit is not observed: as a record says, or as readers find. */
export type Unobserved = { readonly code: ProblemCode | typeof STALE; readonly detail: string };

export type Stale = {
  readonly unit: string;
  /** The last instant at which the data still counted. */
  readonly until: string;
  readonly problem: Unobserved;
};

/**
 * The units of a scope whose data is too old at `instant`, by name. Data of an export counts for `staleAfter`, and for two
 * slots if those are longer. Other data counts for two slots, for `staleAfter` where no runs are due. The lag of its source,
 * and the time in which the source renews it, come on top. A unit without a data time was not read, which its row says.
 */
export function staleUnits(
  state: Pick<State, "unitStates" | "coverage">,
  freshness: Freshness,
  instant: string,
): ReadonlyMap<string, Stale> {
  const stale = new Map<string, Stale>();
  for (const { unit } of state.unitStates()) {
    const row = state.coverage.row(unit);
    if (row === undefined || row.dataTime === null) continue;
    const read = parseTimestamp(row.dataTime);
    const allowed = allowedMs(row.endpoint === FILE_ENDPOINT, freshness);
    const until = read + allowed + (row.lagSeconds + (RENEWED_SECONDS.get(splitUnit(unit).type) ?? 0)) * 1000;
    const now = parseTimestamp(instant);
    if (now <= until) continue;
    const detail = `the data is more than ${inWords(now - read)} old, and data counts for ${inWords(until - read)}`;
    stale.set(unit, { unit, until: formatTimestamp(until), problem: { code: STALE, detail } });
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

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/**
 * In how many seconds a service makes its answer anew, by type. Sources state a lag, which is another thing: the answer is
 * true as of its data time. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
 */
const RENEWED_SECONDS: ReadonlyMap<string, number> = new Map([["Tidemark::IAM::CredentialReportRow", 4 * 3_600]]);

function allowedMs(isExport: boolean, { everySeconds, staleAfter }: Freshness): number {
  const twoSlots = everySeconds === null ? null : 2 * everySeconds * 1000;
  const own = durationMs(staleAfter);
  if (twoSlots === null) return own;
  return isExport ? Math.max(own, twoSlots) : twoSlots;
}

/** The two largest units of a duration, rounded down. */
function inWords(ms: number): string {
  const [days, hours, minutes] = [
    Math.floor(ms / DAY_MS),
    Math.floor(ms / HOUR_MS) % 24,
    Math.floor(ms / MINUTE_MS) % 60,
  ];
  const parts =
    days > 0
      ? [plural(days, "day"), hours === 0 ? "" : plural(hours, "hour")]
      : [hours === 0 ? "" : plural(hours, "hour"), minutes === 0 && hours > 0 ? "" : plural(minutes, "minute")];
  return parts.filter((part) => part !== "").join(" ");
}
