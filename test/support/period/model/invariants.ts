// Checks what holds between answers to related questions: other windows, other overlays, fewer and more readings.
import type { Verdict } from "../../../../audit/period/lateness.ts";
import { lasted } from "../../../../audit/period/failures.ts";
import { common, joined, lengthOf, without, type Stretch } from "../../../../audit/period/stretches.ts";
import { failuresOf, type Failure } from "../../../../audit/period/failures.ts";
import { at, hours } from "../history.ts";
import type { History, Hours } from "./any-history.ts";
import { answersOf, answersTo, inMs, type Answers } from "./asked.ts";
import type { Property } from "./against-truth.ts";
import { single } from "./read-history.ts";

const same = (name: string, found: unknown, expected: unknown): string[] => {
  const [left, right] = [found, expected].map((value) =>
    JSON.stringify(value, (_, each: unknown) => (each === Infinity ? "∞" : each)),
  );
  return left === right ? [] : [`${name}: found ${left}, expected ${right}`];
};

/** A run for each reading, or one for readings that say the same: no answer depends on it. */
export const compressionChangesNothing: Property = (history, answers) => {
  const other = answersTo(history, "compressed");
  return [
    ...same("failures", other.failures, answers.failures),
    ...same("tiles", other.tiles, answers.tiles),
    ...same("verdicts", other.verdicts(), answers.verdicts()),
    ...same("days", other.days(), answers.days()),
  ];
};

/** Failures of one item come one after the other, none ends before it begins, and each has a record of its own. */
export const failuresDoNotOverlap: Property = (_, { failures }) => {
  const ids = new Set(failures.map(({ opened }) => JSON.stringify(opened)));
  const wrong = ids.size === failures.length ? [] : ["two failures have one record"];
  for (const [index, failure] of failures.entries()) {
    const { from, to, lastGood, lastBad, firstGood } = failure;
    const { shortest, longest } = lasted(failure);
    const next = failures[index + 1];
    if (to !== null && to < from) wrong.push(`failure ${index} ends before it begins`);
    if (next !== undefined && (to ?? Infinity) > next.from) wrong.push(`failures ${index} and ${index + 1} overlap`);
    if (longest !== null && shortest > longest) wrong.push(`failure ${index}: the shortest is longer than the longest`);
    if (lastGood !== null && lastGood > from) wrong.push(`failure ${index} begins before it was last good`);
    if (to !== null && (to < lastBad || to > (firstGood ?? -Infinity)))
      wrong.push(`failure ${index} ends out of its bracket`);
  }
  return wrong;
};

/** Readings that tell nothing change no failure. */
export const unreadChangesNoFailure: Property = (_, { runs, failures }) =>
  same("failures", failuresOf(runs.filter(({ answer }) => answer !== "indeterminate")), failures);

const stretchesIn = (verdicts: readonly (Verdict | null)[], window: Hours): Stretch[] =>
  common(joined(verdicts.flatMap((verdict) => verdict?.exceptions ?? [])), [inMs(window)]);

/** The two parts of the window, each asked by itself. */
const partsOf = ({ window, cut }: History): [Hours, Hours] => [
  { from: window.from, to: cut },
  { from: cut, to: window.to },
];

/**
 * Times past a limit in two windows are those of both together; an exception of both is one of either, and no other is. It is one of
 * neither where the lag of its source lies over the cut: then nobody knows on which side of the cut it failed.
 */
export const windowsAddUp: Property = (history, { verdicts, failures }) => {
  const [first, second] = partsOf(history).map((window) => verdicts({ window })) as [
    (Verdict | null)[],
    (Verdict | null)[],
  ];
  const whole = verdicts();
  const [left, right] = partsOf(history);
  const wrong = same(
    "time past the limit",
    lengthOf(stretchesIn(first, left)) + lengthOf(stretchesIn(second, right)),
    lengthOf(stretchesIn(whole, history.window)),
  );
  for (const [index, verdict] of whole.entries()) {
    const parts = [first[index]?.status, second[index]?.status];
    const { lastBad, from } = failures[index] as Failure;
    const isOverTheCut = lastBad < at(history.cut) && at(history.cut) <= from;
    if (isOverTheCut && verdict?.status === "exception") continue;
    if ((verdict?.status === "exception") !== parts.includes("exception"))
      wrong.push(`failure ${index}: ${verdict?.status} in both windows, ${parts.join(" and ")} in each`);
  }
  return wrong;
};

/**
 * Days of two windows, up to the newest seal, are those of both together. They differ in one thing alone: past its last bad reading a
 * failure is presumed to go on. In a window with that reading the day is not met, in one without it is possibly late.
 */
export const daysAddUp: Property = (history, { days, until }) => {
  const parts = partsOf(history).flatMap((window) => days({ window }));
  return days().flatMap((day, index) => {
    const part = parts[index];
    if (day.to > until || JSON.stringify(part) === JSON.stringify(day)) return [];
    const isPresumed =
      (day.status === "not met" || day.marks.includes("not met")) && part?.marks.includes("possibly late") === true;
    return isPresumed ? [] : [`day ${index}: ${JSON.stringify(day)}, and by itself ${JSON.stringify(part)}`];
  });
};

/** An accepted risk takes from the time past the limit what it covers, and changes no fact. */
export const acceptancesOnlyExcuse: Property = (history, { verdicts }) => {
  const bare = verdicts({ laid: { ...history.laid, acceptances: [] } });
  return verdicts().flatMap((verdict, index) => {
    const plain = bare[index];
    if (verdict === null || plain == null) return same("counts", verdict, plain ?? null);
    return [
      ...same("counted part", verdict.counted, plain.counted),
      ...same("clock", verdict.clock, plain.clock),
      ...same("late part", verdict.exceptions, without(plain.exceptions, verdict.accepted)),
      ...(verdict.status === "exception" && plain.status !== "exception" ? ["an acceptance made an exception"] : []),
    ];
  });
};

/** A longer limit makes nothing late. */
export const longerLimitsOnlyExcuse: Property = (history, { verdicts }) => {
  const { laid } = history;
  const longer = { ...laid, terms: laid.terms.map((each) => ({ ...each, limit: each.limit + 17 })) };
  const before = verdicts();
  return verdicts({ laid: longer }).flatMap((verdict, index) => {
    const shorter = before[index];
    if (verdict === null || shorter == null) return same("counts", verdict, shorter ?? null);
    return [
      ...same("late part", common(verdict.exceptions, shorter.exceptions), verdict.exceptions),
      ...(verdict.status === "exception" && shorter.status !== "exception" ? ["a longer limit made an exception"] : []),
    ];
  });
};

/** The window is settled once something determinate is known after its end: whatever is read later changes nothing in it. */
export const settledStaysSettled: Property = (history, answers) => {
  const { window } = history;
  const { readings } = answers;
  const isAfter = readings.findIndex(
    ({ of, run, answer }) => of !== null && answer !== "not-asked" && run.last.complete >= at(window.to),
  );
  if (isAfter < 0) return [];
  const known = readings.slice(0, isAfter + 1);
  const last = known.at(-1)?.time ?? 0;
  const then = answersOf({ ...history, looks: history.looks.filter(({ time }) => time <= last) }, known, single(known));
  const inWindow = (of: Answers): unknown[] =>
    of.verdicts().flatMap((verdict, index) => {
      const failure = of.failures[index];
      if (failure === undefined || verdict === null) return [];
      const { status, clock, counted, accepted, exceptions } = verdict;
      const cut = (all: readonly Stretch[]): Stretch[] => common(all, [inMs(window)]);
      const runs = cut(counted).length > 0 ? clock : null;
      return [[hours(failure.from), status, runs, cut(counted), cut(accepted), cut(exceptions)]];
    });
  const tiles = (of: Answers): unknown =>
    of.tiles.flatMap((tile) => common([tile], [inMs(window)]).map((cut) => ({ ...tile, ...cut })));
  return [
    ...same("verdicts", inWindow(answers), inWindow(then)),
    ...same("tiles", tiles(answers), tiles(then)),
    ...same("days", answers.days(), then.days()),
  ];
};

/** Failures that ended stay what they are, and what is open keeps its begin. */
export const moreReadingsOnlyCloseFailures: Property = (history, { readings, failures }) => {
  const known = readings.slice(0, Math.ceil(readings.length / 2));
  return answersOf(history, known, single(known)).failures.flatMap((failure, index) => {
    const later = failures[index];
    if (failure.to !== null) return same(`failure ${index}`, later, failure);
    const opening = ({ from, lastGood, firstBad, began, opened, series }: typeof failure): unknown[] => [
      from,
      lastGood,
      firstBad,
      began,
      opened,
      series,
    ];
    return same(`begin of failure ${index}`, later && opening(later), opening(failure));
  });
};
