// Lists mistakes that somebody might make in the algebra of a period, each with the case or property that catches it.
import type { Fault } from "../../support/model/faults/fault.ts";

export type PeriodFault = Omit<Fault, "by" | "within"> & {
  /** The number of the case, or the name of the property. */
  readonly by: string;
};

const failures = "audit/period/failures.ts";
const lateness = "audit/period/lateness.ts";

export const PERIOD_FAULTS: readonly PeriodFault[] = [
  {
    name: "the ends of a bracket are swapped",
    file: failures,
    find: "return { ...beginIn(lastGood ?? -Infinity, first), lastGood, firstBad: first.asOf };",
    replace:
      "return { ...beginIn(lastGood ?? -Infinity, first), lastGood: first.asOf, firstBad: lastGood ?? first.asOf };",
    by: "bracketsHoldTheTruth",
  },
  {
    name: "late begins after the limit, not at it",
    file: lateness,
    find: "Math.max(from, clock + limit), to }",
    replace: "Math.max(from, clock + limit + 1), to }",
    by: "50b",
  },
  {
    name: "late begins before the limit",
    file: lateness,
    find: "Math.max(from, clock + limit), to }",
    replace: "Math.max(from, clock + limit - 1), to }",
    by: "5b",
  },
  {
    name: "an acceptance counts from its written begin, before its record",
    file: "evidence-schema/documents/waiver-in-force.ts",
    find: "return [from, recorded, ...without]",
    replace: "return [from]",
    by: "verdictsAreThoseOfEachHour",
  },
  {
    name: "a replacement resets the clock",
    file: failures,
    find: "goesOn ? last.series : failures.length",
    replace: "goesOn ? failures.length : failures.length",
    by: "22",
  },
  {
    name: "unread time ends a failure, as if it had been good",
    file: failures,
    find: 'if (read.answer === "indeterminate") continue;',
    replace: "",
    by: "7",
  },
  {
    name: "unread time is drawn as met",
    file: "audit/period/tiles.ts",
    find: 'indeterminate: "not observed"',
    replace: 'indeterminate: "met"',
    by: "tilesAreThoseOfEachHour",
  },
  {
    name: "a window's edge cuts a failure, and its clock",
    file: lateness,
    find: "verdictOn(laid, at, window, until));",
    replace:
      "verdictOn({ ...laid, failures: laid.failures.map((each) => ({ ...each, from: Math.max(each.from, window.from) })) }, at, window, until));",
    by: "windowsAddUp",
  },
  {
    name: "what other tests say is taken for drift",
    file: failures,
    find: 'if (before.judged !== run.judged) return "judged otherwise";',
    replace: "",
    by: "25c",
  },
  {
    name: "what lies outside of the boundary is no failure",
    file: lateness,
    find: "return laid.failures.map((_, at) => verdictOn(laid, at, window, until));",
    replace: "return laid.failures.flatMap((_, at) => verdictOn(laid, at, window, until) ?? []);",
    by: "28c",
  },
  {
    name: "coming back into the boundary resets the clock",
    file: lateness,
    find: "common([stretch(each)], counts))[0]?.from",
    replace: "common([stretch(each)], counts)).at(-1)?.from",
    by: "30",
  },
  {
    name: "holds never end",
    file: "audit/period/holds.ts",
    find: "return slot + schedule.graceSeconds * 1000;",
    replace: "return Infinity;",
    by: "32",
  },
  {
    name: "a departure hides the failure that it ends",
    file: failures,
    find: 'if (run.answer !== "fail" && run.reason !== "replaced") wasGood = true;',
    replace: 'if (run.answer === "absent" && run.reason === "gone") failures.pop();',
    by: "21",
  },
];
