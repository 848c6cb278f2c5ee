// Counts from the lines of a ledger what the first page of a report says. It shares no code with the report.
import { countedDay, daysIn, type CountedDay, type Day, type DayItem } from "./days.ts";
import { failuresOf } from "./failures.ts";
import { inForce, slotsOf } from "./freshness.ts";
import { instantsOf, remembered, type Known } from "./instants.ts";
import { looksOf, type Look } from "./looks.ts";
import { lastedWords } from "./lasted.ts";
import { rawLedger } from "./raw-ledger.ts";
import { itemsOf, type Item } from "./readings.ts";
import { runsIn, scopesIn, type RunsFound, type ScopesFound } from "./runs.ts";
import { acceptancesOf, controlAt, countsAt, isAccepted, isEnrolled, isInside, limitOf } from "./terms.ts";
import { tileAt } from "./tiles.ts";
import { verdictOf, type Verdict } from "./verdicts.ts";

export type Window = Day & { readonly zone: string };

export type ControlFound = {
  readonly id: string;
  readonly isInEffect: boolean;
  readonly items: number;
  readonly days: readonly CountedDay[];
  readonly verdicts: readonly Verdict[];
};

export type Found = {
  readonly controls: readonly ControlFound[];
  /** Failures of the window, each once. */
  readonly failures: number;
  /** `<control> | <resource> | <status> | <lasted>` of each exception, sorted; possible ones too. */
  readonly exceptions: readonly string[];
  readonly openAtEnd: number;
  readonly runs: RunsFound;
  readonly scopes: ScopesFound;
};

/** `root`: the ledger's directory. The window ends at the first instant after the newest seal at the latest. */
export function recount(root: string, window: Window): Found {
  const ledger = rawLedger(root);
  const newest = ledger.seals.at(-1)?.time ?? 0;
  const looks = looksOf(ledger);
  const items = [...looks].flatMap(([scope, own]) => itemsOf(scope, own));
  const failures = items.flatMap(failuresOf);
  const known: Known = { ledger, slots: slotsOf(ledger), items, failures, acceptances: acceptancesOf(ledger) };
  const asked: Asked = { known, window, newest, points: instantsOf(known) };
  const of = new Map(items.map((item) => [item, standing(asked, item)]));
  const controls = idsIn(asked).map((id) => controlFound(asked, id, of));
  const verdicts = controls.flatMap((control) =>
    control.verdicts.map((verdict) => ({ ...verdict, control: control.id })),
  );
  const isThere = (each: (typeof failures)[number]): boolean =>
    (each.from < window.to && (each.to === null || each.to > window.from)) ||
    verdicts.some(({ failure, status }) => failure === each && status !== null);
  const exceptional = verdicts.filter(({ status }) => status === "exception" || status === "possible exception");
  return {
    controls,
    failures: failures.filter(isThere).length,
    exceptions: exceptional
      .map(({ control, failure, status }) => [control, failure.item.key, status, lastedWords(failure)].join(" | "))
      .sort(),
    openAtEnd: exceptional.filter(
      ({ status, failure: { to } }) => status === "exception" && (to === null || to >= window.to),
    ).length,
    runs: runsIn(ledger, window),
    scopes: scopesIn(ledger, looks as ReadonlyMap<string, readonly Look[]>, window),
  };
}

type Asked = {
  readonly known: Known;
  readonly window: Window;
  readonly newest: number;
  readonly points: readonly number[];
};

/** The controls that some document states that is in force in the window. */
function idsIn({ known: { ledger }, window }: Asked): string[] {
  const times = [window.from, ...ledger.seals.map(({ time }) => time).filter((at) => at > window.from && at < window.to)];
  const stated = times.flatMap((at) => inForce(ledger, at).controls?.controls.map(({ id }) => id) ?? []);
  return [...new Set(stated)].sort();
}

type Standing = {
  readonly tile: (at: number) => string;
  readonly isInside: (at: number) => boolean;
  readonly isAccepted: (at: number) => boolean;
};

const standing = ({ known: { ledger, slots, acceptances } }: Asked, item: Item): Standing => ({
  tile: remembered((at) => tileAt(ledger, slots, item, at)),
  isInside: remembered((at) => isInside(ledger, item, at)),
  isAccepted: remembered((at) => isAccepted(acceptances, item, at)),
});

function controlFound(asked: Asked, id: string, of: ReadonlyMap<Item, Standing>): ControlFound {
  const { known, window, newest, points } = asked;
  const { ledger, failures } = known;
  const at = remembered((instant) => controlAt(ledger, id, instant) ?? null);
  const isMapped = (item: Item): boolean =>
    ledger.seals.some(({ controls }) =>
      controls?.controls.some((each) => each.id === id && each.checks.some(({ check }) => check === item.check)),
    );
  const own = [...of].filter(([item]) => isMapped(item));
  const verdicts: Verdict[] = [];
  const dayItems: DayItem[] = [];
  const counted = new Set<string>();
  const inside = [window.from, ...points.filter((each) => window.from <= each && each < window.to)];
  for (const [item, { tile, isInside: isIn, isAccepted: accepted }] of own) {
    const counts = remembered((instant) => countsAt(ledger, at(instant) ?? undefined, item, instant));
    void isIn;
    const limit = (instant: number): number => {
      const control = at(instant);
      return control === null ? 0 : limitOf(control);
    };
    const mine = failures.filter((each) => each.item === item);
    const judged = mine.map((failure, index) => {
      const series = mine.slice(0, index + 1).filter((each) => each.series === failure.series);
      return verdictOf(failure, series, { points, counts, limit, accepted }, window, newest);
    });
    verdicts.push(...judged);
    const told = judged.filter(({ failure, status }) => status !== null && failure.known < window.to);
    const late = told.filter(({ status }) => status === "exception");
    const possible = told.filter(({ status }) => status === "possible exception");
    dayItems.push({
      at: (instant) => ({
        counts: counts(instant),
        isThere: tile(instant) === "met" || tile(instant) === "failed",
        isUnread: tile(instant) === "not observed" && isEnrolled(ledger, item.scope, instant),
        isFailing: told.some((each) => each.counted(instant)),
        isAccepted: accepted(instant),
        isException: late.some((each) => each.late(instant)),
        isPossible: possible.some((each) => each.late(instant)),
      }),
      reads: item.readings.flatMap(({ answer, time }) => (DETERMINATE.includes(answer) ? [time] : [])),
    });
    if (inside.some((each) => counts(each) && ["met", "failed"].includes(tile(each))))
      counted.add(`${item.scope} ${item.key} ${item.check}`);
  }
  const all = [...new Set([...points, ...verdicts.flatMap((each) => each.points)])].sort((a, b) => a - b);
  const inEffect = (instant: number): boolean => at(instant) !== null;
  return {
    id,
    isInEffect: inside.some(inEffect),
    items: counted.size,
    days: daysIn(window, window.zone).map((day) => countedDay(day, all, inEffect, dayItems)),
    verdicts,
  };
}

const DETERMINATE: readonly string[] = ["pass", "fail", "not-applicable", "whole"];
