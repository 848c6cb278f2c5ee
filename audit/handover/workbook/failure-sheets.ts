// Makes the sheets of failures: the exceptions with those that may be some, and all of them, a row a failure and control.
import { common, type Stretch } from "../../period/stretches.ts";
import { countsOf } from "../../report/facts/counts.ts";
import { failureEntries, isExceptional } from "../../report/page/parts/failure-list.ts";
import { lastedWords, limitWords } from "../../report/words.ts";
import type { Report } from "../../report/report.ts";
import type { Ledger } from "../../../ledger/read/ledger.ts";
import { RecordReader } from "../../reading/record-at.ts";
import type { FailureInWindow } from "../../tables/failures-in.ts";
import { changedFacts } from "../changed-facts.ts";
import { failureRows, type FailureRow } from "../failure-rows.ts";
import type { WorkbookFrom } from "./from.ts";
import { SHEETS } from "./names.ts";
import { blank, instant, number, tableOf, text, type ColumnOf, type Draft } from "./sheet.ts";

/** A workbook that is handed over names nobody. */
export const NO_NAMES = { nameOf: () => Promise.resolve(null) };

type Row = FailureRow & {
  /** The facts that its first record changed, and those that the record of its end changed. */
  readonly atBegin: string | null;
  readonly atEnd: string | null;
  /** As in `E-01`; null for a failure that is no exception and can't be one. */
  readonly number: string | null;
  /** The exceptions in the period, or where there is none, the stretches that are possibly late. */
  readonly late: readonly Stretch[];
};

const ms = (time: string | null): number | null => (time === null ? null : Date.parse(time));
const seconds = (length: number | null): number | null => (length === null ? null : Math.round(length / 1000));
const yes = (is: boolean): string | null => (is ? "yes" : null);
const iso = (time: number): string => new Date(time).toISOString();

const factsInWords = (changed: string | null): string | null => (changed === "" ? "no fact changed" : changed);

const COLUMNS: readonly ColumnOf<Row>[] = [
  text("No.", 7, ({ number: no }) => no),
  text("Failure", 12, ({ failure }) => failure),
  text("Control", 16, ({ control }) => control),
  text("Status", 22, ({ status }) => status ?? "counts for no control"),
  text("Time to correct", 14, ({ limitMs }) => (limitMs === null ? null : limitWords(limitMs))),
  text("Check", 34, ({ check }) => check),
  text("Resource", 34, ({ name }) => name),
  text("Key", 50, ({ resource }) => resource),
  text("Scope", 26, ({ scope }) => scope),
  text("Region", 14, ({ region }) => region),
  text("Type", 26, ({ type }) => type),
  text("Severity", 10, ({ severity }) => severity),
  text("Place", 12, ({ place }) => place),
  text("Owner (role, or reference of a person)", 24, ({ owner }) => owner),
  text("Because", 60, ({ because }) => because),
  instant("Began at the latest", ({ from }) => ms(from)),
  text("Begin is a time of the (source, reading, record)", 12, ({ fromIs }) => fromIs),
  text("How it began", 18, ({ began }) => began),
  text("Facts that changed then (before -> after)", 50, ({ atBegin }) => factsInWords(atBegin)),
  instant("Last known not to fail (reading, or creation of the resource)", ({ lastGood }) => ms(lastGood)),
  instant("First bad reading", ({ firstBad }) => ms(firstBad)),
  instant("Ended at the latest", ({ to }) => ms(to)),
  text("End is a time of the (source, reading, record)", 12, ({ toIs }) => toIs),
  instant("Last bad reading", ({ lastBad }) => ms(lastBad)),
  instant("First good reading", ({ firstGood }) => ms(firstGood)),
  text("How it ended", 18, ({ ended }) => ended),
  text("Facts that changed at the end (before -> after)", 50, ({ atEnd }) => factsInWords(atEnd)),
  text("Goes on at the end of the period", 10, ({ goesOn }) => yes(goesOn)),
  text("Lasted", 26, ({ shortestMs, longestMs }) => lastedWords(shortestMs, longestMs)),
  number("Shortest (seconds)", ({ shortestMs }) => seconds(shortestMs)),
  number("Longest (seconds)", ({ longestMs }) => seconds(longestMs)),
  instant("Limit counts from", ({ clock }) => ms(clock)),
  instant("Late from", ({ due }) => ms(due)),
  text("Exception, or possible one (from until)", 50, ({ late }) =>
    late.map(({ from, to }) => `${iso(from)} until ${iso(to)}`).join("\n"),
  ),
  number("Exception up to the last bad reading (seconds)", ({ lateSeenMs }) => seconds(lateSeenMs)),
  number("Exception after it, if it went on (seconds)", ({ latePresumedMs }) => seconds(latePresumedMs)),
  text("Late only after the period", 10, ({ lateAfter }) => yes(lateAfter)),
  text("Became known after the period", 10, ({ becameKnownLater }) => yes(becameKnownLater)),
  number("Which time in the period", ({ time }) => time),
  instant("Counts until", ({ countedUntil }) => ms(countedUntil)),
  text("Risk acceptance", 18, ({ acceptances }) => acceptances.map(({ id }) => id).join("\n")),
  text("In force (from until)", 50, ({ acceptances }) =>
    acceptances.map(({ from, to }) => `${from ?? ""} until ${to ?? ""}`).join("\n"),
  ),
  text("Record of the acceptance", 50, ({ acceptances }) => acceptances.map(({ record }) => record).join("\n")),
  text("Management's response", 60, ({ responses }) => responses.map((each) => each.text).join("\n")),
  text("Response recorded (ISO)", 25, ({ responses }) => responses.map((each) => each.time).join("\n")),
  text("Record of the response", 60, ({ responses }) => responses.map((each) => each.record).join("\n")),
  instant("Recorded", ({ recorded }) => ms(recorded)),
  text("Record", 60, ({ record }) => record),
  instant("End recorded", ({ endRecorded }) => ms(endRecorded)),
  text("Record of the end", 60, ({ endRecord }) => endRecord),
  blank("Tester"),
  blank("Tested on"),
  blank("Evidence seen"),
  blank("Result"),
  blank("Note"),
];

const PARAMETERS =
  "Each row is a failure under a control. Management's response is what was recorded by the newest seal; nobody checked it. Facts are what a finding says that the check read. Times of begin and end are bounds from above; the readings beside them say how far.";

/** The exceptions with the possible ones, and all failures. */
export async function failureSheets({
  report,
  ledger,
}: WorkbookFrom): Promise<readonly [exceptions: Draft, all: Draft]> {
  const rows = await rowsOf(report, ledger);
  const exceptional = rows.filter(({ status }) => isExceptional(status ?? undefined));
  const { exceptions, possible, failures } = countsOf(report);
  const more = report.failures.length - failures;
  const about = { source: "tables failure, verdict, judged, acceptance", parameters: PARAMETERS };
  return [
    {
      ...about,
      name: SHEETS.exceptions,
      title: "Exceptions, as management computes them, and possible exceptions",
      agrees: {
        count: exceptions + possible,
        said: `${exceptions} exceptions and ${possible} possible ones, figure exceptions on page 1 of the report`,
      },
      ...tableOf(COLUMNS, exceptional),
    },
    {
      ...about,
      name: SHEETS.failures,
      title: "Failures: all that were seen, whether they count for a control or not",
      agrees: {
        count: failures + more,
        said: `${failures} failures, figure failures on page 1 of the report, each once; a failure that counts for more than one control has a row for each (${more} more)`,
      },
      ...tableOf(COLUMNS, rows),
    },
  ];
}

async function rowsOf({ failures, window, responsesTo }: Report, ledger: Ledger): Promise<Row[]> {
  const numbers = new Map(
    (await failureEntries(failures)).flatMap(({ under, number: no }) => under.map((each) => [each, no] as const)),
  );
  const told = await failureRows(failures, NO_NAMES, responsesTo);
  const changed = await changesOf(failures, ledger);
  return failures.map((each, at) => {
    const { exceptions = [], possible = [] } = each.counted?.verdict ?? {};
    const late = each.counted?.status === "exception" ? exceptions : possible;
    const isLate = isExceptional(each.counted?.status);
    return {
      ...(told[at] as FailureRow),
      ...(changed.get(each) ?? { atBegin: null, atEnd: null }),
      number: isLate ? (numbers.get(each) ?? null) : null,
      late: isLate ? common(late, [window]) : [],
    };
  });
}

type Changes = Pick<Row, "atBegin" | "atEnd">;

// A reader keeps the segments that it read: each scope has one of its own, so that memory goes by the largest scope.
async function changesOf(
  failures: readonly FailureInWindow[],
  { store }: Ledger,
): Promise<ReadonlyMap<FailureInWindow, Changes>> {
  const changes = new Map<FailureInWindow, Changes>();
  for (const [scope, own] of Map.groupBy(failures, (each) => each.scope)) {
    const reader = new RecordReader(store);
    const told = (check: string, record: string | undefined): Promise<string | null> =>
      record === undefined ? Promise.resolve(null) : changedFacts(reader, { scope, check, record });
    for (const each of own) {
      const { opening, closing } = each.failure;
      changes.set(each, {
        atBegin: await told(each.check, opening.record),
        atEnd: await told(each.check, closing?.record),
      });
    }
  }
  return changes;
}
