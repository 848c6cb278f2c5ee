// Makes random histories with the runs that read them, and what is laid over them.
import fc from "fast-check";
import type { Look, Plan } from "./read-history.ts";
import type { Life, Value, World } from "./true-history.ts";

/** A stretch of hours, half-open. */
export type Hours = { readonly from: number; readonly to: number };

/** An accepted risk as it is written, when it was recorded, and the last seal before that, which lacks it. */
export type WrittenAcceptance = {
  readonly from: number;
  readonly to: number;
  readonly recorded: number;
  readonly lacking: number;
};

/** Everything that is laid over one item under one control. */
export type Laid = {
  readonly within: readonly Hours[];
  /** With the limit of each; disjoint and in order. */
  readonly terms: readonly (Hours & { readonly limit: number })[];
  readonly acceptances: readonly WrittenAcceptance[];
};

export type History = {
  readonly world: World;
  /** Hours between two slots; null: runs by hand. */
  readonly every: number | null;
  readonly looks: readonly Look[];
  readonly plan: Plan;
  readonly laid: Laid;
  readonly window: Hours;
  /** A window is cut in two here. */
  readonly cut: number;
};

/** The last hour at which anything happens. */
const LAST = 216;

const often = <T>(...weighted: (readonly [number, T])[]): fc.Arbitrary<T> =>
  fc.oneof(...weighted.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) })));

const value = often<Value>([5, "PP"], [6, "FF"], [2, "PF"], [2, "FP"], [1, "NN"], [1, "NF"]);

/** Differences between what happens one after the other. */
const pause = fc.integer({ min: 1, max: 70 });

const life = fc.record({
  absent: often<"replaced" | "gone">([3, "replaced"], [1, "gone"]),
  pause,
  first: value,
  changes: fc.array(fc.tuple(pause, value), { maxLength: 5 }),
  edits: fc.array(fc.integer({ min: -20, max: LAST }), { maxLength: 4 }),
  ends: fc.option(fc.integer({ min: 5, max: 150 }), { freq: 2, nil: null }),
});

const world: fc.Arbitrary<World> = fc
  .record({
    begin: fc.integer({ min: -50, max: 60 }),
    lives: fc.array(life, { minLength: 1, maxLength: 4 }),
    saysCreated: fc.boolean(),
    saysChanged: fc.boolean(),
  })
  .map(({ begin, lives: drawn, ...says }) => {
    const lives: Life[] = [];
    for (const [at, { absent, pause: gap, first, changes, edits, ends }] of drawn.entries()) {
      const before = lives.at(-1)?.deleted ?? begin;
      if (before === Infinity) break;
      const created = lives.length === 0 || absent === "replaced" ? before : before + gap;
      const deleted = ends === null ? Infinity : created + ends;
      const values: { at: number; value: Value }[] = [{ at: created, value: first }];
      for (const [wait, next] of changes) values.push({ at: (values.at(-1)?.at ?? 0) + wait, value: next });
      const isIn = (hour: number): boolean => created < hour && hour < deleted;
      lives.push({
        incarnation: `i${at}`,
        created,
        deleted,
        values: values.filter(({ at: hour }) => hour === created || isIn(hour)),
        edits: edits.filter(isIn),
      });
    }
    return { lives, ...says };
  });

const lateness = fc.record({
  age: often([6, 0], [1, 1], [1, 5]),
  lag: often([6, 0], [1, 2], [1, 4]),
  missing: fc.integer({ min: 0, max: 4 }),
});

const slot = fc.record({
  fate: often<"made" | "late" | "missed" | "unread" | "unclear">(
    [12, "made"],
    [2, "late"],
    [3, "missed"],
    [3, "unread"],
    [2, "unclear"],
  ),
  delay: fc.integer({ min: 0, max: 1 }),
  lateBy: fc.integer({ min: 2, max: 11 }),
  data: lateness,
});

const event = fc.record({ time: fc.integer({ min: 0, max: LAST }), data: lateness });

const looks = (every: number | null, isLagging: boolean): fc.Arbitrary<Look[]> =>
  fc
    .record({
      slots: fc.array(slot, { minLength: 8, maxLength: every === 12 ? 18 : 10 }),
      events: fc.array(event, { maxLength: 4 }),
      byHand: fc.array(fc.integer({ min: 0, max: LAST }), { maxLength: 12 }),
    })
    .map(({ slots, events, byHand }) => {
      const made = new Map<number, Look>();
      const look = (
        time: number,
        of: number | null,
        kind: Look["kind"],
        data: (typeof events)[number]["data"],
      ): void => {
        const missing = Math.min(data.missing, data.lag);
        const late = isLagging ? { ...data, missing } : { age: 0, lag: 0, missing: 0 };
        if (!made.has(time)) made.set(time, { time, slot: of, kind, ...late });
      };
      const manual = every === null ? byHand : [];
      for (const [at, time] of manual.entries())
        look(time, null, "whole", slots[at % slots.length]?.data ?? { age: 0, lag: 0, missing: 0 });
      for (const [at, { fate, delay, lateBy, data }] of every === null ? [] : slots.entries()) {
        const due = at * (every ?? 0);
        if (fate === "missed") continue;
        const kind = fate === "unread" || fate === "unclear" ? fate : "whole";
        look(due + (fate === "late" ? lateBy : delay), due, kind, data);
      }
      for (const { time, data } of events) look(time, null, "event", data);
      return [...made.values()].sort((a, b) => a.time - b.time);
    });

const plan: fc.Arbitrary<Plan> = fc
  .record({
    second: fc.option(fc.integer({ min: 1, max: LAST }), { freq: 2, nil: null }),
    withdrawn: fc.tuple(fc.integer({ min: 1, max: LAST }), fc.integer({ min: 10, max: 80 })),
    isWithdrawn: often([6, false], [1, true]),
  })
  .map(({ second, withdrawn, isWithdrawn }) => {
    const by = (hour: number): 0 | 1 => (second !== null && second <= hour ? 1 : 0);
    const out = isWithdrawn ? { from: withdrawn[0], to: withdrawn[0] + withdrawn[1] } : null;
    const turns = [-Infinity, ...(second === null ? [] : [second]), ...(out === null ? [] : [out.from, out.to])];
    return turns
      .sort((a, b) => a - b)
      .map((from) => ({ from, asked: out !== null && out.from <= from && from < out.to ? null : by(from) }));
  });

/** Disjoint stretches in order, made of lengths by turns in and out. */
const inTurn = (first: number, lengths: readonly number[]): Hours[] =>
  lengths.reduce<{ at: number; all: Hours[] }>(
    ({ at, all }, length, turn) => ({
      at: at + length,
      all: turn % 2 === 0 ? [...all, { from: at, to: at + length }] : all,
    }),
    { at: first, all: [] },
  ).all;

const lengths = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 5 });
const begin = fc.integer({ min: -70, max: 100 });
const always: Hours[] = [{ from: -Infinity, to: Infinity }];

const within = fc.oneof(
  { weight: 3, arbitrary: fc.constant(always) },
  { weight: 1, arbitrary: fc.tuple(begin, lengths).map(([first, all]) => inTurn(first, all)) },
);

const limit = often([4, 0], [3, 12], [3, 24], [3, 36], [2, 60], [1, 150]);

const terms: fc.Arbitrary<Laid["terms"]> = fc
  .record({
    first: begin,
    isEarly: fc.boolean(),
    parts: fc.array(fc.tuple(limit, fc.integer({ min: 1, max: 120 }), often([4, 0], [1, 30])), { maxLength: 2 }),
    last: limit,
  })
  .map(({ first, isEarly, parts, last }) => {
    const all: (Hours & { readonly limit: number })[] = [];
    let from = isEarly ? -Infinity : first;
    let at = first;
    for (const [of, length, gap] of parts) {
      all.push({ from, to: at + length, limit: of });
      at += length + gap;
      from = at;
    }
    return [...all, { from, to: Infinity, limit: last }];
  });

const acceptance = fc
  .record({
    recorded: fc.integer({ min: -40, max: LAST }),
    earlier: fc.integer({ min: -30, max: 60 }),
    lacking: fc.integer({ min: -5, max: 10 }),
    lasts: fc.integer({ min: 0, max: 150 }),
  })
  .map(({ recorded, earlier, lacking, lasts }) => ({
    from: recorded - earlier,
    to: recorded + lasts,
    recorded,
    lacking: recorded + Math.min(lacking, 2),
  }));

/** Any history. The window is some part of ten days. */
export const histories: fc.Arbitrary<History> = fc
  .record({ every: often<number | null>([3, 24], [3, 12], [1, null]), isLagging: often([2, false], [1, true]) })
  .chain(({ every, isLagging }) =>
    fc.record({
      world,
      every: fc.constant(every),
      looks: looks(every, isLagging),
      plan,
      laid: fc.record({ within, terms, acceptances: fc.array(acceptance, { maxLength: 2 }) }),
      window: fc.tuple(fc.integer({ min: -1, max: 5 }), fc.integer({ min: 2, max: 8 })).map(([first, days]) => ({
        from: 24 * first,
        to: 24 * (first + days),
      })),
      cut: fc.integer({ min: 1, max: 7 }),
    }),
  )
  .map((history) => {
    // A window that begins after the newest seal is refused before anybody asks.
    const newest = history.looks.at(-1)?.time ?? 0;
    const from = Math.min(history.window.from, 24 * Math.floor((newest - 25) / 24));
    const window = { from, to: Math.max(history.window.to, from + 48) };
    return {
      ...history,
      window,
      cut: Math.min(from + 24 * history.cut, window.to - 24, 24 * Math.floor((newest - 1) / 24)),
    };
  });
