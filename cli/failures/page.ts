// Prints the failures of a window: exceptions first, each with how long it lasted, its limit, and the records that say so.
import { LATENESSES, type Lateness } from "../../audit/period/lateness.ts";
import { plural } from "../../audit/plural.ts";
import type { Beginning } from "../../audit/period/failures.ts";
import type { WindowState } from "../../audit/tables/window-state.ts";
import { table, type Output } from "../output.ts";
import { printable } from "../printable.ts";
import type { AskedWindow } from "../window.ts";
import { daysInWords, type ControlDays } from "./controls.ts";
import { durationInWords } from "./duration.ts";
import type { FailureRow } from "./rows.ts";

export type FailuresPage = {
  readonly asked: AskedWindow;
  readonly rows: readonly FailureRow[];
  readonly state: WindowState;
  readonly controls: readonly ControlDays[];
  /** Only some were asked for. */
  readonly isFiltered: boolean;
};

const HEADINGS: { readonly [status in Lateness]: string } = {
  exception: "Exceptions (seen failing past the limit, under no accepted risk)",
  "possible exception": "Possible exceptions, which depend on times between readings that nobody knows",
  accepted: "Accepted (late only while the risk was accepted)",
  "open within its limit": "Open, within the limit",
  "ended uncorrected": "Ended uncorrected (moved out of the boundary, judged otherwise, replaced, or no longer asked)",
  "corrected in time": "Corrected in time, even if it lasted as long as it can have lasted",
};

const BEGAN: { readonly [began in Beginning]: string } = {
  drift: "passed before",
  "created failing": "failing since it was created",
  "began to apply": "the check began to apply",
  "first sight": "failing when it was first read",
  "judged otherwise": "other tests judged it",
  replaced: "another resource stood under this key before",
};

export function printFailures(out: Output, { asked, rows, state, controls, isFiltered }: FailuresPage): void {
  const [from, to] = [instantOf(asked.from), instantOf(asked.to)];
  out.line(`Failures from ${from} until ${to} (excluded)${asked.soFar ? ", so far: the newest seal ends it" : ""}`);
  out.line(`${stateLine(state, asked)} ${runsLine(state)}`);
  out.line();
  out.line(`${countLine(rows)}\n`);
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
  if (rows.length === 0 && !isFiltered)
    out.line('No failure was seen. Seen means: by the runs above; "not observed" in tidemark status is no pass.\n');
}

const instantOf = (ms: number): string => new Date(ms).toISOString();

function stateLine({ unsettled }: WindowState, { soFar }: AskedWindow): string {
  if (soFar) return "The period is not over, or not all of it is sealed.";
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

function countLine(rows: readonly FailureRow[]): string {
  const failures = new Set(
    rows.map(({ failure, scope, resource, check }) => [failure, scope, resource, check].join(" ")),
  );
  const counts = LATENESSES.flatMap((status) => {
    const count = rows.filter((row) => row.status === status).length;
    return count === 0 ? [] : [`${count} ${status}`];
  });
  const uncounted = rows.filter(({ status }) => status === null).length;
  if (uncounted > 0) counts.push(`${uncounted} counting for no control`);
  return `${plural(failures.size, "failure")}${counts.length === 0 ? "" : `. By control: ${counts.join(", ")}`}.`;
}

function linesOf(row: FailureRow): string[] {
  const { failure, control, severity, name, scope, because, check } = row;
  const head = [failure, control ?? "-", severity ?? "", printable(name), scope]
    .filter((part) => part !== "")
    .join("  ");
  const lines = [head, `  ${printable(because)} (${check})`, `  ${lastedLine(row)}`, `  ${whenLine(row)}`];
  const more = moreOf(row);
  if (more.length > 0) lines.push(`  ${more.join("; ")}`);
  lines.push(`  ${row.record}${row.endRecord === null ? "" : `, ended ${row.endRecord}`}`);
  return lines;
}

function lastedLine({ shortestMs, longestMs, to, limitMs, clock, due, lateMs, status }: FailureRow): string {
  const shortest = durationInWords(shortestMs);
  const lasted =
    longestMs === null
      ? `lasted at least ${shortest}${to === null ? ", and goes on" : ", nobody knows how much longer"}`
      : `lasted ${shortest} to ${durationInWords(longestMs)}`;
  if (limitMs === null) return lasted;
  const limit = limitMs === 0 ? "no time to correct" : `limit ${durationInWords(limitMs)}`;
  const counts = clock === null ? "" : `, counting from ${clock}`;
  const late = status === "exception" && lateMs !== null ? `; late for ${durationInWords(lateMs)} of the period` : "";
  return `${lasted}; ${limit}${counts}${status === "open within its limit" ? `, due ${due ?? ""}` : ""}${late}`;
}

function whenLine({ began, from, fromIs, lastGood, ended, to, toIs, lastBad, goesOn }: FailureRow): string {
  const whose = (is: string | null): string => (is === "source" ? " by the source's own time" : "");
  const good = lastGood === null ? "not read before" : `last known not failing ${lastGood}`;
  const begin = `began ${lastGood === null ? "at the latest " : ""}${from}${whose(fromIs)} (${BEGAN[began]}; ${good})`;
  const after = to !== null && goesOn ? ", after the period" : "";
  const end =
    to === null
      ? `seen failing last ${lastBad}`
      : `${ended} ${to}${whose(toIs)}${after} (seen failing last ${lastBad})`;
  return `${begin}; ${end}`;
}

function moreOf({ owner, acceptances, time, becameKnownLater, recorded, lateAfter }: FailureRow): string[] {
  return [
    ...(owner === null ? [] : [`owner ${printable(owner)}`]),
    ...acceptances.map(({ id, from, to }) => `accepted by ${id} from ${from} until ${to}`),
    ...(time > 1 ? [`failure ${time} of this item in the period`] : []),
    ...(becameKnownLater ? [`became known after the period (${recorded})`] : []),
    ...(lateAfter ? ["late after the period"] : []),
  ];
}
