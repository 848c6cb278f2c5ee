// Decides which of a reading's answers count, and what each key's last answer is.
// DESIGN: an answer replaces what is stored.
import type { UnitReading } from "../../collectors/port.ts";
import type { Entry } from "../../evidence-schema/state/entry.ts";
import type { Problem } from "../../evidence-schema/record/record.ts";
import { jsonEqual } from "../../evidence-schema/bytes/equal.ts";
import { lessLag, type State } from "../../evidence-schema/state/state.ts";
import { isContextUnit } from "../../evidence-schema/keys/context-name.ts";
import type { AnswerByName, Answers, Item, Unanswered } from "../reading/intake.ts";

/** A unit's reading after the rules on late, zero and missing answers were applied. */
export type Settled = {
  /** By unit, every planned and every read one. Incomplete ones have a problem. */
  readonly units: ReadonlyMap<string, UnitReading>;
  /** Last answer of each key. */
  readonly items: ReadonlyMap<string, Item>;
  /** Units that listed a key, counted ones only, in order of reading. */
  readonly listedBy: ReadonlyMap<string, readonly string[]>;
  readonly unread: ReadonlyMap<string, Unanswered>;
  readonly named: ReadonlyMap<string, AnswerByName>;
  /** Units of which a later answer by name took away or changed something that they listed. */
  readonly overtaken: ReadonlySet<string>;
};

const OLDER: Problem = { code: "older-answer", detail: "the answer is older than the last answer that was recorded" };
const SUDDENLY_EMPTY: Problem = {
  code: "suddenly-empty",
  detail:
    "the listing is empty although resources were listed before, and no second reading has confirmed the empty listing",
};
const NO_ANSWER: Problem = { code: "no-answer", detail: "the reader gave no answer for this type and region" };

export function settle(state: State, answers: Answers, planned: readonly string[], defaultSource: string): Settled {
  const units = new Map<string, UnitReading>();
  const lags = new Map(answers.reading.sources.map(({ source, lagSeconds }) => [source, lagSeconds]));
  const older = ({ unit, source }: { unit: string; source: string }, dataTime: string): boolean =>
    isOlder(state.unit(unit).listed, lessLag(dataTime, lags.get(source) ?? 0));
  for (const reading of answers.reading.units) units.set(reading.unit, count(state, reading, older));
  for (const unit of planned) {
    if (!units.has(unit))
      units.set(unit, { ...EMPTY, unit, source: defaultSource, complete: false, problem: NO_ANSWER });
  }
  const items = new Map<string, Item>();
  const listedBy = new Map<string, string[]>();
  const unread = new Map<string, Unanswered>();
  const counted = (unit: string): boolean => units.get(unit)?.problem !== OLDER;
  const list = (key: string, unit: string): void => {
    const listing = listedBy.get(key);
    if (listing === undefined) listedBy.set(key, [unit]);
    else if (!listing.includes(unit)) listing.push(unit);
  };
  const late = overtakenByName(state, units, lags);
  for (const item of answers.listed) {
    const { key, unit } = item;
    if (!counted(unit)) continue;
    list(key, unit);
    if ("problem" in item) {
      unread.set(key, item);
      items.delete(key);
    } else if (late.has(unit) && saysOtherwise(state, item)) {
      const { source, dataTime } = item;
      unread.set(key, { key, unit, source, dataTime, problem: OLDER });
      items.delete(key);
    } else {
      items.set(key, fromFirst(items.get(key), keepUnit(state, items.get(key), item)));
      unread.delete(key);
    }
  }
  for (const [unit, { source, dataTime }] of late) {
    if (units.get(unit)?.complete !== true) continue;
    for (const { key } of state.entriesIn(unit))
      if (!listedBy.has(key)) unread.set(key, { key, unit, source, dataTime, problem: OLDER });
  }
  const named = new Map<string, AnswerByName>();
  // An answer by name comes after the units, unless a unit was certainly read later and lists the key, or is complete
  // without it.
  const overruled = ({ key, unit, dataTime }: AnswerByName): boolean =>
    [...(listedBy.get(key) ?? []), unit].some((of) => {
      const reading = units.get(of);
      if (reading === undefined || reading.dataTime === null || reading.problem === OLDER) return false;
      if (!reading.complete && listedBy.get(key)?.includes(of) !== true) return false;
      return lessLag(reading.dataTime, lags.get(reading.source) ?? 0) > dataTime;
    });
  for (const answer of answers.named) {
    if (overruled(answer)) continue;
    const { key, unit, source, dataTime } = answer;
    const late = older(answer, dataTime) || isOlder(state.unit(unit).named, lessLag(dataTime, lags.get(source) ?? 0));
    named.set(key, late ? { key, unit, source, dataTime, is: "failed", problem: OLDER } : answer);
    const before = items.get(key);
    unread.delete(key);
    items.delete(key);
    if (!late && answer.is === "item") items.set(key, fromFirst(before, answer.item));
  }
  return {
    units,
    items,
    listedBy,
    unread,
    named,
    overtaken: overtakenUnits(answers.listed, { named, items, listedBy }),
  };
}

function overtakenUnits(
  listed: Answers["listed"],
  { named, items, listedBy }: Pick<Settled, "named" | "items" | "listedBy">,
): Set<string> {
  const units = new Set<string>();
  if (named.size === 0) return units;
  for (const item of listed) {
    const { key, unit } = item;
    const answer = named.get(key);
    if (answer === undefined || answer.is === "failed" || listedBy.get(key)?.includes(unit) !== true) continue;
    const now = items.get(key);
    const same =
      now !== undefined &&
      !("problem" in item) &&
      item.incarnation === now.incarnation &&
      jsonEqual(item.projection, now.projection);
    if (!same || answer.unit !== unit) units.add(unit);
  }
  return units;
}

type Late = { readonly source: string; readonly dataTime: string };

/**
 * Units whose listing, whole or in part, is older, less its lag, than the last answer by name in them. They count: but what
 * they would change may be what such an answer told already, so that it waits for a later listing, or to be asked by name.
 */
function overtakenByName(
  state: State,
  units: ReadonlyMap<string, UnitReading>,
  lags: ReadonlyMap<string, number>,
): Map<string, Late> {
  const late = new Map<string, Late>();
  for (const { unit, source, dataTime } of units.values()) {
    if (dataTime === null) continue;
    if (isOlder(state.unit(unit).named, lessLag(dataTime, lags.get(source) ?? 0))) late.set(unit, { source, dataTime });
  }
  return late;
}

function saysOtherwise(state: State, item: Item): boolean {
  const entry = state.entries.get(item.key);
  return entry === undefined || !jsonEqual(told(entry), told(item));
}

// The attributes that an answer tells of a resource, wherever the resource was listed.
const told = ({ incarnation, region, name, createdAt, labels, projection }: Item | Entry): unknown => ({
  incarnation,
  region,
  name,
  createdAt,
  labels,
  projection,
});

const EMPTY = { dataTime: null, listed: 0, pages: 0, first: null, last: null, server: null };

// A source that lags may answer with what was before the last answer: it can neither bring a resource back nor end one.
const isOlder = (last: string | null, asOf: string): boolean => last !== null && asOf < last;

function count(
  state: State,
  reading: UnitReading,
  older: (reading: UnitReading, dataTime: string) => boolean,
): UnitReading {
  const { unit, dataTime } = reading;
  if (dataTime !== null && older(reading, dataTime)) return { ...reading, complete: false, problem: OLDER };
  // Copies from another scope were settled in that scope.
  if (!reading.complete || reading.listed > 0 || !state.lying.has(unit) || isContextUnit(unit)) return reading;
  const before = state.coverage.row(unit);
  const confirmed =
    before !== undefined && !before.complete && before.problem?.code === "suddenly-empty" && before.listed === 0;
  return confirmed ? reading : { ...reading, complete: false, problem: SUDDENLY_EMPTY };
}

// If a later answer of the same reading repeats the first answer, the data are known since the first answer.
function fromFirst(before: Item | undefined, item: Item): Item {
  if (before === undefined || before.incarnation !== item.incarnation || before.unit !== item.unit) return item;
  return jsonEqual(before.projection, item.projection) ? { ...item, dataTime: before.dataTime } : item;
}

// A global resource that several units list stays in the unit it lies in, so that an untouched estate has one root.
function keepUnit(state: State, before: Item | undefined, item: Item): Item {
  const entry = state.entries.get(item.key);
  if (before === undefined || before.incarnation !== item.incarnation || entry?.incarnation !== item.incarnation)
    return item;
  return before.unit === entry.unit ? { ...item, unit: before.unit } : item;
}
