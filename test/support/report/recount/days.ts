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
/** `isUnread`, `isDoubtful`: whether the cell has a corner for what holds beside its status. */
export type CountedDay = { readonly status: Status; readonly isUnread: boolean; readonly isDoubtful: boolean };

/** Clocks are changed, and days begin, at a quarter of an hour in every zone. */
const QUARTER_MS = 900_000;

const dayNames = (zone: string): ((at: number) => string) => {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  return (at) => format.format(at);
};

const firstQuarter = (from: number, isIt: (at: number) => boolean): number => {
  let at = from;
  while (!isIt(at)) at += QUARTER_MS;
  return at;
};

/** The days of a time zone that touch a window, cut to it. */
export function daysIn(window: Day, zone: string): Day[] {
  const nameOf = dayNames(zone);
  const days: Day[] = [];
  for (let from = window.from; from < window.to;) {
    const begin = from;
    const next = Math.floor(from / QUARTER_MS) * QUARTER_MS + QUARTER_MS;
    from = firstQuarter(next, (at) => nameOf(at) !== nameOf(begin));
    days.push({ from: begin, to: Math.min(from, window.to) });
  }
  return days;
}

const DAY = /^\d{4}-\d\d-\d\d$/;

/** In milliseconds since 1970: a day is the begin of it, and as an end that of the next one. */
export function windowAsked({ from, to, zone }: { from: string; to: string; zone: string }): Day {
  const nameOf = dayNames(zone);
  const around = (day: string): number => Date.parse(`${day}T00:00:00.000Z`) - 24 * 3_600_000;
  const begin = DAY.test(from) ? firstQuarter(around(from), (at) => nameOf(at) >= from) : Date.parse(from);
  return { from: begin, to: DAY.test(to) ? firstQuarter(around(to), (at) => nameOf(at) > to) : Date.parse(to) };
}

/** What holds of one item, or of one unit as a whole, at an instant. */
export type ItemAt = {
  /** It counts for the control then. */
  readonly counts: boolean;
  /** It would, if it lay within the boundary. */
  readonly isOutside: boolean;
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

export const UNREAD: readonly Status[] = ["not observed", "partly observed"];

export function countedDay(
  day: Day,
  points: readonly number[],
  { inEffect, isTested }: Readonly<Record<"inEffect" | "isTested", (at: number) => boolean>>,
  items: readonly DayItem[],
): CountedDay {
  const instants = [day.from, ...points.filter((at) => day.from < at && at < day.to)];
  if (!instants.some(inEffect)) return { status: "not in effect", isUnread: false, isDoubtful: false };
  const holds = new Set<Status>();
  // Nobody looked.
  if (instants.some((at) => inEffect(at) && !isTested(at))) holds.add("not observed");
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
    if (all.some((each) => each.isOutside && (each.isThere || each.isUnread))) isOutside = true;
    if (all.some(({ isPossible }) => isPossible)) isDoubtful = true;
  }
  const status = STATUSES.find((each) => holds.has(each)) ?? (isOutside ? "out of scope" : "no items");
  const isUnread = UNREAD.some((each) => each !== status && holds.has(each));
  return { status, isUnread, isDoubtful };
}
