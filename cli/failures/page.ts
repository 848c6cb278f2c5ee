// Prints the failures of a window: exceptions first, each with how long it lasted, its limit, and the records that say so.
import { LATENESSES, type Lateness } from "../../audit/period/lateness.ts";
import { plural } from "../../audit/plural.ts";
import type { WindowState } from "../../audit/tables/window-state.ts";
import { table, type Output } from "../output.ts";
import { printable } from "../printable.ts";
import type { AskedWindow } from "../window.ts";
import { UTC } from "../../audit/period/days.ts";
import { daysInWords, type ControlDays } from "./controls.ts";
import { durationInWords } from "./duration.ts";
import type { FailureRow } from "./rows.ts";

export type FailuresPage = {
  readonly asked: AskedWindow;
  readonly rows: readonly FailureRow[];
  readonly state: WindowState;
  readonly controls: readonly ControlDays[];
  /** How many rows the options leave out. */
  readonly leftOut: number;
  /** When the newest seal was made. */
  readonly sealTime: string;
};

const HEADINGS: { readonly [status in Lateness]: string } = {
  exception: "Exceptions (seen failing past the limit, under no accepted risk)",
  "possible exception": "Possible exceptions, which depend on times between readings that nobody knows",
  accepted: "Accepted (late only while the risk was accepted)",
  "open within its limit": "Open, within the limit",
  "ended uncorrected": "Ended uncorrected (moved out of the boundary, judged otherwise, replaced, or no longer asked)",
  "corrected in time": "Corrected or removed in time, even if it lasted as long as it can have lasted",
};

export function printFailures(out: Output, page: FailuresPage): void {
  const { asked, rows, state, controls, leftOut } = page;
  out.line(titleLine(page));
  out.line(`${stateLine(state, asked)} ${runsLine(state)}`);
  out.line();
  out.line(countLine(rows));
  if (leftOut > 0)
    out.line(`Shown are ${rows.length} of ${rows.length + leftOut} entries: the options leave out the others.`);
  out.line();
  out.section(
    `Controls (days of ${asked.zone} by the worst that holds on each)`,
    table(controls.map((each) => [each.control, plural(each.days, "day"), daysInWords(each)])),
  );
  for (const status of LATENESSES)
    out.section(
      HEADINGS[status],
      rows.filter((row) => row.status === status).flatMap((row) => linesOf(row)),
    );
  out.section(
    "Counting for no control (none in effect rests on the check, or the resource lies outside the boundary)",
    rows.filter(({ status }) => status === null).flatMap((row) => linesOf(row)),
  );
  if (rows.length === 0 && leftOut === 0)
    out.line(
      'No failure was seen. A result that could not be read is "not observed" in tidemark status, and no pass.\n',
    );
}

const instantOf = (ms: number): string => new Date(ms).toISOString();

function titleLine({ asked: { from, to, until, soFar, zone }, sealTime }: FailuresPage): string {
  const days = zone === UTC ? "" : `, days of ${zone}`;
  if (!soFar) return `Failures from ${instantOf(from)} until ${instantOf(to)} (excluded)${days}`;
  const end = until > to ? `. The period ends at ${instantOf(until)}` : "";
  return `Failures from ${instantOf(from)} so far, up to the newest seal (${sealTime})${days}${end}`;
}

function stateLine({ unsettled }: WindowState, { soFar }: AskedWindow): string {
  if (soFar) return "Not settled: later runs can add failures, and end open ones.";
  if (unsettled === 0) return "Settled: every scope was read as of the end or later.";
  return `Not settled: not every scope was read as of the end, and the last ${durationInWords(unsettled)} can still change.`;
}

function runsLine({ due, made, seals }: WindowState): string {
  if (seals === 0) return "Nothing was sealed in it: all that is known of it was recorded later.";
  if (due === 0) return "No runs were due in it.";
  return made === due
    ? `All ${due} runs that were due are sealed.`
    : `${made} of ${due} runs that were due are sealed.`;
}

const COUNTED: { readonly [status in Lateness]: (count: number) => string } = {
  exception: (count) => plural(count, "exception"),
  "possible exception": (count) => plural(count, "possible exception"),
  accepted: (count) => `${count} accepted`,
  "open within its limit": (count) => `${count} open within the limit`,
  "ended uncorrected": (count) => `${count} ended uncorrected`,
  "corrected in time": (count) => `${count} corrected in time`,
};

function countLine(rows: readonly FailureRow[]): string {
  const failures = new Set(
    rows.map(({ failure, scope, resource, check }) => [failure, scope, resource, check].join(" ")),
  );
  const counts = LATENESSES.flatMap((status) => {
    const count = rows.filter((row) => row.status === status).length;
    return count === 0 ? [] : [COUNTED[status](count)];
  });
  const uncounted = rows.filter(({ status }) => status === null).length;
  if (uncounted > 0) counts.push(`${uncounted} counting for no control`);
  return `${plural(failures.size, "failure")}${counts.length === 0 ? "" : `, each under all its controls: ${counts.join(", ")}`}.`;
}

function linesOf(row: FailureRow): string[] {
  const { failure, control, severity, name, scope, because, check } = row;
  const head = [failure, control ?? "-", severity ?? "", printable(name), scope]
    .filter((part) => part !== "")
    .join("  ");
  const lines = [head, `  ${printable(because)} (${check})`, `  ${lastedLine(row)}`, `  ${whenLine(row)}`];
  const more = moreOf(row);
  if (more.length > 0) lines.push(`  ${more.join("; ")}`);
  lines.push(`  recorded in ${row.record}${row.endRecord === null ? "" : `, its end in ${row.endRecord}`}`);
  return lines;
}

function lastedLine(row: FailureRow): string {
  const { limitMs, clock, due, lateMs, status, countedUntil } = row;
  const said = [lasted(row)];
  if (limitMs !== null) {
    const limit = limitMs === 0 ? "limit 0 (late at once)" : `limit ${durationInWords(limitMs)}`;
    const counts = clock === null ? "" : `, counting from ${clock}`;
    said.push(`${limit}${counts}${status === "open within its limit" ? `, due ${due ?? ""}` : ""}`);
  }
  if (status === "exception" && lateMs !== null)
    said.push(`counts as late for ${durationInWords(lateMs)} of the period`);
  if (countedUntil !== null)
    said.push(`counts until ${countedUntil}, then lay outside the boundary or the control was not in effect`);
  return said.join("; ");
}

function lasted({ shortestMs, longestMs, to }: FailureRow): string {
  const shortest = shortestMs === 0 ? null : durationInWords(shortestMs);
  if (to === null) return shortest === null ? "still open" : `lasted at least ${shortest}, still open`;
  if (longestMs === null)
    return shortest === null
      ? "nobody knows how long it lasted"
      : `lasted at least ${shortest}, nobody knows how much longer`;
  const longest = durationInWords(longestMs);
  if (shortest === null) return `lasted at most ${longest}`;
  return shortest === longest ? `lasted ${longest}` : `lasted ${shortest} to ${longest}`;
}

function whenLine(row: FailureRow): string {
  const { from, fromIs, began, ended, to, toIs, lastBad, goesOn } = row;
  const whose = (is: string | null): string => (is === "source" ? " by the source's own time" : "");
  const begin = `began ${began === "first sight" ? "at the latest " : ""}${from}${whose(fromIs)} (${beforeIt(row)})`;
  const seen = `seen failing last ${lastBad}`;
  if (to === null) return `${begin}; ${seen}`;
  const after = goesOn ? ", after the period" : "";
  return `${begin}; ${ended} ${to}${whose(toIs)}${after}${lastBad < to ? ` (${seen})` : ""}`;
}

/** How it was before it failed, as far as anybody knows. */
function beforeIt({ began, lastGood }: FailureRow): string {
  const good = lastGood ?? "";
  switch (began) {
    case "drift":
      return `last known not failing ${good}`;
    case "created failing":
      return `failing since it was created; not there yet ${good}`;
    case "began to apply":
      return `the check did not apply before, as last known ${good}`;
    case "first sight":
      return `failing when it was first read; ${lastGood === null ? "nothing is known from before" : `created ${good}`}`;
    case "judged otherwise":
      return "judged by other tests from then on";
    case "replaced":
      return `another resource stood under this key until ${good}`;
  }
}

function moreOf({ owner, acceptances, time, becameKnownLater, recorded, lateAfter }: FailureRow): string[] {
  return [
    ...(owner === null ? [] : [`owner ${printable(owner)}`]),
    ...acceptances.map(({ id, from, to }) => `accepted by ${id} from ${from} until ${to}`),
    ...(time > 1 ? [`failure ${time} of this item in the period`] : []),
    ...(becameKnownLater ? [`became known after the period (${recorded})`] : []),
    ...(lateAfter ? ["late only after the period"] : []),
  ];
}
