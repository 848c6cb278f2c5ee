// Reads a true history as a schedule and events would: late, unread, or with data that is older than the record.
import type { ReadingRun } from "../../../../audit/period/reading.ts";
import { at } from "../history.ts";
import { answerOf, changedAt, lifeAt, type Asking, type Life, type World } from "./true-history.ts";

/** A run of the collector. `unread`: the unit could not be read; `unclear`: it was, and what the check needs was not told. */
export type Look = {
  /** When its record is written, and the slot that it is made for. */
  readonly time: number;
  readonly slot: number | null;
  readonly kind: "whole" | "unread" | "unclear" | "event";
  /** The data is so much older than the record. */
  readonly age: number;
  /** So much more may still be missing in it, and so much is. */
  readonly lag: number;
  readonly missing: number;
};

type Held = { readonly life: Life; readonly answer: string; readonly seq: number };

/** Which tests are asked by runs from an hour on, as records say. */
export type Plan = readonly Asking[];

/** One reading of the item, and the hour that it really tells of; null where it tells nothing. */
export type Reading = {
  readonly time: number;
  readonly slot: number | null;
  readonly of: number | null;
  readonly answer: ReadingRun["answer"];
  readonly life: Life | null;
  readonly run: ReadingRun;
  /** The runs of the reading: two where it shows that another resource has replaced the one before. */
  readonly runs: readonly ReadingRun[];
};

/** The readings of the item by the looks, which are in order of time. */
export function read(world: World, looks: readonly Look[], plan: Plan): Reading[] {
  const readings: Reading[] = [];
  let [complete, seen] = [-Infinity, -Infinity];
  let known: Life | null = null;
  let wasThere: "gone" | "not-found" | null = null;
  let held = null as Held | null;
  for (const look of looks) {
    const { time, slot, kind } = look;
    const asked = plan.findLast(({ from }) => from <= time)?.asked ?? null;
    const judged = `v${asked ?? 0}`;
    const asOf = time - look.age;
    const of = asOf - look.missing;
    if (kind === "unread") {
      if (known === null) continue;
      const run = runOf(look, { answer: "indeterminate", judged, life: known, world });
      const opened = held === null ? null : { gen: 0, seq: held.seq };
      readings.push({ time, slot, of: null, answer: run.answer, life: known, run, runs: [{ ...run, opened }] });
      continue;
    }
    // Nobody believes what is older than what is known.
    if (asOf - look.lag < complete || of < seen) continue;
    const life = lifeAt(world, of);
    if (kind === "event" && life === null && known === null) continue;
    [complete, seen] = [asOf - look.lag, of];
    const runs: ReadingRun[] = [];
    if (life === null) {
      if (known !== null) wasThere = kind === "event" ? "not-found" : "gone";
      const run = runOf(look, { answer: "absent", judged, life: null, world, gone: known, reason: wasThere });
      runs.push(run);
    } else {
      if (known !== null && known !== life)
        runs.push(runOf(look, { answer: "absent", judged, life: null, world, reason: "replaced" }));
      if ((held !== null && held.life !== life) || asked === null) held = null;
      const answer: ReadingRun["answer"] =
        kind === "unclear" && asked !== null ? "indeterminate" : answerOf(life, of, asked);
      if (answer !== "indeterminate" && answer !== "not-asked" && held?.answer !== answer)
        held = { life, answer, seq: readings.length };
      const opened = held === null ? null : { gen: 0, seq: held.seq };
      runs.push({ ...runOf(look, { answer, judged, life, world }), opened });
    }
    known = life;
    const run = runs.at(-1) as ReadingRun;
    readings.push({ time, slot, of: run.answer === "indeterminate" ? null : of, answer: run.answer, life, run, runs });
  }
  return readings;
}

type Said = {
  readonly answer: ReadingRun["answer"];
  readonly judged: string;
  readonly life: Life | null;
  readonly world: World;
  readonly gone?: Life | null;
  readonly reason?: ReadingRun["reason"];
};

function runOf(look: Look, { answer, judged, life, world, gone = null, reason = null }: Said): ReadingRun {
  const [time, asOf] = [at(look.time), at(look.time - look.age)];
  const of = look.time - look.age - look.missing;
  const changed = life === null ? (gone === null ? null : gone.deleted) : changedAt(life, of);
  const said = { record: `model:${look.time}`, time: new Date(time).toISOString(), dataTime: null };
  return {
    answer,
    problem:
      answer === "indeterminate" ? { code: look.kind === "unread" ? "denied" : "unavailable", detail: "" } : null,
    incarnation: life?.incarnation ?? null,
    judged,
    reason,
    created: world.saysCreated && life !== null ? at(life.created) : null,
    opened: null,
    first: { time, asOf, changed: world.saysChanged && changed !== null ? at(changed) : null, said },
    last: { time, complete: at(look.time - look.age - look.lag) },
  };
}

/** A run of its own for each reading. */
export const single = (readings: readonly Reading[]): ReadingRun[] => readings.flatMap(({ runs }) => runs);

/** The same with one run for readings that say the same. */
export function compressed(readings: readonly Reading[]): ReadingRun[] {
  const result: ReadingRun[] = [];
  const alike = ({ answer, problem, incarnation, judged, reason }: ReadingRun): string =>
    JSON.stringify([answer, problem, incarnation, answer === "absent" ? "" : judged, reason]);
  for (const run of single(readings)) {
    const last = result.at(-1);
    if (last !== undefined && alike(last) === alike(run)) result[result.length - 1] = { ...last, last: run.last };
    else result.push(run);
  }
  return result;
}

/** From when on which tests really judge the item: as of what they first judged. */
export function askingsOf(readings: readonly Reading[]): Asking[] {
  const askings: Asking[] = [];
  for (const { of, answer, run } of readings) {
    if (of === null || answer === "absent") continue;
    const asked = answer === "not-asked" ? null : run.judged === "v1" ? 1 : 0;
    if (askings.length === 0) askings.push({ from: -Infinity, asked });
    else if (askings.at(-1)?.asked !== asked) askings.push({ from: of, asked });
  }
  return askings.length === 0 ? [{ from: -Infinity, asked: 0 }] : askings;
}
