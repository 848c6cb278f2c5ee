// Reads histories of one item in a short form, and asks all of the period's questions of them: `P@0 F@24/20 ?@48 x@72 P@96v2i1`.
import type { DayItem } from "../../../audit/period/control-days.ts";
import { controlDays, type ControlDay, type DayStatus } from "../../../audit/period/control-days.ts";
import { daysOf } from "../../../audit/period/days.ts";
import { failuresOf, type Failure } from "../../../audit/period/failures.ts";
import { holdGaps, type Due, type Gap } from "../../../audit/period/holds.ts";
import { verdictsOn, type Verdict } from "../../../audit/period/lateness.ts";
import { isDeterminate, type Answer, type ReadingRun } from "../../../audit/period/reading.ts";
import { common, joined, type Stretch } from "../../../audit/period/stretches.ts";
import type { Acceptance, Terms } from "../../../audit/period/terms.ts";
import { tilesOf, type Tile } from "../../../audit/period/tiles.ts";

export const HOUR = 3_600_000;

/** The first instant of the windows: hours in cases count from here. */
export const START = Date.UTC(2026, 6, 1);

/** The instant so many hours after the start. */
export const at = (hours: number): number => START + hours * HOUR;

/** Hours since the start. */
export const hours = (ms: number): number => (ms - START) / HOUR;

/** A slot each day at midnight, with a grace of an hour. */
const DAILY: readonly Due[] = [
  {
    from: -Infinity,
    schedule: {
      v: 1,
      kind: "schedule",
      everySeconds: 86_400,
      from: "2026-01-01T00:00:00.000Z",
      graceSeconds: 3_600,
      eventCadenceSeconds: 0,
    },
    staleAfter: 7 * 24 * HOUR,
  },
];

/** No schedule, as the cases with runs by hand have it: data counts for a day. */
export const BY_HAND: readonly Due[] = [{ from: -Infinity, schedule: null, staleAfter: 24 * HOUR }];

const ANSWERS: { readonly [letter: string]: Answer } = {
  P: "pass",
  F: "fail",
  N: "not-applicable",
  "?": "indeterminate",
  x: "absent",
  "-": "not-asked",
};

const READING = /^([PFNx?-])@(-?[\d.]+)(?:\/(-?[\d.]+))?(?:c(-?[\d.]+))?(?:v(\d+))?(?:i(\d+))?(?:l(\d+))?b?$/;

/**
 * Each reading as a run of its own. `/20`: the source's time, `c20`: when it was created, `v2`: the tests, `i1`: the incarnation, `l2`:
 * changes of two hours before may be missing.
 */
export function readings(text: string): ReadingRun[] {
  const runs: ReadingRun[] = [];
  for (const word of text.split(" ")) {
    const [, letter, time, changed, created, version = "1", incarnation = "0", lag = "0"] = READING.exec(word) ?? [];
    const answer = ANSWERS[letter ?? ""];
    if (answer === undefined || time === undefined)
      throw new Error(`found ${word}, expected a reading such as F@24/20`);
    const when = at(Number(time));
    const said = { record: `case:${runs.length + 1}`, time: new Date(when).toISOString(), dataTime: null };
    const run = (of: Answer, reason: ReadingRun["reason"]): ReadingRun => ({
      answer: of,
      problem: of === "indeterminate" ? { code: "denied", detail: "case" } : null,
      incarnation: of === "absent" ? null : `i${incarnation}`,
      judged: `v${version}`,
      reason,
      created: created === undefined ? null : at(Number(created)),
      opened: null,
      first: { time: when, asOf: when, changed: changed === undefined ? null : at(Number(changed)), said },
      last: { time: when, complete: when - Number(lag) * HOUR },
    });
    const last = runs.findLast((each) => each.incarnation !== null);
    const isReplaced = answer !== "absent" && last !== undefined && last.incarnation !== `i${incarnation}`;
    if (isReplaced && runs.at(-1)?.answer !== "absent") runs.push(run("absent", "replaced"));
    runs.push(run(answer, answer === "absent" && last !== undefined ? "gone" : null));
  }
  return runs;
}

export const ALWAYS: readonly Stretch[] = [{ from: -Infinity, to: Infinity }];

/** The terms of a case beside its readings, in hours. */
export type CaseTerms = {
  readonly window?: readonly [number, number];
  readonly limit?: number;
  readonly within?: readonly (readonly [number, number])[];
  readonly effect?: readonly [number, number];
  readonly waiver?: readonly [number, number];
  readonly dues?: readonly Due[];
  /** The newest seal; the last reading unless given. */
  readonly until?: number;
};

export type Asked = {
  readonly failures: readonly Failure[];
  readonly verdicts: readonly (Verdict | null)[];
  readonly tiles: readonly Tile[];
  readonly item: DayItem;
  readonly days: readonly ControlDay[];
  readonly window: Stretch;
};

const stretch = ([from, to]: readonly [number, number]): Stretch => ({ from: at(from), to: at(to) });

/** The stretches in which the last reading no longer counts, where each reading is a run. */
function gapsOf(runs: readonly ReadingRun[], dues: readonly Due[]): Gap[] {
  const DAY = 24 * HOUR;
  const times = [...new Set(runs.map(({ first }) => first.time))];
  return holdGaps(
    dues,
    times.map((time) => ({ time, slot: dues === DAILY ? START + Math.floor((time - START) / DAY) * DAY : null })),
  );
}

/** Asks everything of one item under one control. */
export function ask(runs: readonly ReadingRun[], terms: CaseTerms = {}): Asked {
  const { window = [0, 120], limit = 0, dues = DAILY } = terms;
  const cut = stretch(window);
  const effect = terms.effect === undefined ? ALWAYS : [stretch(terms.effect)];
  const within = terms.within === undefined ? ALWAYS : terms.within.map(stretch);
  const inForce: Terms[] = effect.map((each) => ({ ...each, limit: limit * HOUR }));
  const acceptances: Acceptance[] =
    terms.waiver === undefined ? [] : [{ ...stretch(terms.waiver), id: "W", record: "W" }];
  const failures = failuresOf(runs);
  const until = terms.until === undefined ? (runs.at(-1)?.first.time ?? 0) : at(terms.until);
  const verdicts = verdictsOn({ failures, terms: inForce, overlay: { within, acceptances } }, cut, until);
  const tiles = tilesOf(runs, gapsOf(runs, dues));
  const item = dayItem(runs, tiles, verdicts, common(within, effect));
  return { failures, verdicts, tiles, item, days: controlDays(daysOf(cut), effect, [item]), window: cut };
}

function dayItem(
  runs: readonly ReadingRun[],
  tiles: readonly Tile[],
  verdicts: readonly (Verdict | null)[],
  counts: readonly Stretch[],
): DayItem {
  const all = (part: (verdict: Verdict) => readonly Stretch[]): Stretch[] =>
    joined(verdicts.flatMap((each) => (each === null ? [] : part(each))));
  return {
    counts,
    tiles,
    isReadIn: (day) => runs.some((run) => isDeterminate(run) && run.first.time >= day.from && run.first.time < day.to),
    failing: all(({ counted }) => counted),
    accepted: all(({ accepted }) => accepted),
    exceptions: all(({ status, exceptions }) => (status === "exception" ? exceptions : [])),
    possible: all(({ status, exceptions }) => (status === "possible exception" ? exceptions : [])),
  };
}

const GLYPHS: { readonly [status in DayStatus]: string } = {
  "not in effect": "n",
  "not met": "X",
  "not observed": "?",
  "failing within the limit": "t",
  "failing under an accepted risk": "a",
  "partly observed": "~",
  met: ".",
  "no items": "-",
  "out of scope": "o",
};

/** A letter a day, as cases print them. */
export const glyphs = (days: readonly ControlDay[]): string => days.map(({ status }) => GLYPHS[status]).join("");
