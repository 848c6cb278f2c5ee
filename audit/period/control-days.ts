// Says of each day of a window how a control stood: the worst that holds counts, and the others are marks beside it.
import { common, joined, touches, type Stretch } from "./stretches.ts";
import type { Tile } from "./tiles.ts";

/** In order: the first that holds is the day's status. */
export const DAY_STATUSES = [
  "not in effect",
  "not met",
  "not observed",
  "failing within the limit",
  "failing under an accepted risk",
  "partly observed",
  "met",
  "no items",
  "out of scope",
] as const;
export type DayStatus = (typeof DAY_STATUSES)[number];

/** A status that holds on a day beside the worst. `possibly late`: a possible exception touches it. */
export type DayMark = DayStatus | "possibly late";

/** An item of a control. All stretches are joined and in order. */
export type DayItem = {
  /** Where it counts: within the boundary, while the control is in effect and rests on its check. */
  readonly counts: readonly Stretch[];
  readonly tiles: readonly Tile[];
  /** Whether a run read it, with a determinate answer, in a stretch of time. */
  readonly isReadIn: (day: Stretch) => boolean;
  /** How many items are alike in all of this; 1 unless given. */
  readonly count?: number;
  /** The parts of its failures that count, and among them the accepted ones, the certain exceptions and the possible ones. */
  readonly failing: readonly Stretch[];
  readonly accepted: readonly Stretch[];
  readonly exceptions: readonly Stretch[];
  readonly possible: readonly Stretch[];
};

export type ControlDay = Stretch & {
  readonly status: DayStatus;
  /** In the order of DAY_STATUSES, `possibly late` last; without the status itself. */
  readonly marks: readonly DayMark[];
  /** Items that fail, and that were not observed at some time of the day. */
  readonly failing: number;
  readonly unread: number;
};

/** `days`: of the window, in order; `effect`: when the control is in effect, joined. */
export function controlDays(
  days: readonly Stretch[],
  effect: readonly Stretch[],
  items: readonly DayItem[],
): ControlDay[] {
  return days.map((day) => {
    if (!touches(effect, day)) return { ...day, status: "not in effect", marks: [], failing: 0, unread: 0 };
    const held = new Set<DayMark>();
    let [failing, unread] = [0, 0];
    for (const item of items) {
      const marks = marksOf(item, day);
      for (const mark of marks) held.add(mark);
      if (marks.has("failing within the limit") || marks.has("failing under an accepted risk") || marks.has("not met"))
        failing += item.count ?? 1;
      if (marks.has("not observed") || marks.has("partly observed")) unread += item.count ?? 1;
    }
    if (held.size === 0) held.add("no items");
    const [status, ...others] = DAY_STATUSES.filter((each) => held.has(each));
    const marks = [...others.filter((each) => !SILENT.has(each)), ...(held.has("possibly late") ? LATE : [])];
    return { ...day, status: status ?? "no items", marks, failing, unread };
  });
}

const LATE: readonly DayMark[] = ["possibly late"];

/** These say something of a day only where nothing else holds. */
const SILENT: ReadonlySet<DayStatus> = new Set(["met", "no items", "out of scope"]);

function marksOf(item: DayItem, day: Stretch): Set<DayMark> {
  const marks = new Set<DayMark>();
  const counts = common(item.counts, [day]);
  const inForce = item.tiles.filter((tile) => touches([tile], day));
  const isThere = ({ state }: Tile): boolean => state === "met" || state === "failed";
  // An item that nobody read is no proof that there is none.
  const isOutside = inForce.some((tile) => isThere(tile) || tile.state === "not observed");
  // Failing parts count by themselves: a failure may have begun before anything was read.
  if (touches(item.exceptions, day)) marks.add("not met");
  if (withoutBoth(item, day)) marks.add("failing within the limit");
  if (touches(item.accepted, day)) marks.add("failing under an accepted risk");
  if (touches(item.possible, day)) marks.add("possibly late");
  if (counts.length === 0) {
    if (isOutside) marks.add("out of scope");
    return marks;
  }
  const within = inForce.filter((tile) => counts.some((each) => touches([tile], each)));
  if (within.some(({ state }) => state === "not observed"))
    marks.add(item.isReadIn(day) ? "partly observed" : "not observed");
  if (within.some(isThere)) marks.add("met");
  else if (isOutside) marks.add("out of scope");
  return marks;
}

/** Whether a failing part that is neither certainly late nor accepted touches the day. */
function withoutBoth({ failing, accepted, exceptions }: DayItem, day: Stretch): boolean {
  const excused = joined([...accepted, ...exceptions]);
  return common(failing, [day]).some((part) => !excused.some(({ from, to }) => from <= part.from && part.to <= to));
}

/** Days by status, in the order of DAY_STATUSES; those that do not occur are left out. */
export const countedDays = (days: readonly Pick<ControlDay, "status">[]): [DayStatus, number][] =>
  DAY_STATUSES.flatMap((status) => {
    const count = days.filter((day) => day.status === status).length;
    return count === 0 ? [] : [[status, count]];
  });
