// The timeline, which evaluates again only what a segment touches, against evaluating everything after each segment.
import { describe, expect, test } from "vitest";
import { Timeline } from "../../../audit/timeline/timeline.ts";
import type { RunOpened } from "../../../evidence-schema/record/record.ts";
import { Chain, newTests, type Written } from "../../state/driver.ts";
import { play } from "../../state/history.ts";
import { runs } from "../../support/scale.ts";
import { Evaluated, plainly, sorted, type Plain } from "../evaluated.ts";
import { reading, timeOf } from "../random-segments.ts";

const HISTORIES = Math.max(20, runs(60));

describe.each([5000, 6000, 7000, 8000])(`${HISTORIES} random histories from seed %i on`, (firstSeed) => {
  const histories: Chain[] = [];
  for (let seed = firstSeed; seed < firstSeed + HISTORIES; seed += 1) {
    const chain = new Chain();
    play(seed, { chain: () => chain, tests: newTests });
    histories.push(chain);
  }

  test("from the first segment on", () => {
    let intervals = 0;
    for (const [i, chain] of histories.entries()) {
      const [timeline, evaluated] = [new Timeline(), new Evaluated()];
      reading(chain, 0, (segment, at) => {
        timeline.follow(segment);
        evaluated.follow(segment);
        expect(sorted(plainly(timeline)), `seed ${firstSeed + i}, segment ${at}`).toEqual(sorted(evaluated.intervals));
      });
      intervals += timeline.results().reduce((sum, result) => sum + result.intervals.length, 0);
    }
    expect(intervals).toBeGreaterThan(16 * HISTORIES);
  });

  test("from a later full segment on: the same, but for when things began that were so already", () => {
    let compared = 0;
    for (const [i, chain] of histories.entries()) {
      const isFull = ({ lines }: Written): boolean =>
        (lines[0]?.statement.body as RunOpened | undefined)?.extent === "full";
      const later = chain.segments.findLastIndex(isFull);
      const [whole, part] = [new Timeline(), new Timeline()];
      reading(chain, 0, (segment) => void whole.follow(segment));
      reading(chain, later, (segment) => void part.follow(segment));
      const since = (plain: readonly Plain[]): Plain[] =>
        plain
          .filter(({ to }) => to === null || to > timeOf(later))
          .map((each) =>
            each.from !== null && each.from > timeOf(later) ? each : { ...each, from: null, transition: null },
          );
      const [expected, found] = [whole, part].map(
        (timeline) => new Map([...plainly(timeline)].map(([id, plain]) => [id, since(plain)])),
      ) as [Map<string, Plain[]>, Map<string, Plain[]>];
      expect(sorted(found), `seed ${firstSeed + i}`).toEqual(sorted(expected));
      compared += found.size;
    }
    expect(compared).toBeGreaterThan(5 * HISTORIES);
  });
});

test("evaluated again is only what can count differently: a segment that touches one resource changes one result", () => {
  const chain = new Chain();
  play(5003, { chain: () => chain, tests: newTests });
  let [evaluations, all] = [0, 0];
  const timeline = new Timeline();
  reading(chain, 0, (segment) => {
    const { state } = segment;
    const effective = state.effective.bind(state);
    state.effective = (...asked) => {
      evaluations += 1;
      return effective(...asked);
    };
    timeline.follow(segment);
    delete (state as { effective?: unknown }).effective;
    for (const { findings } of state.entries.values()) all += findings.length;
  });
  // The random histories of this driver spoil much of their coverage; still not everything is asked each time.
  expect(evaluations).toBeLessThan(all);
});
