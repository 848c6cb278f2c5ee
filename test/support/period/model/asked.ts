// Asks the code about a history of the model, with all times in hours, so that answers can be held against what is true.
import { waiverInForceFrom } from "../../../../evidence-schema/documents/waiver-in-force.ts";
import { controlDays, type ControlDay, type DayItem } from "../../../../audit/period/control-days.ts";
import { daysOf } from "../../../../audit/period/days.ts";
import { failuresOf, type Failure } from "../../../../audit/period/failures.ts";
import { holdGaps, type Due } from "../../../../audit/period/holds.ts";
import { verdictsOn, type Verdict } from "../../../../audit/period/lateness.ts";
import { isDeterminate, type ReadingRun } from "../../../../audit/period/reading.ts";
import { common, joined, type Stretch } from "../../../../audit/period/stretches.ts";
import type { Acceptance } from "../../../../audit/period/terms.ts";
import { tilesOf, type Tile } from "../../../../audit/period/tiles.ts";
import { at, BY_HAND, HOUR, START } from "../history.ts";
import type { History, Hours, Laid, WrittenAcceptance } from "./any-history.ts";
import { compressed, read, single, type Reading } from "./read-history.ts";

export const inMs = ({ from, to }: Hours): Stretch => ({ from: at(from), to: at(to) });

/** A schedule of so many hours with a grace of one. */
const duesOf = (every: number | null): readonly Due[] =>
  every === null
    ? BY_HAND
    : [
        {
          from: -Infinity,
          staleAfter: 0,
          schedule: {
            v: 1,
            kind: "schedule",
            everySeconds: every * 3600,
            from: new Date(START - 240 * HOUR).toISOString(),
            graceSeconds: 3600,
            eventCadenceSeconds: 0,
          },
        },
      ];

const text = (hour: number): string => new Date(at(hour)).toISOString();

/** Counts as the code says from when on it does. */
function inForce({ from, to, recorded, lacking }: WrittenAcceptance, id: number): Acceptance {
  const start = waiverInForceFrom(text(from), text(recorded), [
    { time: text(lacking), lists: false },
    { time: text(recorded + 3), lists: true },
  ]);
  return { id: `W${id}`, record: `W${id}`, from: Date.parse(start), to: at(to) };
}

export type Answers = {
  readonly readings: readonly Reading[];
  readonly runs: readonly ReadingRun[];
  readonly failures: readonly Failure[];
  readonly tiles: readonly Tile[];
  /** Under other terms or in another window, and with the readings alone that come before an hour. */
  readonly verdicts: (more?: Partial<Asking>) => (Verdict | null)[];
  readonly item: (more?: Partial<Asking>) => DayItem;
  readonly days: (more?: Partial<Asking>) => ControlDay[];
  /** The newest seal. */
  readonly until: number;
};

export type Asking = { readonly laid: Laid; readonly window: Hours };

/** All that the code says of a history. `how`: whether readings that say the same are put together. */
export function answersTo(history: History, how: "single" | "compressed" = "single"): Answers {
  const readings = read(history.world, history.looks, history.plan);
  return answersOf(history, readings, (how === "single" ? single : compressed)(readings));
}

/** The same, of readings that were made before. */
export function answersOf(history: History, readings: readonly Reading[], runs: readonly ReadingRun[]): Answers {
  const failures = failuresOf(runs);
  const times = [...new Map(readings.map(({ time, slot }) => [time, slot]))];
  const gaps = holdGaps(
    duesOf(history.every),
    times.map(([time, slot]) => ({ time: at(time), slot: slot === null ? null : at(slot) })),
  );
  const tiles = tilesOf(runs, gaps);
  const until = at(history.looks.at(-1)?.time ?? 0);
  const verdicts: Answers["verdicts"] = ({ laid = history.laid, window = history.window } = {}) => {
    const overlay = { within: laid.within.map(inMs), acceptances: laid.acceptances.map(inForce) };
    const terms = laid.terms.map(({ limit, ...each }) => ({ ...inMs(each), limit: limit * HOUR }));
    return verdictsOn({ failures, terms, overlay }, inMs(window), until);
  };
  const item: Answers["item"] = (more = {}) => {
    const { within, terms } = (more.laid ?? history.laid) satisfies Laid;
    const all = verdicts(more);
    const parts = (of: (verdict: Verdict) => readonly Stretch[]): Stretch[] =>
      joined(all.flatMap((each) => (each === null ? [] : of(each))));
    return {
      counts: common(within.map(inMs), joined(terms.map(inMs))),
      tiles,
      isReadIn: (day) =>
        readings.some(({ run }) => isDeterminate(run) && day.from <= run.first.time && run.first.time < day.to),
      failing: parts(({ counted }) => counted),
      accepted: parts(({ accepted }) => accepted),
      exceptions: parts(({ status, exceptions }) => (status === "exception" ? exceptions : [])),
      possible: parts(({ status, exceptions }) => (status === "possible exception" ? exceptions : [])),
    };
  };
  const days: Answers["days"] = (more = {}) => {
    const { laid = history.laid, window = history.window } = more;
    return controlDays(daysOf(inMs(window)), joined(laid.terms.map(inMs)), [item(more)]);
  };
  return { readings, runs, failures, tiles, verdicts, item, days, until };
}
