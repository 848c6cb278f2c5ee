// Prints a query's answer as a page: scopes first, then what failed or was not observed, then what came and went.
import type { Citation } from "../../audit/reading/citation.ts";
import type { PeriodAnswer } from "../../audit/timeline/period-answer.ts";
import { checks as allChecks } from "../../checks/index.ts";
import { OUTCOMES, type Outcome } from "../../evidence-schema/record/record.ts";
import { table, type Output } from "../output.ts";
import type { QuestionTime } from "../times/period.ts";
import { printable } from "../printable.ts";
import type { Row } from "./rows.ts";
import { secondCountLines } from "../pages/second-counts.ts";
import { durationOf, longestWithout } from "./silence.ts";
import { nameOf, type Names } from "../../audit/resource-name.ts";
import { plural } from "../../audit/plural.ts";

const WORDS: { readonly [outcome in Outcome]: string } = {
  pass: "pass",
  fail: "fail",
  indeterminate: "not observed",
  "not-applicable": "not applicable",
};

const BY_WHAT: { readonly [by in QuestionTime["by"]]: string } = {
  record: "Times are those of the records.",
  data: "Times are those of the data: a run counts from the latest data time of what it read in a scope.",
};

export type Page = {
  readonly asked: QuestionTime;
  readonly answers: readonly PeriodAnswer[];
  readonly rows: readonly Row[];
  /** Whether outcomes were asked for: else what passed throughout is counted and not listed. */
  readonly all: boolean;
  /** When the newest seal was made. */
  readonly sealed: string;
};

export async function printPage(out: Output, page: Page, names: Names): Promise<void> {
  const { asked, answers, rows, all, sealed } = page;
  const window = asked.is === "window";
  out.line(window ? `From ${asked.from} until ${asked.to} (excluded)` : `As of ${asked.asOf}`);
  out.line(
    `${BY_WHAT[asked.by]} The newest seal was made at ${sealed}, and owners, severities and waivers are those of then.`,
  );
  out.line();
  out.section("Scopes", scopeLines(page));
  out.section(
    "Counted differently by a second source",
    answers.flatMap(({ scope, counted: counts }) => secondCountLines(scope, counts)),
  );
  out.section("Results", countLines(rows, window));
  const listed = all ? rows : eventful(rows);
  for (const check of new Set(listed.map((row) => row.check))) {
    const title = allChecks.find(({ id }) => id === check)?.title ?? check;
    const lines = listed.filter((row) => row.check === check).map((row) => resultLine(row, window));
    out.section(`${title} (${check})`, table(lines));
  }
  if (listed.length < rows.length)
    out.line(
      `${rows.length - listed.length} more ${window ? "passed or did not apply throughout" : "pass or do not apply"} (--outcome pass lists them)\n`,
    );
  if (window) await printMoves(out, page, names);
}

function scopeLines({ asked, answers, sealed }: Page): string[] {
  return table(
    answers.map(({ scope, population, times, unsealed }) => {
      const later = unsealed === 0 ? [] : [`${plural(unsealed, "later segment")} not sealed and not counted`];
      const last = times.at(-1);
      if (last === undefined)
        return [
          scope,
          [asked.by === "data" ? "no data of that time" : "nothing sealed at that time", ...later].join("; "),
        ];
      const within = asked.is === "as-of" ? null : times.filter((time) => time >= asked.from).length;
      const silence = asked.is === "as-of" ? null : longestWithout(times, asked, sealed);
      const duration = silence === null ? null : durationOf(silence);
      const said = [
        plural(population, "resource"),
        ...(within === null ? [] : [plural(within, "segment")]),
        asked.by === "data" ? `data of ${last}` : `last written ${last}`,
        ...(silence === null || duration === null
          ? []
          : [`longest time without a segment ${duration} from ${silence.from}`]),
      ];
      return [scope, [said.join(", "), ...later].join("; ")];
    }),
  );
}

function countLines(rows: readonly Row[], window: boolean): string[] {
  const counts = new Map<string, { [outcome in Outcome]: Set<string> }>();
  for (const { check, scope, resource, interval } of rows) {
    let of = counts.get(check);
    if (of === undefined)
      counts.set(
        check,
        (of = { pass: new Set(), fail: new Set(), indeterminate: new Set(), "not-applicable": new Set() }),
      );
    of[interval.outcome].add(`${scope} ${resource}`);
  }
  const heading = window ? [["(resources with this result at any time of the period)"]] : [];
  const lines = [...counts].map(([check, of]) => [
    check,
    ...OUTCOMES.flatMap((outcome) => [of[outcome].size, WORDS[outcome]]),
  ]);
  return table([...lines, ...(lines.length === 0 ? [] : heading)]);
}

// A result that was ever anything but passing is shown as a whole.
function eventful(rows: readonly Row[]): Row[] {
  const nameOfResult = ({ check, scope, resource }: Row): string => `${check} ${scope} ${resource}`;
  const isNews = ({ interval: { outcome } }: Row): boolean => outcome === "fail" || outcome === "indeterminate";
  const shown = new Set(rows.filter(isNews).map(nameOfResult));
  return rows.filter((row) => shown.has(nameOfResult(row)));
}

function resultLine({ name, scope, interval }: Row, window: boolean): string[] {
  const { outcome, because, problem, from, to, gaps, transition, end, said, began } = interval;
  const text = problem === null ? because : `${problem.code}: ${problem.detail}`;
  const data = said.dataTime === null ? "" : `, data of ${said.dataTime}`;
  const known = began === null || began.at === said.dataTime ? data : `${data}, began ${began.at}`;
  const since = from === null ? "since before the first record that was read" : `since ${from}`;
  const until = to === null ? "still so" : `to ${to}${end === null ? "" : ` (${end.why})`}`;
  const when = window ? `${since} ${until}` : since;
  const change = transition === null ? "" : `${transition}; `;
  const unread = gaps.map((gap) => `; not read from ${gap.from} to ${gap.to}`).join("");
  return [printable(name), scope, WORDS[outcome], printable(text), `${change}${when}${known}${unread}`, said.record];
}

async function printMoves(out: Output, { answers, asked }: Page, names: Names): Promise<void> {
  const timeOf = ({ time, dataTime }: Citation): string => (asked.by === "data" ? (dataTime ?? time) : time);
  const [came, went]: [string[][], string[][]] = [[], []];
  let baseline = 0;
  for (const { scope, appeared, departed } of answers) {
    for (const { entry, isBaseline, said } of appeared) {
      const name = printable(entry.name ?? (await nameOf(names, entry.key)));
      if (isBaseline) baseline += 1;
      else came.push([name, scope, timeOf(said), said.record]);
    }
    for (const { entry, reason, said } of departed)
      went.push([printable(entry.name ?? (await nameOf(names, entry.key))), scope, reason, timeOf(said), said.record]);
  }
  out.section("Appeared", table(came));
  out.section("Departed", table(went));
  if (baseline > 0) out.line(`${baseline} resources are the baseline (there when their unit was first read)\n`);
}
