// Checks the runs of readings that tables are made of against every reading written down one by one.
import { describe, expect, test } from "vitest";
import { failuresOf, type Failure } from "../../../audit/period/failures.ts";
import { isDeterminate, type ReadingRun } from "../../../audit/period/reading.ts";
import type { ReadSegment } from "../../../audit/reading/read-span.ts";
import { ItemRuns, judgedBy } from "../../../audit/tables/follow/item-runs.ts";
import { completeOf } from "../../../audit/timeline/first-reading.ts";
import { unitsUsed } from "../../../evidence-schema/state/data-times.ts";
import { Chain, newTests } from "../../state/driver.ts";
import { play } from "../../state/history.ts";
import { runs } from "../../support/scale.ts";
import { reading } from "../random-segments.ts";
import { Kept } from "./kept-runs.ts";

const HISTORIES = Math.max(20, runs(60));

/** Every reading of every item, by itself: all is evaluated after each segment. */
class EachReading {
  readonly items = new Map<string, ReadingRun[]>();
  readonly #whole = new Map<string, number>();

  follow({ state, records, opened, time, key: object }: ReadSegment): void {
    const at = Date.parse(time);
    const there = new Set<string>();
    const said = { record: object, time, dataTime: null };
    for (const entry of state.entries.values()) {
      if (entry.from !== null) continue;
      for (const finding of entry.findings) {
        const id = `${entry.key} ${finding.check}`;
        there.add(id);
        const before = this.items.get(id) ?? [];
        this.items.set(id, before);
        const { outcome, problem } = state.effective(entry, finding);
        const units = unitsUsed(entry, finding, state.entries).filter((unit) => unit !== "");
        const last = before.at(-1);
        const departed = records.some(
          ({ statement: { type, body } }) =>
            type === "departure" && body.key === entry.key && body.incarnation === last?.incarnation,
        );
        if (departed && last !== undefined) before.push(absent(at, "replaced", said));
        if (last === undefined && finding.held.as === "appeared" && this.#whole.has(entry.unit))
          before.push({
            ...absent(at, null, said),
            last: { time: at, complete: this.#whole.get(entry.unit) as number },
          });
        if (last?.answer === "absent" && this.#whole.has(entry.unit))
          before[before.length - 1] = { ...last, last: { time: at, complete: this.#whole.get(entry.unit) as number } };
        before.push({
          answer: outcome,
          problem,
          incarnation: entry.incarnation,
          judged: judgedBy(finding),
          reason: null,
          created: entry.createdAt === null ? null : Date.parse(entry.createdAt),
          opened: finding.held.opened,
          first: { time: at, asOf: at, changed: null, said },
          last: { time: at, complete: completeOf(units, state.coverage) },
        });
      }
    }
    for (const [id, of] of this.items) {
      if (there.has(id) || of.at(-1)?.answer === "absent" || of.at(-1)?.answer === "not-asked") continue;
      const departure = records.find(
        ({ statement: { type, body } }) =>
          type === "departure" && id.startsWith(`${body.key} `) && body.incarnation === of.at(-1)?.incarnation,
      );
      const reason = departure?.statement.type === "departure" ? departure.statement.body.reason : null;
      of.push(reason === null ? { ...absent(at, null, said), answer: "not-asked" } : absent(at, reason, said));
    }
    if (opened.trigger === "event") return;
    for (const { statement } of records)
      if (statement.type === "coverage")
        for (const { unit, complete } of statement.body.units)
          if (complete) this.#whole.set(unit, completeOf([unit], state.coverage));
  }
}

const absent = (at: number, reason: ReadingRun["reason"], said: ReadingRun["first"]["said"]): ReadingRun => ({
  answer: "absent",
  problem: null,
  incarnation: null,
  judged: "",
  reason,
  created: null,
  opened: null,
  first: { time: at, asOf: at, changed: null, said },
  last: { time: at, complete: at },
});

/** The members of a failure that follow from which readings there were, and not from how the source tells its times. */
const plainly = ({ began, ended, judged, incarnation, knownAt, endKnownAt, series }: Failure) => ({
  began,
  ended,
  judged,
  incarnation,
  knownAt,
  endKnownAt,
  series,
});

describe.each([5000, 6000, 7000, 8000])(`${HISTORIES} random histories from seed %i on`, (firstSeed) => {
  test("the same failures, and the same last readings", () => {
    const seen = { failures: 0, runs: 0, readings: 0, replaced: 0, judged: 0, created: 0 };
    for (let seed = firstSeed; seed < firstSeed + HISTORIES; seed += 1) {
      const chain = new Chain();
      play(seed, { chain: () => chain, tests: newTests });
      const [each, kept, items] = [new EachReading(), new Kept(), new ItemRuns(() => true)];
      reading(chain, 0, (segment) => {
        kept.take(items.follow(segment), segment);
        each.follow(segment);
      });
      for (const [id, readings] of each.items) {
        const of = kept.runs(id);
        const expected = failuresOf(readings);
        expect(failuresOf(of).map(plainly), `seed ${seed}, ${id}`).toEqual(expected.map(plainly));
        // Where no listing has a time, the reading's own counts, which the readings here do not have.
        const known = lastGoodOf(readings);
        const isKnown = (_: string, at: number): boolean => known[at]?.endsWith("until 0") !== true;
        expect(lastGoodOf(of).filter(isKnown), `seed ${seed}, ${id}`).toEqual(known.filter(isKnown));
        seen.failures += expected.length;
        seen.runs += of.length;
        seen.readings += readings.length;
        for (const { began, ended, judged } of expected) {
          if (began === "replaced" || ended === "replaced") seen.replaced += 1;
          if (began === "judged otherwise" || ended === "judged otherwise" || judged.length > 1) seen.judged += 1;
          if (began === "created failing") seen.created += 1;
        }
      }
    }
    expect(seen.runs).toBeLessThan(seen.readings);
    for (const [what, count] of Object.entries(seen)) expect([what, count > 0]).toEqual([what, true]);
  });
});

const isOneRun = (a: ReadingRun, b: ReadingRun): boolean =>
  a.answer === b.answer && a.judged === b.judged && a.incarnation === b.incarnation;

/** 0 where one of the two is not known. */
const latest = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : Math.max(a, b));

/** As of when each determinate stretch of answers is last known. */
function lastGoodOf(readings: readonly ReadingRun[]): string[] {
  const stretches: ReadingRun[] = [];
  for (const each of readings) {
    const before = stretches.at(-1);
    const isSame = before !== undefined && isOneRun(before, each);
    const complete = isSame ? latest(before.last.complete, each.last.complete) : each.last.complete;
    if (isSame) stretches.pop();
    stretches.push({ ...each, last: { ...each.last, complete } });
  }
  return stretches
    .filter(isDeterminate)
    .map(({ answer, judged, last }) => `${answer} ${judged} until ${last.complete}`);
}
