// Writes down every reading of every item, and of every unit for every check that asks for its type.
import { splitUnit, type Finding, type Source } from "../../../../evidence-schema/record/record.ts";
import { effectiveOutcome } from "../../../../evidence-schema/state/effective-outcome.ts";
import type { Entry } from "../../../../evidence-schema/state/entry.ts";
import type { Look } from "./looks.ts";

export type Answer = "pass" | "fail" | "not-applicable" | "indeterminate" | "absent" | "not-asked" | "whole";

/** Data of one unit that an answer rests on. */
export type DataOf = {
  readonly unit: string;
  readonly dataTime: number;
  readonly lagSeconds: number;
  readonly source: Source | null;
};

/** Times are milliseconds since 1970. */
export type Reading = {
  readonly answer: Answer;
  readonly time: number;
  readonly slot: number | null;
  /** Null where nothing is there. */
  readonly incarnation: string | null;
  /** Version and lanes of the verdict. */
  readonly judged: string;
  /** The latest data time of what it rests on: it is so by then. */
  readonly asOf: number;
  /** The latest data time of the listings of its units, whatever the source says of a single resource. */
  readonly listed: number;
  /** The earliest, less the lag of each source: what was changed by then was seen. */
  readonly complete: number;
  /** When the cloud says that what it rests on was changed last; null where it does not say so of all of it. */
  readonly changed: number | null;
  readonly created: number | null;
  /** Data that it rests on, for its age. */
  readonly data: readonly DataOf[];
  readonly entry: Entry | null;
  readonly because: string;
};

export type Item = {
  readonly scope: string;
  readonly unit: string;
  readonly check: string;
  /** Null for the unit itself. */
  readonly key: string | null;
  readonly readings: readonly Reading[];
};

/** Items of one scope. */
export function itemsOf(scope: string, looks: readonly Look[]): Item[] {
  const named = new Map<string, { unit: string; check: string; key: string }>();
  const units = new Map<string, { unit: string; check: string }>();
  for (const { entries, plan, checks } of looks) {
    for (const { key, unit, findings, from } of entries.values())
      if (from === null) for (const { check } of findings) named.set(`${key} ${check}`, { unit, check, key });
    for (const unit of plan.units)
      for (const check of checks)
        if (plan.judge(check, splitUnit(unit).type) !== undefined) units.set(`${unit} ${check}`, { unit, check });
  }
  const asked = [...units.values()].map(({ check }) => check);
  return [
    ...[...new Set(asked)].map((check) => ({
      scope,
      unit: WHOLE_SCOPE,
      check,
      key: null,
      readings: readingsOfScope(looks),
    })),
    ...[...named.values()].map((each) => ({ scope, ...each, readings: readingsOf(looks, each) })),
    ...[...units.values()].map((each) => ({ scope, ...each, key: null, readings: readingsOfUnit(looks, each) })),
  ];
}

/** The unit of an item that is a scope as such: every run reads it. */
export const WHOLE_SCOPE = "*";

const readingsOfScope = (looks: readonly Look[]): Reading[] =>
  looks.flatMap(({ isRun, time, slot }) =>
    isRun
      ? [{ ...NOTHING, answer: "whole" as const, time, slot, asOf: time, listed: time, complete: time, data: [] }]
      : [],
  );

const NOTHING = {
  incarnation: null,
  judged: "",
  changed: null,
  created: null,
  entry: null,
  because: "",
} as const;

/** Of a unit as a whole: a run reads it, or says that it could not. */
function readingsOfUnit(looks: readonly Look[], { unit, check }: { unit: string; check: string }): Reading[] {
  return looks.flatMap((look) => {
    const { isRun, units, plan, coverage, time, slot } = look;
    const isAnswered = units.has(unit) || coverage.reading(unit) !== null;
    if (!isRun && !isAnswered) return [];
    const isAsked = look.checks.includes(check) && plan.judge(check, splitUnit(unit).type) !== undefined;
    const isWhole = coverage.reading(unit) === null;
    const answer = !isAsked ? "not-asked" : isWhole ? "whole" : "indeterminate";
    return [{ ...NOTHING, answer, time, slot, ...timesOf(look, [unit], null) }];
  });
}

/** Of a check on a resource, whichever incarnation of it is there. */
function readingsOf(looks: readonly Look[], item: { unit: string; check: string; key: string }): Reading[] {
  const readings: Reading[] = [];
  for (const look of looks) {
    const reading = readingAt(look, item, readings.at(-1));
    if (reading !== null) readings.push(reading);
  }
  return readings;
}

function readingAt(
  look: Look,
  { unit, check, key }: { unit: string; check: string; key: string },
  last: Reading | undefined,
): Reading | null {
  const { time, slot, isRun, entries, coverage, keys, units } = look;
  const entry = entries.get(key);
  if (entry === undefined) {
    const isWhole = coverage.reading(unit) === null && (isRun || units.has(unit));
    if (!isWhole && !keys.has(key)) return null;
    return { ...NOTHING, answer: "absent", time, slot, ...timesOf(look, [unit], key) };
  }
  const finding = entry.findings.find((each) => each.check === check);
  const isAsked = look.checks.includes(check) && look.plan.judge(check, splitUnit(entry.unit).type) !== undefined;
  const base = { time, slot, incarnation: entry.incarnation, entry, created: instantOf(entry.createdAt) };
  if (finding === undefined || !isAsked) {
    if (!isRun && !keys.has(key)) return null;
    return { ...NOTHING, ...base, answer: "not-asked", asOf: time, listed: time, complete: time, data: [] };
  }
  const { outcome } = effectiveOutcome(entry, finding, entries, coverage);
  const used = [
    entry.unit,
    ...finding.relied.keys.map((each) => entries.get(each)?.unit ?? ""),
    ...finding.relied.units,
  ];
  // An event batch reads what it asked; and of what it did not, it may have shown that nobody knows any more.
  const isRead = isRun || keys.has(key) || units.has(entry.unit) || outcome !== last?.answer;
  if (!isRead) return null;
  const isAlone = look.alone.has(`${key} ${check}`);
  const changed = isAlone ? null : changedAt(look, entry, finding);
  const times = timesOf(look, [...new Set(used)], key);
  return {
    ...base,
    ...times,
    // Without a new record it is as of the listing that it is so again.
    asOf: changed === null && keys.has(key) ? saidAt(look, entry, finding, isAlone) : times.asOf,
    answer: outcome,
    judged: `${finding.version} ${finding.lanes}`,
    because: finding.because,
    changed,
  };
}

const instantOf = (text: string | null): number | null => {
  const ms = text === null ? NaN : Date.parse(text);
  return Number.isFinite(ms) ? ms : null;
};

/** Data times of units, and of the answer by name where the resource was asked by name. */
function timesOf(
  { coverage, named, time }: Look,
  units: readonly string[],
  key: string | null,
): Pick<Reading, "asOf" | "listed" | "complete" | "data"> {
  const data: DataOf[] = [];
  for (const unit of units) {
    const row = coverage.row(unit);
    if (row?.dataTime != null)
      data.push({ unit, dataTime: Date.parse(row.dataTime), lagSeconds: row.lagSeconds, source: row.source });
  }
  const times = data.map(({ dataTime }) => dataTime);
  const asked = key === null ? undefined : named.get(key);
  if (asked !== undefined) times.push(asked);
  if (times.length === 0) return { asOf: time, listed: time, complete: time, data };
  const lags = data.map(({ dataTime, lagSeconds }) => dataTime - lagSeconds * 1000);
  const listed = Math.max(...times);
  return { asOf: listed, listed, complete: lags.length > 0 ? Math.min(...lags) : Math.max(...times), data };
}

/** The latest data time of the record that says so, of what it relies on, and of the units in which that was not found (FORMAT.md 1). */
function saidAt(look: Look, { key, unit }: Entry, { relied }: Finding, isAlone: boolean): number {
  const rowAt = (name: string): number => Date.parse(look.coverage.row(name)?.dataTime ?? "");
  const sinceOf = (name: string): number => Date.parse(look.entries.get(name)?.since ?? "");
  const own = isAlone ? (look.named.get(key) ?? rowAt(unit)) : (look.told.get(key) ?? NaN);
  const all = [own, ...relied.keys.map(sinceOf), ...relied.units.map(rowAt)].filter((at) => !Number.isNaN(at));
  return all.length === 0 ? look.time : Math.max(...all);
}

/** AWS Config alone tells when something was changed. Nobody tells when something was taken away whose absence a verdict rests on. */
function changedAt({ entries, coverage }: Look, entry: Entry, { relied }: Finding): number | null {
  if (relied.units.length > 0) return null;
  const all = [entry, ...relied.keys.flatMap((key) => entries.get(key) ?? [])];
  const isTold = all.every(({ unit }) => coverage.row(unit)?.source?.lane.startsWith("aws-config") === true);
  return isTold ? Math.max(...all.map(({ since }) => Date.parse(since))) : null;
}
