// Counts what the first page states.
import type { Report } from "../report.ts";

export type Counts = {
  /** A failure under a control that is an exception; one under two controls counts twice. */
  readonly exceptions: number;
  readonly possible: number;
  readonly withExceptions: number;
  /** Exceptions that go on at the end of the window, past the limit and under no accepted risk. */
  readonly openAtEnd: number;
  /** Each failure once, whether it counts for a control or not. */
  readonly failures: number;
  /** Under a control, as exceptions. */
  readonly corrected: number;
  readonly accepted: number;
  readonly open: number;
  readonly uncorrected: number;
  /** Items of all controls together; one that two controls rest on counts twice. */
  readonly items: number;
  /** Days of controls in effect; those that are met; and those on which something was not read. */
  readonly days: number;
  readonly met: number;
  readonly notObserved: number;
  readonly partly: number;
  /** Not observed at some time of the day, beside a graver status. */
  readonly beside: number;
};

export function countsOf({ controls, failures, window }: Pick<Report, "controls" | "failures" | "window">): Counts {
  const counted = failures.flatMap(({ counted: of }) => of ?? []);
  const by = (status: string) => counted.filter((each) => each.status === status);
  const exceptions = by("exception");
  const days = controls.flatMap((control) => control.days).filter(({ status }) => status !== "not in effect");
  return {
    exceptions: exceptions.length,
    possible: by("possible exception").length,
    withExceptions: new Set(exceptions.map(({ control }) => control)).size,
    openAtEnd: exceptions.filter(({ verdict }) =>
      verdict.exceptions.some(({ from, to }) => from < window.to && to >= window.to),
    ).length,
    failures: new Set(failures.map(({ id, scope, key, check }) => [id, scope, key, check].join(" "))).size,
    corrected: by("corrected in time").length,
    accepted: by("accepted").length,
    open: by("open within its limit").length,
    uncorrected: by("ended uncorrected").length,
    items: controls.reduce((sum, { items }) => sum + items, 0),
    days: days.length,
    met: days.filter(({ status }) => status === "met").length,
    notObserved: days.filter(({ status }) => status === "not observed").length,
    partly: days.filter(({ status }) => status === "partly observed").length,
    beside: days.filter(({ status, marks }) => !isUnread(status) && marks.some(isUnread)).length,
  };
}

const isUnread = (status: string): boolean => status === "not observed" || status === "partly observed";
