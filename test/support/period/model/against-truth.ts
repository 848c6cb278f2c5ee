// Holds found failures and verdicts against what is true: brackets, exceptions, and what was corrected in time.
import { lasted, type Failure } from "../../../../audit/period/failures.ts";
import { hours } from "../history.ts";
import type { History } from "./any-history.ts";
import type { Answers } from "./asked.ts";
import { groupsOf, isPlain, lateHours, toldBy, truthOf, withMoved, type Group, type Truth } from "./true-failures.ts";
import type { Spell } from "./true-history.ts";

/** Sentences about what is wrong; none if nothing is. */
export type Property = (history: History, answers: Answers) => string[];

/**
 * `defined`: the truth with the begins that the page defines, whatever is true: other tests judge from their record on, if the source
 * says that nothing else changed. `spells`: the true failures of each found one, as they are defined.
 */
type Told = {
  readonly truth: Truth;
  readonly groups: readonly Group[];
  readonly defined: Truth;
  readonly spells: readonly (readonly Spell[])[];
};

const isAtRecord = ({ began, lastGood, from }: Failure): boolean => began === "judged otherwise" && lastGood === from;

function told({ world }: History, { readings, failures }: Answers): Told {
  const truth = truthOf(world, readings);
  const groups = groupsOf(readings);
  const fellInto = groups.map((group) => toldBy(truth, group));
  const moved = new Map<Spell, Spell>();
  for (const [at, failure] of failures.entries())
    for (const spell of isAtRecord(failure) ? (fellInto[at] ?? []) : [])
      moved.set(spell, { ...spell, from: Math.max(spell.from, hours(failure.from)) });
  const spells = fellInto.map((all) => all.map((spell) => moved.get(spell) ?? spell));
  return { truth, groups, defined: withMoved(truth, moved), spells };
}

export const oneFailureAGroup: Property = (history, answers) => {
  const { groups } = told(history, answers);
  const [found, expected] = [answers.failures.length, groups.length];
  return found === expected ? [] : [`found ${found} failures, expected ${expected}`];
};

/** Whether the truth changed at most once between readings, in all of its series up to a failure. */
const isPlainSeries = ({ truth, groups }: Told, series: number, at: number): boolean =>
  groups.slice(series, at + 1).every((group) => isPlain(truth, group));

/** The true begin, end and length lie in the brackets, where the truth changed at most once between two readings. */
export const bracketsHoldTheTruth: Property = (history, answers) => {
  const all = told(history, answers);
  return answers.failures.flatMap((failure, at) => {
    const group = all.groups[at];
    if (group === undefined || !isPlainSeries(all, failure.series, at)) return [];
    const spells = all.spells[at] ?? [];
    if (spells.length !== 1) return [`failure ${at}: ${spells.length} true failures`];
    const [{ from: trueBegin, to: trueEnd, life } = { from: 0, to: 0, life: null }] = spells;
    const lastGood = failure.lastGood === null ? null : hours(failure.lastGood);
    const [from, lastBad] = [hours(failure.from), hours(failure.lastBad)];
    const to = failure.to === null ? null : hours(failure.to);
    // A failure that goes on in a replacement begins at the reading that showed it: the failure before has the time before that.
    const isMoved = failure.series !== at;
    const begin = isMoved ? Math.max(trueBegin, lastGood ?? -Infinity) : trueBegin;
    const { shortest, longest } = lasted(failure);
    const length = Math.max(0, trueEnd - begin) * 3_600_000;
    const wrong: string[] = [];
    if (begin > from) wrong.push(`begins at ${begin}, later than ${from}`);
    // The same data may be judged by other tests, or be asked by a check for the first time: it then begins at its own instant.
    const isOtherwise = failure.began === "judged otherwise" || failure.began === "first sight";
    const isExact = isMoved || life?.created === begin || isOtherwise;
    const isBorn = lastGood === begin && isExact;
    if (lastGood !== null && begin <= lastGood && !isBorn) wrong.push(`begins at ${begin}, not after ${lastGood}`);
    if (to !== null && trueEnd > to) wrong.push(`ends at ${trueEnd}, later than ${to}`);
    if (trueEnd < lastBad) wrong.push(`ends at ${trueEnd}, before ${lastBad}`);
    if (length < shortest) wrong.push(`lasts ${length / 3_600_000} h, less than ${shortest / 3_600_000}`);
    if (longest !== null && length > longest) wrong.push(`lasts ${length / 3_600_000} h, more than the longest`);
    return wrong.map((sentence) => `failure ${at}: ${sentence}`);
  });
};

/** At some instant of the window the truth is late, where the truth changed at most once between two readings. */
export const noExceptionIsFalse: Property = (history, answers) => {
  const all = told(history, answers);
  const { from, to } = history.window;
  return answers.verdicts().flatMap((verdict, at) => {
    const [failure, group] = [answers.failures[at], all.groups[at]];
    if (verdict?.status !== "exception" || failure === undefined || group === undefined) return [];
    if (!isPlainSeries(all, failure.series, at)) return [];
    const late = (all.spells[at] ?? []).flatMap((spell) => lateHours(all.defined, spell, history.laid));
    return late.some((hour) => from <= hour && hour < to) ? [] : [`failure ${at}: the exception is false`];
  });
};

/** However often the truth changed: a failure that was late and that a reading fell into is not said to be in time. */
export const nothingLateIsInTime: Property = (history, answers) => {
  const all = told(history, answers);
  const { from, to } = history.window;
  const end = Math.min(to, hours(answers.until) + 1);
  return answers.verdicts().flatMap((verdict, at) => {
    const failure = answers.failures[at];
    const isInTime = verdict?.status === "corrected in time" || verdict?.status === "open within its limit";
    if (!isInTime || failure === undefined) return [];
    const first = failure.series !== at && failure.lastGood !== null ? hours(failure.lastGood) : -Infinity;
    const late = (all.spells[at] ?? [])
      .flatMap((spell) => lateHours(all.defined, spell, history.laid))
      .filter((hour) => from <= hour && hour < end && hour >= first);
    return late.length === 0 ? [] : [`failure ${at}: ${verdict.status}, and late at ${late[0]}`];
  });
};
