// Prints the history of a resource: what each record changed, and how its results stand at the end.
import { becauseOfTime } from "../../audit/by-time.ts";
import type { HistoryEvent, OutcomeChange, ResourceHistory } from "../../audit/timeline/resource-history.ts";
import type { Difference } from "../../audit/timeline/structural-diff.ts";
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import type { Problem } from "../../evidence-schema/record/record.ts";
import { plural } from "../../audit/plural.ts";
import { spellsOf } from "../../audit/timeline/spells.ts";
import { table, type Output } from "../output.ts";
import { printable } from "../printable.ts";

/** `named`: a text with what people are called in the place of references. */
export function printHistory(out: Output, { events, results }: ResourceHistory, named: (text: string) => string): void {
  for (const event of events) {
    const { is, said, reason, problem } = event;
    const why = reason ?? (problem === null ? null : causeOf(problem));
    const known = said.dataTime === null ? "" : ` (data of ${said.dataTime})`;
    out.section(
      named(`${said.time}  ${is}${why === null ? "" : `: ${printable(why)}`}${known}  ${said.record}`),
      [...outcomeLines(event), ...event.differences.map(differenceLine)].map((line) => printable(named(line))),
    );
    if (event.outcomes.length + event.differences.length === 0) out.line();
  }
  const standing = results.flatMap(({ check, intervals }) => {
    const open = spellsOf(intervals).filter(({ to }) => to === null);
    return open.map(({ outcome, from, gaps, problem, because, said }) => [
      check,
      outcome,
      printable(problem === null ? because : causeOf(problem)),
      `${from === null ? "since before the first record that was read" : `since ${from}`}${gaps.length === 0 ? "" : `, with ${plural(gaps.length, "gap")}`}`,
      said.record,
    ]);
  });
  out.section(
    "At the end",
    standing.length === 0 ? ["the resource has no result"] : table(standing).map((line) => printable(named(line))),
  );
}

const causeOf = ({ code, detail }: Problem): string => `${code}: ${detail}`;

const outcomeLines = ({ outcomes }: HistoryEvent): string[] =>
  table(
    outcomes.map(({ check, before, after, transition, byTime }) => [
      check,
      `${said(before)} -> ${said(after)}`,
      transition ?? "",
      after === null ? "" : printable(becauseOfTime(after.because, { byTime, outcome: after.outcome })),
    ]),
  );

const said = (result: OutcomeChange["before"]): string => result?.outcome ?? "none";

function differenceLine({ path, before, after }: Difference): string {
  if (before === undefined) return `+ ${path}: ${shown(after)}`;
  if (after === undefined) return `- ${path}: ${shown(before)}`;
  return `~ ${path}: ${shown(before)} -> ${shown(after)}`;
}

const shown = (value: Json | undefined): string => printable(JSON.stringify(value) ?? "");
