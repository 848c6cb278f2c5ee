// Finds as of when a result was read first and last: by the listings of the units that it rests on, and by the source's own time.
import { parseTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import type { Finding } from "../../evidence-schema/record/record.ts";
import type { ApplicableCoverage } from "../../evidence-schema/state/applicable-coverage.ts";
import { unitsUsed } from "../../evidence-schema/state/data-times.ts";
import type { Entry } from "../../evidence-schema/state/entry.ts";
import type { State } from "../../evidence-schema/state/state.ts";
import type { FirstReading } from "../period/bracket.ts";
import type { Citation } from "../reading/citation.ts";

/** The units that a result rests on, its own first, each once. */
export const unitsOf = (entry: Entry, finding: Finding, { entries }: Pick<State, "entries">): string[] =>
  [...new Set(unitsUsed(entry, finding, entries))].filter((unit) => unit !== "");

/** By the state after the segment that says so. `time`: that of its records. */
export function firstReading(
  entry: Entry,
  finding: Finding,
  said: Citation,
  { state, time }: { readonly state: State; readonly time: string },
): FirstReading {
  const rows = unitsOf(entry, finding, state).flatMap((unit) => state.coverage.row(unit) ?? []);
  const told = said.dataTime === null ? null : parseTimestamp(said.dataTime);
  const listed = rows.flatMap(({ dataTime }) => (dataTime === null ? [] : [parseTimestamp(dataTime)]));
  const latest = Math.max(...listed, ...(told === null ? [] : [told]));
  const isChange = told !== null && told < latest && isOfChange(told, entry, finding, state);
  if (isChange) return { asOf: latest, changed: told };
  if (!Number.isFinite(latest)) return { asOf: parseTimestamp(time), changed: null };
  return { asOf: told ?? latest, changed: null, listed: latest };
}

/**
 * Whether a data time is that of a change. AWS Config says when it recorded the last change of a resource; other lanes say when they
 * asked. https://docs.aws.amazon.com/config/latest/APIReference/API_ConfigurationItem.html (configurationItemCaptureTime)
 */
function isOfChange(told: number, entry: Entry, { relied }: Finding, { entries, coverage }: State): boolean {
  return [entry, ...relied.keys.flatMap((key) => entries.get(key) ?? [])].some(
    ({ since, unit }) =>
      parseTimestamp(since) === told && coverage.row(unit)?.source?.lane.startsWith("aws-config") === true,
  );
}

/** As of when all of some units were listed, less the lag of their sources; 0 where one has no data time. */
export function completeOf(units: readonly string[], coverage: ApplicableCoverage | null): number {
  let earliest = Infinity;
  for (const unit of units) {
    const row = coverage?.row(unit);
    if (row === undefined || row.dataTime === null) return 0;
    earliest = Math.min(earliest, parseTimestamp(row.dataTime) - row.lagSeconds * 1000);
  }
  return Number.isFinite(earliest) ? earliest : 0;
}
