// Makes the sheets about controls as a whole: the matrix with a line a control, and the days of each.
import { DAY_STATUSES, type ControlDay } from "../../period/control-days.ts";
import { countsOf } from "../../report/facts/counts.ts";
import type { ControlPart } from "../../report/facts/controls.ts";
import { limitWords, Times } from "../../report/words.ts";
import type { Lateness } from "../../period/lateness.ts";
import type { WorkbookFrom } from "./from.ts";
import { SHEETS } from "./names.ts";
import { blank, number, tableOf, text, type ColumnOf, type Draft } from "./sheet.ts";

const being = ({ failures }: ControlPart, status: Lateness): number =>
  failures.filter(({ counted }) => counted?.status === status).length;

const MATRIX: readonly ColumnOf<ControlPart>[] = [
  text("Control", 16, ({ id }) => id),
  text("Statement", 60, ({ control }) => control.statement),
  text("Criteria", 14, ({ control }) => control.criteria.join(" ")),
  text("Owner (role, or reference of a person)", 24, ({ control }) => control.owner),
  text("Frequency", 14, ({ control }) => control.frequency),
  text("Time to correct", 14, ({ limit }) => limitWords(limit)),
  text("Checks, each with the reason why it speaks for the control", 60, ({ tests }) =>
    tests.map(({ check, reason }) => `${check}: ${reason}`).join("\n"),
  ),
  number("Wordings in the period", ({ stated }) => stated.length),
  ...DAY_STATUSES.map((status) =>
    number<ControlPart>(`Days: ${status}`, ({ byStatus }) => byStatus.find(([each]) => each === status)?.[1] ?? 0),
  ),
  number("Days (sum)", ({ byStatus }) => byStatus.reduce((sum, [, count]) => sum + count, 0)),
  number("Failures", ({ failures }) => failures.length),
  number("Exceptions", (part) => being(part, "exception")),
  number("Possible exceptions", (part) => being(part, "possible exception")),
  number("Accepted", (part) => being(part, "accepted")),
  number("Corrected in time", (part) => being(part, "corrected in time")),
  number("Open within the limit", (part) => being(part, "open within its limit")),
  number("Ended uncorrected", (part) => being(part, "ended uncorrected")),
  number(
    "Failures going on at the end (exceptions or not)",
    ({ failures }) => failures.filter(({ goesOn }) => goesOn).length,
  ),
  number("Items", ({ items }) => items),
  blank("Tester"),
  blank("Date"),
  blank("Conclusion"),
];

export function matrixSheet({ report: { controls } }: WorkbookFrom): Draft {
  return {
    name: SHEETS.matrix,
    title: "Control matrix: each control as it is stated at the end of the period, and how it stood",
    source: "tables control, control_check, result, failure; documents/controls",
    parameters:
      "All controls that a document in force in the period states. A failure counts once for each control that it counts for. The columns of days add up to the days of the period.",
    agrees: {
      count: controls.length,
      said: `${controls.length} controls, by the map and the table of controls on page 1 of the report`,
    },
    ...tableOf(MATRIX, controls),
  };
}

type Day = ControlDay & { readonly control: string; readonly date: string };

const DAYS: readonly ColumnOf<Day>[] = [
  text("Control", 16, ({ control }) => control),
  text("Date", 12, ({ date }) => date),
  text("Status", 28, ({ status }) => status),
  text("Also", 40, ({ marks }) => marks.join(", ")),
  number("Items failing", ({ failing }) => failing),
  number("Items and units not observed", ({ unread }) => unread),
];

export function daysSheet({ report }: WorkbookFrom): Draft {
  const times = new Times(report.window.zone);
  const { days } = countsOf(report);
  const rows = report.controls.flatMap(({ id: control, days: own }) =>
    own
      .filter(({ status }) => status !== "not in effect")
      .map((day) => ({ ...day, control, date: times.isoDay(day.from) })),
  );
  return {
    name: SHEETS.days,
    title: "Control days: each day of each control, by its gravest status",
    source: "tables result, failure, unit, gap, control",
    parameters:
      "Days on which a control was not in effect are left out. Statuses that hold too stand under Also. Items are checks on resources, and units that were not read.",
    agrees: { count: days, said: `${days} control-days, figure days on page 1 of the report` },
    coloured: "Status",
    ...tableOf(DAYS, rows),
  };
}
