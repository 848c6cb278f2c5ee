// The time from which a segment counts by its data: the latest that it read, in the order of the chain.
import { expect, test } from "vitest";
import { DataTime } from "../../../audit/reading/data-time.ts";
import { canonicalLine, type Json } from "../../../evidence-schema/bytes/canonical.ts";

const day = (of: number): string => `2026-09-${String(of).padStart(2, "0")}T00:00:00.000Z`;

type Answers = {
  readonly units?: (number | null)[];
  readonly seen?: number[];
  readonly gone?: number[];
  readonly failed?: number[];
};

/** Coverage with rows and answers by name of these days; null: a row without a data time. */
const coverage = ({ units = [], seen = [], gone = [], failed = [] }: Answers): Json => {
  const of = (days: readonly (number | null)[]): Json =>
    days.map((each) => ({ dataTime: each === null ? null : day(each) }));
  return { units: of(units), asked: { seen: of(seen), notFound: of(gone), failed: of(failed) } };
};
/** A segment's lines. The name of a resource may hold the words that mark coverage. */
const segment = (recorded: number, ...answers: readonly Answers[]): Buffer => {
  const line = (type: string, body: Json): Buffer => canonicalLine({ time: day(recorded), type, body });
  const name = '"type":"coverage"';
  const observation = line("observation", { name, dataTime: day(29), projection: { type: "coverage" } });
  return Buffer.concat([
    line("run-opened", { began: day(30) }),
    observation,
    ...answers.map((each) => line("coverage", coverage(each))),
    line("run-closed", {}),
  ]);
};

test.each<[string, readonly (readonly [recorded: number, ...Answers[]])[], readonly number[]]>([
  ["the latest row of all sources", [[20, { units: [3, 5, null] }, { units: [4] }]], [5]],
  ["an answer by name counts as a row does", [[20, { units: [3], seen: [6] }]], [6]],
  ["one that found nothing, too", [[20, { units: [3], gone: [7] }]], [7]],
  ["one that was refused, too", [[20, { units: [3], failed: [8] }]], [8]],
  ["nothing was read: the time of the records", [[20, { units: [null] }]], [20]],
  ["there is no coverage: the time of the records", [[20]], [20]],
  [
    "in order",
    [
      [20, { units: [3] }],
      [21, { units: [9] }],
    ],
    [3, 9],
  ],
  [
    "the same data again",
    [
      [20, { units: [3] }],
      [21, { units: [3] }],
    ],
    [3, 3],
  ],
  [
    "older data after newer data counts from the newer",
    [
      [20, { units: [9] }],
      [21, { units: [3] }],
    ],
    [9, 9],
  ],
  [
    "what follows a run that read nothing counts from its records",
    [
      [20, { units: [3] }],
      [21, { units: [null] }],
      [22, { units: [4] }],
      [23, { units: [22] }],
    ],
    [3, 21, 21, 22],
  ],
])("%s", (_, segments, expected) => {
  const dataTime = new DataTime();
  expect(segments.map(([recorded, ...answers]) => dataTime.next(segment(recorded, ...answers)))).toEqual(
    expected.map(day),
  );
});

test("bytes after the last line end are no line", () => {
  const lines = segment(9, { units: [3] });
  const cut = Buffer.concat([lines, Buffer.from('{"type":"coverage"')]);
  expect(new DataTime().next(cut)).toBe(new DataTime().next(lines));
});
