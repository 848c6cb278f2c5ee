// Says how a failure began and how it ended, by its readings alone.
import type { Beginning, Ending } from "../../../../audit/period/failures.ts";
import type { Property } from "./against-truth.ts";
import type { Reading } from "./read-history.ts";
import { groupsOf, type Group } from "./true-failures.ts";

function beginningOf({ before, bad }: Group, readings: readonly Reading[]): Beginning {
  const first = bad[0] as Reading;
  // What could not be judged shows all the same that another resource stood there.
  const since = before === null ? 0 : readings.indexOf(before);
  const isOther = readings
    .slice(since, readings.indexOf(first))
    .some(({ life }) => life !== null && life !== first.life);
  if (isOther) return "replaced";
  if (before === null || before.answer === "not-asked") return "first sight";
  if (before.answer === "absent") return "created failing";
  if (before.run.judged !== first.run.judged) return "judged otherwise";
  return before.answer === "pass" ? "drift" : "began to apply";
}

function endingOf({ bad, after }: Group): Ending {
  const last = bad.at(-1) as Reading;
  if (after === null) return "open";
  if (after.life !== null && after.life !== last.life) return "replaced";
  if (after.answer === "absent") return "removed";
  if (after.answer === "not-asked") return "check withdrawn";
  if (after.run.judged !== last.run.judged) return "judged otherwise";
  return after.answer === "pass" ? "corrected" : "no longer applies";
}

export const beginsAndEndsAsItsReadingsSay: Property = (_, { failures, readings }) =>
  groupsOf(readings).flatMap((group, at) => {
    const expected = [beginningOf(group, readings), endingOf(group)].join(" to ");
    const found = [failures[at]?.began, failures[at]?.ended].join(" to ");
    return found === expected ? [] : [`failure ${at}: found ${found}, expected ${expected}`];
  });
