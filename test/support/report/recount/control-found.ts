// Counts what a page says of one control: its items, its days, and how late each of its failures was.
import { countedDay, daysIn, type CountedDay, type Day, type DayItem } from "./days.ts";
import { isPresent } from "./failures.ts";
import { tileAt, type Tile } from "./freshness.ts";
import { remembered, type Known } from "./instants.ts";
import type { Item } from "./readings.ts";
import { controlAt, countsAt, isAccepted, isAsked, isInside, isListed, limitOf } from "./terms.ts";
import { verdictOf, type Verdict } from "./verdicts.ts";

export type Window = Day & { readonly zone: string };

export type Asked = {
  readonly known: Known;
  readonly window: Window;
  /** The newest seal. */
  readonly newest: number;
  /** Every instant at which something may change. */
  readonly points: readonly number[];
};

export type ControlFound = {
  readonly id: string;
  readonly isInEffect: boolean;
  readonly items: number;
  readonly days: readonly CountedDay[];
  readonly verdicts: readonly Verdict[];
};

/** How an item stands at an instant, whichever control asks. */
export type Standing = {
  readonly tile: (at: number) => Tile;
  readonly isInside: (at: number) => boolean;
  readonly isAccepted: (at: number) => boolean;
};

export const standing = ({ known: { ledger, slots, acceptances } }: Asked, item: Item): Standing => ({
  tile: remembered((at) => tileAt(ledger, slots, item, at)),
  isInside: remembered((at) => isInside(ledger, item, at)),
  isAccepted: remembered((at) => isAccepted(acceptances, item, at)),
});

type Control = ReturnType<typeof controlAt> | null;

/** One item under one control. */
type UnderControl = {
  readonly item: Item;
  readonly stands: Standing;
  readonly control: (at: number) => Control;
  /** It counts: the control rests on its check, and it lies within the boundary. */
  readonly counts: (at: number) => boolean;
  /** Besides, its check is asked. */
  readonly isSeen: (at: number) => boolean;
};

export function controlFound(asked: Asked, id: string, of: ReadonlyMap<Item, Standing>): ControlFound {
  const { known, window, points } = asked;
  const control = remembered((at): Control => controlAt(known.ledger, id, at) ?? null);
  const own = [...of].flatMap(([item, stands]) =>
    isMapped(known, id, item) ? [under(known, control, item, stands)] : [],
  );
  const judged = own.map((each) => ({ each, verdicts: verdictsOn(asked, each) }));
  const verdicts = judged.flatMap((each) => each.verdicts);
  const items = judged.map(({ each, verdicts: of }) => dayItem(asked, each, of));
  const inside = [window.from, ...points.filter((at) => window.from <= at && at < window.to)];
  const isThere = ({ stands, isSeen }: UnderControl): boolean =>
    inside.some((at) => isSeen(at) && PRESENT.has(stands.tile(at)));
  const all = [...new Set([...points, ...verdicts.flatMap((each) => each.points)])].sort((a, b) => a - b);
  const inEffect = (at: number): boolean => control(at) !== null;
  const isTested = (at: number): boolean =>
    control(at)?.checks.some(({ check }) => isAsked(known.ledger, check, at)) === true;
  return {
    id,
    isInEffect: inside.some(inEffect),
    items: own.filter(isThere).length,
    days: daysIn(window, window.zone).map((day) => countedDay(day, all, { inEffect, isTested }, items)),
    verdicts,
  };
}

const PRESENT: ReadonlySet<Tile> = new Set(["met", "failed"]);

/** Whether the control rested on its check at any time. */
const isMapped = ({ ledger }: Known, id: string, { check }: Item): boolean =>
  ledger.seals.some(({ controls }) =>
    controls?.controls.some((each) => each.id === id && each.checks.some((mapped) => mapped.check === check)),
  );

function under({ ledger }: Known, control: UnderControl["control"], item: Item, stands: Standing): UnderControl {
  const counts = remembered((at) => countsAt(ledger, control(at) ?? undefined, item, at));
  return { item, stands, control, counts, isSeen: (at) => counts(at) && isAsked(ledger, item.check, at) };
}

function verdictsOn(
  { known, window, newest, points }: Asked,
  { item, stands, control, counts }: UnderControl,
): Verdict[] {
  const limit = (at: number): number => {
    const inForce = control(at);
    return inForce == null ? 0 : limitOf(inForce);
  };
  const failures = known.failures.filter((each) => each.item === item);
  const instants = { points, counts, limit, accepted: stands.isAccepted };
  return failures.flatMap((failure, index) => {
    if (!isPresent(failure, window)) return [];
    const series = failures.slice(0, index + 1).filter((each) => each.series === failure.series);
    return [verdictOf(failure, series, instants, window, newest)];
  });
}

/** A listing without the resource says how it stood too: it was not there. */
const TELLING: ReadonlySet<string> = new Set(["pass", "fail", "not-applicable", "whole", "absent"]);

function dayItem({ known: { ledger }, window }: Asked, each: UnderControl, verdicts: readonly Verdict[]): DayItem {
  const { item, stands, control, isSeen } = each;
  const rests = (at: number): boolean =>
    isAsked(ledger, item.check, at) && control(at)?.checks.some(({ check }) => check === item.check) === true;
  // A failure that became known after the window fills no day of it.
  const told = verdicts.filter(({ failure, status }) => status !== null && failure.known < window.to);
  const late = told.filter(({ status }) => status === "exception");
  const possible = told.filter(({ status }) => status === "possible exception");
  return {
    at: (at) => ({
      counts: isSeen(at),
      isOutside: !stands.isInside(at) && rests(at),
      isThere: PRESENT.has(stands.tile(at)),
      // A resource of a scope that was excluded lies outside, and its unit says nothing any more.
      isUnread: stands.tile(at) === "not observed" && (item.key !== null || isListed(ledger, item, at)),
      isFailing: told.some((verdict) => verdict.counted(at)),
      isAccepted: stands.isAccepted(at),
      isException: late.some((verdict) => verdict.late(at)),
      isPossible: possible.some((verdict) => verdict.mayBeLate(at)),
    }),
    reads: item.readings.flatMap(({ answer, time }) => (TELLING.has(answer) ? [time] : [])),
  };
}
