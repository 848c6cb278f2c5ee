// Prints the answers to a worked case as the case has them: tests and processes with a mistake in them hold them against it.
import { lasted, type Failure } from "../../../audit/period/failures.ts";
import type { Lateness } from "../../../audit/period/lateness.ts";
import { common } from "../../../audit/period/stretches.ts";
import { ask, glyphs, HOUR, hours, readings, type CaseTerms } from "./history.ts";

/** `failures`: `from (last good) - to (last bad) ended; shortest..longest`, in hours; `?`: nobody knows, `+`: it goes on or may be longer. */
export type CaseAnswers = {
  readonly failures: readonly string[];
  /** Of each failure, in the window: null where nothing of it counts. */
  readonly status: readonly (Lateness | null)[];
  /** Exception parts in the window, in hours. */
  readonly exceptions: readonly string[];
  readonly days: string;
};

function inWords(failure: Failure): string {
  const { from, lastGood, to, lastBad, ended } = failure;
  const { shortest, longest } = lasted(failure);
  const good = lastGood === null ? "?" : hours(lastGood);
  const end = to === null ? `open (${hours(lastBad)})` : `${hours(to)} (${hours(lastBad)}) ${ended}`;
  const most = longest === null ? (to === null ? "+" : "?") : longest / HOUR;
  return `${hours(from)} (${good}) - ${end}; ${shortest / HOUR}..${most}`;
}

export function caseAnswers(text: string, terms: CaseTerms = {}): CaseAnswers {
  const { failures, verdicts, window, days } = ask(readings(text), terms);
  const late = verdicts.flatMap((each) => (each?.status === "exception" ? each.exceptions : []));
  return {
    failures: failures.map(inWords),
    status: verdicts.map((verdict) => verdict?.status ?? null),
    exceptions: common(late, [window]).map(({ from, to }) => `${hours(from)}-${hours(to)}`),
    days: glyphs(days),
  };
}
