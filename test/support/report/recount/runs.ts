// Counts the runs that were due in a window and those that were made, and the scopes that were read.
import { inForce, slotsOf, type Slot } from "./freshness.ts";
import type { Look } from "./looks.ts";
import type { RawLedger } from "./raw-ledger.ts";

type Looks = ReadonlyMap<string, readonly Look[]>;
type Window = { readonly from: number; readonly to: number };

export type RunsFound = {
  readonly due: number;
  readonly made: number;
  readonly seals: number;
  readonly isScheduled: boolean;
  /** Milliseconds. */
  readonly longestWithout: number;
  /** Milliseconds before the end of which not every scope was read; 0 where all were read at the end or later. */
  readonly unsettled: number;
};

const EARLY_MS = 120_000;

export function runsIn(ledger: RawLedger, looks: Looks, window: Window): RunsFound {
  const { seals } = ledger;
  const newest = seals.at(-1)?.time ?? 0;
  const due = [...firstSlot(ledger), ...slotsOf(ledger)].filter(
    ({ time }) => window.from <= time && time < window.to && time <= newest,
  );
  const isMade = ({ time, graceMs }: (typeof due)[number]): boolean =>
    seals.some(
      (each) =>
        each.seal.slot !== null &&
        Date.parse(each.seal.slot) === time &&
        each.time >= time - EARLY_MS &&
        each.time <= time + graceMs,
    );
  const inside = seals.filter(({ time }) => window.from <= time && time < window.to);
  const runs = seals.filter(({ seal }) => seal.trigger !== "event").map(({ time }) => time);
  const times = [
    ...runs.filter((time) => time < window.from).slice(-1),
    ...runs.filter((time) => window.from <= time && time < window.to),
    runs.find((time) => time >= window.to) ?? window.to,
  ];
  const from = [window.from, ...inside.map(({ time }) => time)];
  return {
    due: due.length,
    made: due.filter(isMade).length,
    seals: inside.length,
    isScheduled: from.some((at) => inForce(ledger, at).schedule?.everySeconds != null),
    longestWithout: Math.max(0, ...times.slice(1).map((time, index) => time - (times[index] as number))),
    unsettled: unsettledOf(ledger, looks, window),
  };
}

/** The slot of the first run: nothing was due before, and it is counted as one that was made. */
function firstSlot({ seals: [first] }: RawLedger): Slot[] {
  if (first?.seal.slot == null || Date.parse(first.seal.slot) > first.time) return [];
  return [{ time: Date.parse(first.seal.slot), graceMs: (first.schedule?.graceSeconds ?? 0) * 1000 }];
}

/** Each scope that is enrolled at the end has to have been read as of then or later, by the times of data. */
function unsettledOf(ledger: RawLedger, looks: Looks, { from, to }: Window): number {
  const { enrolled } = inForce(ledger, to - 1).seal.roster;
  const last = enrolled.map((scope) => {
    const rows = (looks.get(scope) ?? []).flatMap(({ units, coverage }) =>
      [...units].map((unit) => coverage.row(unit)),
    );
    const times = rows.map((row) =>
      row?.complete === true ? Date.parse(row.dataTime ?? "") - row.lagSeconds * 1000 : from,
    );
    return Math.max(from, ...times);
  });
  return last.length === 0 ? 0 : Math.max(0, to - Math.min(...last));
}

export type ScopesFound = {
  readonly read: number;
  readonly all: number;
  readonly excluded: number;
  readonly found: number;
  readonly unlisted: number;
};

/** A scope is read if a run of the window got a whole answer of one of its units. */
export function scopesIn(ledger: RawLedger, looks: Looks, window: Window): ScopesFound {
  const before = ledger.seals.findLast(({ time }) => time <= window.from);
  const inside = ledger.seals.filter(({ time }) => window.from < time && time < window.to);
  const rosters = [...(before === undefined ? [] : [before]), ...inside].map(({ seal }) => seal.roster);
  const names = (of: (roster: (typeof rosters)[number]) => readonly string[]): Set<string> =>
    new Set(rosters.flatMap(of));
  const enrolled = names((roster) => roster.enrolled);
  const excluded = names((roster) => roster.excluded.map(({ scope }) => scope));
  const found = names((roster) => roster.found);
  const isRead = (scope: string): boolean =>
    (looks.get(scope) ?? []).some(
      ({ time, isRun, units, coverage }) =>
        window.from <= time && time < window.to && isRun && [...units].some((unit) => coverage.row(unit)?.complete),
    );
  // A scope that was never enrolled counts as the last roster that names it says.
  const others = new Set([...excluded, ...found].filter((scope) => !enrolled.has(scope)));
  const lastSaid = (scope: string): string =>
    rosters
      .flatMap((roster) => [
        ...roster.found.map((name) => [name, "found"]),
        ...roster.excluded.map(({ scope: name }) => [name, "excluded"]),
      ])
      .findLast(([name]) => name === scope)?.[1] ?? "";
  const many = (state: string): number => [...others].filter((scope) => lastSaid(scope) === state).length;
  return {
    read: [...enrolled].filter(isRead).length,
    all: new Set([...enrolled, ...excluded, ...found]).size,
    excluded: many("excluded"),
    found: many("found"),
    unlisted: names((roster) => roster.unlisted).size,
  };
}
