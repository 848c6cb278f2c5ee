// Prints the failures of a window: exceptions first, each with how long it lasted, its limit, and the records that say so.
import { LATENESSES, type Lateness } from "../../audit/period/lateness.ts";
import type { Ending } from "../../audit/period/failures.ts";
import { plural } from "../../audit/plural.ts";
import type { WindowState } from "../../audit/tables/window-state.ts";
import { table, type Output } from "../output.ts";
import { printable } from "../printable.ts";
import type { AskedWindow } from "../times/window.ts";
import { UTC } from "../../audit/period/days.ts";
import { daysInWords, type ControlDays } from "./controls.ts";
import { atMostInWords, durationInWords } from "../../audit/duration.ts";
import type { FailureRow } from "../../audit/handover/failure-rows.ts";

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
  exception: "Exceptions (known failing past the limit, at a time without an accepted risk)",
  "possible exception": "Possible exceptions, which depend on times that nobody read",
  accepted: "Accepted (late only while the risk was accepted)",
  "open within its limit": "Open, within the limit",
  "ended uncorrected":
    "No longer counted, and not corrected (moved out of the boundary, replaced, judged by other tests, or no longer asked)",
  "corrected in time": "Corrected or removed in time, even if it lasted as long as it can have lasted",
};

export function printFailures(out: Output, page: FailuresPage): void {
  const { asked, rows, state, controls, leftOut } = page;
  out.line(titleLine(page));
  out.line(`${stateLine(state, asked)} ${runsLine(state)}`);
  out.line();
  out.line(countLine(rows));
  if (leftOut > 0)
    out.line(
      `Shown are ${rows.length} of ${rows.length + leftOut} rows (a failure under a control is a row). The options leave out the others.`,
    );
  out.line();
  out.section(
    `Controls (days of the period in ${asked.zone}, each counted once by its gravest status)`,
    table(controls.map((each) => [printable(each.control), plural(each.days, "day"), daysInWords(each)])),
  );
  if (controls.length > 0) out.line(`${DAYS_NOTE}${laterLine(rows)}\n`);
  for (const status of LATENESSES)
    out.section(
      HEADINGS[status],
      rows.filter((row) => row.status === status).flatMap((row) => linesOf(row)),
    );
  out.section(
    "Counting for no control",
    rows.filter(({ status }) => status === null).flatMap((row) => linesOf(row)),
  );
  if (rows.length === 0 && leftOut === 0)
    out.line(
      'No failure is known in the period. Results that nobody read may hide some (see the days "not observed").\n',
    );
}

const DAYS_NOTE =
  "A day is judged by what was known at the end of this period. The same day can stand otherwise in a longer one.";

function laterLine(rows: readonly FailureRow[]): string {
  const later = new Set(rows.filter(({ becameKnownLater }) => becameKnownLater).map(({ failure }) => failure)).size;
  if (later === 0) return "";
  return ` ${plural(later, "failure")} below became known after the period, and ${later === 1 ? "fills" : "fill"} no day above.`;
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
  if (unsettled === 0)
    return "Settled: each scope has a reading as of the end or later. Settled does not mean complete.";
  return `Not settled: not every scope has a reading as of the end, and the last ${durationInWords(unsettled)} can still change.`;
}

const MOST_MISSING = 5;

function runsLine(state: WindowState): string {
  const { begins } = state;
  if (begins === null) return runsInWords(state);
  return `The log begins at ${instantOf(begins)}. Before that nothing was due, and nothing was observed. ${runsInWords(state)}`;
}

function runsInWords({ due, made, missing, isScheduled, seals }: WindowState): string {
  if (seals === 0) return "No run was sealed in the period. All that is known of it was recorded later.";
  if (!isScheduled) return "No schedule was in force in the period, so missed runs can't be told.";
  if (due === 0) return "No run was due in the period.";
  if (made === due)
    return due === 1 ? "The one run that was due is sealed." : `All ${due} runs that were due are sealed.`;
  const named = missing.slice(0, MOST_MISSING).join(", ");
  const more = missing.length > MOST_MISSING ? `, and ${missing.length - MOST_MISSING} more` : "";
  return `${made} of ${due} runs that were due are sealed. Missing: ${named}${more}.`;
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
  return `${plural(failures.size, "failure")}${counts.length === 0 ? "" : `. Counted once for each control: ${counts.join(", ")}`}.`;
}

function linesOf(row: FailureRow): string[] {
  const { failure, control, severity, name, scope, because, check } = row;
  const head = [failure, printable(control ?? "-"), severity ?? "", printable(name), scope]
    .filter((part) => part !== "")
    .join("  ");
  const lines = [head, `  ${printable(because)} (${check})`, `  ${lastedLine(row)}`, `  ${whenLine(row)}`];
  const more = moreOf(row);
  if (more.length > 0) lines.push(`  ${more.join("; ")}`);
  for (const { text, time, record } of row.responses)
    lines.push(`  management's response of ${time}: ${printable(text)} (${record})`);
  if (row.resource !== row.name) lines.push(`  ${printable(row.resource)}`);
  const end = row.endRecord === null ? "" : `; its end ${row.endRecorded ?? ""}, ${row.endRecord}`;
  lines.push(`  recorded ${row.recorded}, ${row.record}${end}`);
  return lines;
}

function lastedLine(row: FailureRow): string {
  const { limitMs, clock, due, status, countedUntil } = row;
  const said = [lasted(row)];
  if (limitMs !== null) {
    const limit = limitMs === 0 ? "no time to correct" : `limit ${durationInWords(limitMs)}`;
    const counts = clock === null ? "" : `, counting from ${clock}`;
    said.push(`${limit}${counts}${status === "open within its limit" ? `, due ${due ?? ""}` : ""}`);
  }
  if (status === "exception") said.push(lateInWords(row));
  if (status === "possible exception" && isPastLimit(row))
    said.push("past its limit before the period, and seen failing last before it");
  if (countedUntil !== null)
    said.push(
      `counts until ${countedUntil}, when its resource left the boundary, its scope the roster, or the control its effect`,
    );
  if (row.status === null) said.push(uncountedFor(row));
  return said.join("; ");
}

function lateInWords({ lateFrom, lateSeenMs, latePresumedMs }: FailureRow): string {
  const seen = `late since ${lateFrom ?? ""}: in the period ${durationInWords(lateSeenMs ?? 0)} up to the last reading that shows it`;
  return latePresumedMs === null || latePresumedMs === 0
    ? seen
    : `${seen}, and ${durationInWords(latePresumedMs)} more if it went on`;
}

/** Its exceptions begin before the last reading that shows it: they are certain, and lie before the period. */
const isPastLimit = ({ lateFrom, lastBad }: FailureRow): boolean => lateFrom !== null && lateFrom <= lastBad;

function uncountedFor({ place, isEnrolled }: FailureRow): string {
  if (!isEnrolled) return "its scope was not enrolled in the period";
  const isWithin = place === null || place === "production" || place === "supporting";
  return isWithin ? "no control in effect rests on the check" : `the resource lies in ${place} by the boundary`;
}

function lasted({ shortestMs, longestMs, to }: FailureRow): string {
  const shortest = shortestMs === 0 ? null : durationInWords(shortestMs);
  if (to === null)
    return shortest === null ? "open when last read" : `lasted at least ${shortest}, open when last read`;
  if (longestMs === null)
    return shortest === null ? "its length is not known" : `lasted at least ${shortest}, and its length is not known`;
  const longest = atMostInWords(longestMs);
  if (shortest === null) return `lasted at most ${longest}`;
  return shortest === longest ? `lasted ${longest}` : `lasted ${shortest} to ${longest}`;
}

function whenLine(row: FailureRow): string {
  const { from, fromIs, firstBad, ended, to, toIs, lastBad, goesOn } = row;
  const whose = (is: string | null): string => (is === "source" ? " (the last change that the source tells)" : "");
  const begin = `began by ${from}${whose(fromIs)}; ${beforeIt(row)}`;
  // A source may answer with what held some minutes ago: then a single reading shows no more than that it failed.
  const seen = lastBad < from ? `read failing ${firstBad}` : `seen failing last ${lastBad}`;
  if (to === null) return `${begin}; ${seen}`;
  const after = goesOn ? ", after the period" : "";
  return `${begin}; ${seen}; ${ENDED[ended]} by ${to}${whose(toIs)}${after}`;
}

const ENDED: { readonly [ended in Ending]: string } = {
  corrected: "corrected",
  removed: "removed",
  replaced: "replaced",
  "no longer applies": "no longer applies",
  "judged otherwise": "judged otherwise by other tests",
  "check withdrawn": "no longer asked",
  open: "open",
};

/** How it was before it failed, as far as anybody knows. */
function beforeIt({ began, lastGood }: FailureRow): string {
  const good = lastGood ?? "";
  switch (began) {
    case "drift":
      return `known not failing ${good}`;
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
    ...acceptances.map(
      ({ id, record, from, to }) => `risk accepted (${printable(id)}) from ${from} until ${to}, ${record}`,
    ),
    ...(time > 1 ? [`failure ${time} of this item in the period`] : []),
    ...(becameKnownLater ? [`became known after the period (${recorded})`] : []),
    ...(lateAfter ? ["late only after the period"] : []),
  ];
}
