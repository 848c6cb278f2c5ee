// Answers how each control stood on each day of a window, by the items of its checks and by what nobody read.
import { controlDays, type ControlDay, type DayItem } from "../../period/control-days.ts";
import type { Failure } from "../../period/failures.ts";
import { daysOf } from "../../period/days.ts";
import { common, joined, touches, without, type Stretch } from "../../period/stretches.ts";
import type { Tile } from "../../period/tiles.ts";
import { enrolmentIn } from "../policy/enrolment.ts";
import { effectOf, statedControls } from "../policy/controls.ts";
import { itemsWithFailures, verdictsOf, type ItemFailures } from "../policy/judge.ts";
import type { PolicyTimes } from "../policy/policy-times.ts";
import type { Rows } from "../rows.ts";
import { gapsByScope } from "./gaps.ts";
import { firstRows, itemsOf, withinBoundary, type AlikeItems, type ItemName } from "./items.ts";
import { unreadIn, type Unread } from "./unread.ts";

export type DaysOfControl = {
  readonly control: string;
  readonly days: readonly ControlDay[];
  /** How many items (a check on a resource) passed or failed at some time of the window, while they counted for the control. */
  readonly items: number;
  /** Those items, where they were asked for, in order of checks, scopes and keys; else null. */
  readonly listed: readonly ListedItem[] | null;
};

/** An item of a control, with how it stood at the begin of the window and at its last instant. */
export type ListedItem = ItemName & { readonly check: string; readonly atStart: Tile; readonly atEnd: Tile };

export type AskedDays = {
  readonly window: Stretch;
  /** The window by which it is decided how late failures are; `window` where it is not given. */
  readonly judged?: Stretch;
  readonly zone: string;
  /** The newest seal. */
  readonly until: number;
  /** Whether the items of each control are listed. */
  readonly named?: boolean;
};

/** Controls that were stated at any time, in order of their ids. */
export function controlDaysIn(
  rows: Rows,
  policy: PolicyTimes,
  { window, judged = window, zone, until, named = false }: AskedDays,
): DaysOfControl[] {
  const gaps = gapsByScope(rows, policy.dues);
  const enrolled = enrolmentIn(rows);
  const unread = unreadIn(rows, gaps, enrolled);
  const within = withinBoundary(rows, policy);
  const plannedFrom = firstRows(rows);
  const days = daysOf(window, zone);
  const failing = new Map<string, Judged>();
  for (const item of itemsWithFailures(rows, policy))
    failing.set(`${item.check} ${item.scope} ${item.key}`, { item, verdicts: verdictsOf(item, judged, until) });
  const items = new Map<string, readonly AlikeItems[]>();
  const ofCheck = (check: string): readonly AlikeItems[] => {
    let of = items.get(check);
    if (of === undefined) items.set(check, (of = itemsOf(check, rows, { gaps, enrolled, plannedFrom, within, named })));
    return of;
  };
  const stated = Map.groupBy(statedControls(policy), ({ control }) => control.id);
  return [...stated]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([control, versions]) => {
      const effect = joined(versions.map(effectOf));
      const checks = new Set(versions.flatMap((version) => version.control.checks.map(({ check }) => check)));
      const rests = (check: string): Stretch[] =>
        joined(
          versions.flatMap((version) =>
            version.control.checks.some((each) => each.check === check) ? [effectOf(version)] : [],
          ),
        );
      let seen = 0;
      const listed: ListedItem[] = [];
      const all = [...checks].flatMap((check) => {
        const own = rests(check);
        const asked = common(own, askedIn(check, policy));
        const items = ofCheck(check).map((alike) => {
          const parts = partsOf(failing.get(`${check} ${alike.scope} ${alike.key}`), control, window);
          const item = dayItem(alike, asked, parts);
          if (isSeenIn(item, window)) {
            seen += alike.count;
            for (const name of alike.names ?? []) listed.push(listedItem(name, alike, window));
          }
          return item;
        });
        return [...items, ...unread.flatMap((each) => unreadItem(each, check, policy, own))];
      });
      const tested = joined([...checks].flatMap((check) => common(rests(check), askedIn(check, policy))));
      const untested = without(effect, tested);
      return {
        control,
        days: controlDays(days, effect, [...all, ...untestedItem(untested)]),
        items: seen,
        listed: named ? listed.toSorted(byName) : null,
      };
    });
}

const listedItem = ({ scope, key }: ItemName, { check, tiles }: AlikeItems, { from, to }: Stretch): ListedItem => {
  const at = (time: number): Tile => tiles.find((tile) => tile.from <= time && time < tile.to) as Tile;
  return { check, scope, key, atStart: at(from), atEnd: at(to - 1) };
};

const byName = (a: ListedItem, b: ListedItem): number => {
  for (const member of ["check", "scope", "key"] as const)
    if (a[member] !== b[member]) return a[member] < b[member] ? -1 : 1;
  return 0;
};

/** Whether it passed or failed at some time of the window at which it counted. */
const isSeenIn = ({ tiles, counts }: DayItem, window: Stretch): boolean =>
  tiles.some(
    (tile) =>
      (tile.state === "met" || tile.state === "failed") &&
      common([tile], counts).some((each) => touches([each], window)),
  );

/** When a check was asked. Before that nobody could know its results. */
const askedIn = (check: string, { asked }: PolicyTimes): Stretch[] =>
  joined(asked.filter(({ document }) => document.has(check)));

type Parts = Pick<DayItem, "failing" | "accepted" | "exceptions" | "possible">;
const NO_PARTS: Parts = { failing: [], accepted: [], exceptions: [], possible: [] };

/** The failures of an item, and the verdicts on them by control. */
type Judged = { readonly item: ItemFailures; readonly verdicts: ReturnType<typeof verdictsOf> };

function partsOf(judged: Judged | undefined, control: string, window: Stretch): Parts {
  if (judged === undefined) return NO_PARTS;
  const { item } = judged;
  // A failure that became known after the window fills no day of it: nobody had seen it.
  const verdicts = (judged.verdicts.get(control) ?? []).flatMap((verdict, at) =>
    verdict === null || (item.failures[at] as Failure).knownAt >= window.to ? [] : [verdict],
  );
  return {
    failing: joined(verdicts.flatMap(({ counted }) => counted)),
    accepted: joined(verdicts.flatMap(({ accepted }) => accepted)),
    exceptions: joined(verdicts.flatMap(({ status, exceptions }) => (status === "exception" ? exceptions : []))),
    possible: joined(verdicts.flatMap(({ status, possible }) => (status === "possible exception" ? possible : []))),
  };
}

/** `rests`: when the control was in effect, rested on the check, and that was asked. Only then something can be out of scope. */
const dayItem = ({ tiles, within, isReadIn, count }: AlikeItems, rests: readonly Stretch[], parts: Parts): DayItem => ({
  counts: common(within, rests),
  tiles: tilesIn(tiles, rests),
  isReadIn,
  count,
  ...parts,
});

/** Something unread is an item of a control while its check is asked and would find results there. */
function unreadItem(
  { stretches, isReadIn, concerns }: Unread,
  check: string,
  { asked }: PolicyTimes,
  rests: readonly Stretch[],
): DayItem[] {
  const concerned = joined(
    asked.filter(({ document }) => {
      const of = document.get(check);
      return of !== undefined && concerns(of);
    }),
  );
  const counts = common(concerned, rests);
  if (counts.length === 0) return [];
  return [{ counts, tiles: tilesIn(stretches.map(tileOf), counts), isReadIn, count: 1, ...NO_PARTS }];
}

/** While none of its checks is asked, or it has none, nobody knows how a control stands. */
const untestedItem = (untested: readonly Stretch[]): DayItem[] =>
  untested.length === 0
    ? []
    : [
        {
          counts: untested,
          tiles: untested.map((stretch) => tileOf({ ...stretch, cause: "check-withdrawn" })),
          isReadIn: () => false,
          count: 1,
          ...NO_PARTS,
        },
      ];

const tilesIn = (tiles: readonly Tile[], over: readonly Stretch[]): Tile[] =>
  tiles.flatMap((tile) => common([tile], over).map((part) => ({ ...tile, ...part })));

const tileOf = ({ from, to, cause }: Unread["stretches"][number]): Tile => ({
  from,
  to,
  state: "not observed",
  cause,
  basis: "open",
});
