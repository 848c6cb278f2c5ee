// One failure with gaps: intervals put together by the record that opened the failure, and nothing else put together.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { spellsOf } from "../../../audit/timeline/spells.ts";
import type { Interval } from "../../../audit/timeline/timeline.ts";
import type { Outcome } from "../../../evidence-schema/record/record.ts";

const said = { record: "records/x:1", time: "", dataTime: null };
const problem = { code: "denied", detail: "s3:GetBucketAcl" } as const;
const at = (minute: number): string => new Date(Date.UTC(2026, 8, 1, 6, minute)).toISOString();

type Plain = {
  readonly outcome: Outcome;
  readonly opened: number | null;
  readonly transition?: Interval["transition"];
};

/** Intervals that follow one another minute by minute; the last is open. */
const chain = (...plain: readonly Plain[]): Interval[] =>
  plain.map(({ outcome, opened, transition = null }, i) => ({
    incarnation: "1",
    from: at(i),
    to: i === plain.length - 1 ? null : at(i + 1),
    outcome,
    because: "",
    problem: outcome === "indeterminate" ? problem : null,
    transition,
    byTime: false,
    said,
    held: opened === null ? null : { gen: 0, seq: opened },
    began: null,
    end: null,
  }));

const fail = (opened: number): Plain => ({ outcome: "fail", opened });
const unread = (opened: number | null): Plain => ({ outcome: "indeterminate", opened });
const plainly = (intervals: readonly Interval[]): unknown =>
  spellsOf(intervals).map(({ outcome, from, to, gaps }) => [outcome, from, to, gaps.map((gap) => [gap.from, gap.to])]);

describe("a failure", () => {
  test("that was not read for a while is one failure with a gap, and the gap stands beside it", () => {
    expect(plainly(chain(fail(7), unread(7), fail(7)))).toEqual([
      ["fail", at(0), null, [[at(1), at(2)]]],
      ["indeterminate", at(1), at(2), []],
    ]);
  });

  test("with two gaps, of which one has two causes", () => {
    expect(plainly(chain(fail(7), unread(7), unread(7), fail(7), unread(7), fail(7)))).toEqual([
      [
        "fail",
        at(0),
        null,
        [
          [at(1), at(2)],
          [at(2), at(3)],
          [at(4), at(5)],
        ],
      ],
      ["indeterminate", at(1), at(2), []],
      ["indeterminate", at(2), at(3), []],
      ["indeterminate", at(4), at(5), []],
    ]);
  });

  test("that is not read now has ended where nobody could read it any more", () => {
    expect(plainly(chain(fail(7), unread(7)))).toEqual([
      ["fail", at(0), at(1), []],
      ["indeterminate", at(1), null, []],
    ]);
  });

  test.each<[string, readonly Plain[], number]>([
    ["another failure, opened by another record", [fail(7), unread(7), fail(9)], 2],
    ["a failure after a pass", [fail(7), { outcome: "pass", opened: 8 }, fail(9)], 2],
    ["a failure that is told as new", [fail(7), unread(7), { ...fail(7), transition: "drift" }], 2],
    ["passes with a gap", [{ outcome: "pass", opened: 7 }, unread(7), { outcome: "pass", opened: 7 }], 0],
  ])("is not put together with %s", (_, plain, fails) => {
    const spells = spellsOf(chain(...plain));
    expect(spells).toHaveLength(plain.length);
    expect(spells.filter(({ outcome }) => outcome === "fail")).toHaveLength(fails);
  });
});

test("no time and no cause is lost, whatever the intervals are", () => {
  const plain = fc.record({
    outcome: fc.constantFrom<Outcome>("pass", "fail", "indeterminate", "not-applicable"),
    opened: fc.constantFrom(1, 2, null),
  });
  fc.assert(
    fc.property(fc.array(plain, { maxLength: 12 }), (all) => {
      const intervals = chain(...all);
      const spells = spellsOf(intervals);
      // Every minute that failed lies in a failure and in none of its gaps, and no other minute does.
      for (const { outcome, from } of intervals) {
        const within = spells.filter(
          (spell) =>
            spell.outcome === "fail" &&
            (spell.from as string) <= (from as string) &&
            (spell.to === null || (from as string) < spell.to) &&
            !spell.gaps.some((gap) => gap.from <= (from as string) && (from as string) < gap.to),
        );
        expect(within).toHaveLength(outcome === "fail" ? 1 : 0);
      }
      for (const { gaps } of spells)
        expect(gaps.map(({ from }) => from)).toEqual([...new Set(gaps.map(({ from }) => from))].sort());
      const others = (each: readonly Interval[]) =>
        each.filter(({ outcome }) => outcome !== "fail").map(({ from }) => from);
      expect(others(spells)).toEqual(others(intervals));
    }),
  );
});
