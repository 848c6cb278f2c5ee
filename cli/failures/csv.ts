// Writes the failures of a window as CSV, in the names of a query's columns where both have them.
import { csvOf } from "../csv.ts";
import type { FailureRow } from "../../audit/handover/failure-rows.ts";

const COLUMNS: readonly (readonly [string, (row: FailureRow) => string | number | boolean | null])[] = [
  ["failure", ({ failure }) => failure],
  ["control", ({ control }) => control],
  ["status", ({ status }) => status],
  ["scope", ({ scope }) => scope],
  ["resource", ({ resource }) => resource],
  ["name", ({ name }) => name],
  ["type", ({ type }) => type],
  ["region", ({ region }) => region],
  ["check", ({ check }) => check],
  ["because", ({ because }) => because],
  ["severity", ({ severity }) => severity],
  ["place", ({ place }) => place],
  ["owner", ({ owner }) => owner],
  ["began", ({ began }) => began],
  ["from", ({ from }) => from],
  ["from_is", ({ fromIs }) => fromIs],
  ["last_good", ({ lastGood }) => lastGood],
  ["first_bad", ({ firstBad }) => firstBad],
  ["ended", ({ ended }) => ended],
  ["to", ({ to }) => to],
  ["to_is", ({ toIs }) => toIs],
  ["last_bad", ({ lastBad }) => lastBad],
  ["first_good", ({ firstGood }) => firstGood],
  ["goes_on", ({ goesOn }) => goesOn],
  ["shortest_seconds", ({ shortestMs }) => seconds(shortestMs)],
  ["longest_seconds", ({ longestMs }) => seconds(longestMs)],
  ["limit_seconds", ({ limitMs }) => seconds(limitMs)],
  ["limit_from", ({ clock }) => clock],
  ["due", ({ due }) => due],
  ["counted_until", ({ countedUntil }) => countedUntil],
  ["late_from", ({ lateFrom }) => lateFrom],
  ["late_seen_seconds", ({ lateSeenMs }) => seconds(lateSeenMs)],
  ["late_presumed_seconds", ({ latePresumedMs }) => seconds(latePresumedMs)],
  ["late_after", ({ lateAfter }) => lateAfter],
  ["time_in_period", ({ time }) => time],
  ["known_later", ({ becameKnownLater }) => becameKnownLater],
  ["acceptance", ({ acceptances }) => acceptances.map(({ id }) => id).join(" ")],
  ["acceptance_from", ({ acceptances }) => acceptances.map(({ from }) => from).join(" ")],
  ["acceptance_until", ({ acceptances }) => acceptances.map(({ to }) => to).join(" ")],
  ["acceptance_record", ({ acceptances }) => acceptances.map(({ record }) => record).join(" ")],
  ["response", ({ responses }) => responses.map(({ text }) => text).join("\n")],
  ["response_record", ({ responses }) => responses.map(({ record }) => record).join(" ")],
  ["record_time", ({ recorded }) => recorded],
  ["record", ({ record }) => record],
  ["end_record_time", ({ endRecorded }) => endRecorded],
  ["end_record", ({ endRecord }) => endRecord],
];

const seconds = (ms: number | null): number | null => (ms === null ? null : Math.round(ms / 1000));

/** Writes one header line, and one line for each failure and control. */
export function failuresAsCsv(rows: readonly FailureRow[], example: boolean): string {
  const cells = rows.map((row) => [
    ...COLUMNS.map(([, of]) => {
      const value = of(row);
      return value === null || value === "" ? null : String(value);
    }),
    example ? "example data" : null,
  ]);
  return csvOf([...COLUMNS.map(([name]) => name), "example"], cells);
}
