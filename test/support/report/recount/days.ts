// Decides how a control stood on each day, by looking at each instant at which something changes.

export const STATUSES = [
  "not met",
  "not observed",
  "failing within the limit",
  "failing under an accepted risk",
  "partly observed",
  "met",
  "no items",
  "out of scope",
  "not in effect",
] as const;
export type Status = (typeof STATUSES)[number];

export type Day = { readonly from: number; readonly to: number };
export type CountedDay = { readonly status: Status; readonly isUnread: boolean; readonly isDoubtful: boolean };

/** The days of a time zone that touch a window, cut to it. Midnights are looked for minute by minute. */
export function daysIn(window: Day, zone: string): Day[] {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" });
  const nameOf = (at: number): string => format.format(at);
  const days: Day[] = [];
  for (let from = window.from; from < window.to; ) {
    let to = from + 1;
    // By quarters of an hour: no zone changes its clock at another minute.
    const QUARTER = 900_000;
    for (to = Math.floor(from / QUARTER) * QUARTER + QUARTER; nameOf(to) === nameOf(from); to += QUARTER);
    days.push({ from, to: Math.min(to, window.to) });
    from = to;
  }
  return days;
}

/** What holds of one item, or of one unit as a whole, at an instant. */
export type ItemAt = {
  /** It counts for the control then. */
  readonly counts: boolean;
  /** Passes or fails. */
  readonly isThere: boolean;
  readonly isUnread: boolean;
  /** A failure counts then; and it is accepted, an exception, or perhaps one. */
  readonly isFailing: boolean;
  readonly isAccepted: boolean;
  readonly isException: boolean;
  readonly isPossible: boolean;
};

export type DayItem = {
  readonly at: (instant: number) => ItemAt;
  /** Times of determinate readings. */
  readonly reads: readonly number[];
};

export function countedDay(
  day: Day,
  points: readonly number[],
  inEffect: (at: number) => boolean,
  items: readonly DayItem[],
): CountedDay {
  const instants = [day.from, ...points.filter((at) => day.from < at && at < day.to)];
  if (!instants.some(inEffect)) return { status: "not in effect", isUnread: false, isDoubtful: false };
  const holds = new Set<Status>();
  let isOutside = false;
  let isDoubtful = false;
  for (const item of items) {
    const all = instants.map(item.at);
    const isRead = item.reads.some((time) => day.from <= time && time < day.to);
    const isGap = all.some(({ counts, isUnread }) => counts && isUnread);
    if (all.some(({ isException }) => isException)) holds.add("not met");
    if (isGap) holds.add(isRead ? "partly observed" : "not observed");
    if (all.some((each) => each.isFailing && !each.isException && !each.isAccepted))
      holds.add("failing within the limit");
    if (all.some((each) => each.isFailing && each.isAccepted)) holds.add("failing under an accepted risk");
    if (all.some(({ counts, isThere }) => counts && isThere)) holds.add("met");
    if (all.some(({ counts, isThere, isUnread }) => !counts && (isThere || isUnread))) isOutside = true;
    if (all.some(({ isPossible }) => isPossible)) isDoubtful = true;
  }
  const status = STATUSES.find((each) => holds.has(each)) ?? (isOutside ? "out of scope" : "no items");
  return { status, isUnread: holds.has("not observed") || holds.has("partly observed"), isDoubtful };
}
