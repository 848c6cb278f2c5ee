// Checks the intervals that runs of readings give against those of a timeline, on random segments of one scope.
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { ItemRuns, type RunChange } from "../../../../audit/tables/follow/item-runs.ts";
import { Descriptions } from "../../../../audit/tables/results/descriptions.ts";
import { itemsIn } from "../../../../audit/tables/results/items-in.ts";
import { Segments } from "../../../../audit/tables/results/segments.ts";
import { Rows } from "../../../../audit/tables/rows.ts";
import { makingTables } from "../../../../audit/tables/schema/schema.ts";
import { writeRun } from "../../../../audit/tables/write/items.ts";
import { Population } from "../../../../audit/tables/write/population.ts";
import { Timeline } from "../../../../audit/timeline/timeline.ts";
import { Chain, newTests } from "../../../state/driver.ts";
import { play } from "../../../state/history.ts";
import { runs } from "../../../support/scale.ts";
import { reading, timeOf } from "../../random-segments.ts";
import { described, insideOf, plain } from "./told-by-records.ts";

const HISTORIES = Math.max(15, runs(60));
const SCOPE = "aws/111111111111";

/** The lane that dates items by their last change is one of AWS Config: of no other lane does a time count as that of a change. */
const dated = ({ segments }: Chain): Pick<Chain, "segments"> => ({
  segments: segments.map((segment) => ({
    ...segment,
    lines: segment.lines.map((line) => {
      const { statement } = line;
      if (statement.type !== "run-opened") return line;
      const sources = statement.body.sources.map((each) =>
        each.lane === "captured" ? { ...each, lane: "aws-config-captured" } : each,
      );
      return { ...line, statement: { ...statement, body: { ...statement.body, sources } } };
    }),
  })),
});

function followed(chain: Pick<Chain, "segments">, until: number): { readonly rows: Rows; readonly timeline: Timeline } {
  const rows = new Rows(new DatabaseSync(":memory:"));
  rows.database.exec(makingTables());
  const [items, population, timeline] = [new ItemRuns(() => true), new Population(rows, SCOPE), new Timeline()];
  reading(chain, 0, (segment, at) => {
    const { key: object, time } = segment;
    const told = { trigger_kind: null, slot: null, counted: null, root: "", leaf: at };
    rows.insert("segment", { scope: SCOPE, gen: 0, first: at, last: at, object, time, ...told });
    for (const change of items.follow(segment)) writeRun(rows, SCOPE, change);
    population.follow(segment, true);
    if (at < until) timeline.follow(segment);
  });
  return { rows, timeline };
}

const seen = { intervals: 0, departed: 0, rejudged: 0, replaced: 0, record: 0, reading: 0, source: 0 };

describe.each([1000, 2000, 3000])(`${HISTORIES} random histories from seed %i on`, (firstSeed) => {
  test("the same intervals in windows of all lengths", () => {
    for (let seed = firstSeed; seed < firstSeed + HISTORIES; seed += 1) {
      const chain = new Chain();
      play(seed, { chain: () => chain, tests: newTests });
      const count = chain.segments.length;
      const until = 1 + ((seed * 7919) % count);
      const { rows, timeline } = followed(dated(chain), until);
      for (const begin of [0, Math.floor(until / 3), until - 1]) {
        const window = { from: timeOf(begin), to: timeOf(until) };
        const asked = {
          window,
          checks: null,
          outcomes: null,
          segments: new Segments(rows, SCOPE, window.to),
          described: new Descriptions(rows, SCOPE, window.to),
        };
        const expected = timeline.results().flatMap(({ check, entry, intervals }) => {
          const inside = insideOf(intervals.map(plain), window.from);
          return inside.length === 0 ? [] : [{ check, entry: described(entry), intervals: inside }];
        });
        expect(itemsIn(rows, SCOPE, asked), `seed ${seed}, segments ${begin} to ${until}`).toEqual(expected);
        for (const { end, transition, began } of expected.flatMap((each) => each.intervals)) {
          seen.intervals += 1;
          if (end?.why === "gone" || end?.why === "not-found") seen.departed += 1;
          if (end?.why === "replaced") seen.replaced += 1;
          if (transition === "rejudged") seen.rejudged += 1;
          if (began?.is === "source") seen.source += 1;
          if (began?.is === "reading") seen.reading += 1;
          if (began?.is === "record") seen.record += 1;
        }
      }
      rows.database.close();
    }
  });
});
test("they held every kind of end and begin", () => {
  for (const [what, n] of Object.entries(seen)) expect([what, n > 0]).toEqual([what, true]);
});

test("the end of a check that is no longer asked is cited", () => {
  const rows = new Rows(new DatabaseSync(":memory:"));
  rows.database.exec(makingTables());
  const run = (answer: "pass" | "not-asked", at: number): RunChange => ({
    key: "one",
    check: "check",
    ended: at === 0 ? null : { time: Date.parse(timeOf(0)), complete: 0 },
    opened: {
      answer,
      problem: null,
      because: answer,
      basis: answer === "pass" ? "configured" : null,
      incarnation: answer === "pass" ? "i" : null,
      judged: "1",
      reason: null,
      created: null,
      opened: { gen: 0, seq: 1 },
      first: {
        time: Date.parse(timeOf(at)),
        asOf: Date.parse(timeOf(at)),
        changed: null,
        said: { record: `segment ${at}:1`, time: timeOf(at), dataTime: null },
      },
      complete: 0,
      units: ["unit"],
      transition: answer === "pass" ? "baseline" : null,
      hasReplaced: false,
      isBefore: false,
    },
  });
  for (const at of [0, 1]) {
    const told = { trigger_kind: null, slot: null, counted: null, root: "", leaf: at };
    const place = { scope: SCOPE, gen: 0, first: at, last: at, object: `segment ${at}`, time: timeOf(at) };
    rows.insert("segment", { ...place, ...told });
    writeRun(rows, SCOPE, run(at === 0 ? "pass" : "not-asked", at));
  }
  // Its name changes with the record by which nobody asks any more.
  for (const at of [0, 1]) {
    const label = {
      from_time: timeOf(at),
      to_time: null,
      labels: "{}",
      unit: "unit",
      region: null,
      name: `name ${at}`,
    };
    rows.insert("label", { scope: SCOPE, key: "one", incarnation: "i", ...label });
  }
  const ended = (to: string) =>
    itemsIn(rows, SCOPE, {
      window: { from: timeOf(0), to },
      checks: null,
      outcomes: null,
      segments: new Segments(rows, SCOPE, to),
      described: new Descriptions(rows, SCOPE, to),
    }).flatMap(({ entry, intervals }) => intervals.map(({ to: until, end }) => ({ name: entry.name, until, end })));
  const said = { record: "segment 1:1", time: timeOf(1), dataTime: null };
  expect(ended(timeOf(2))).toEqual([{ name: "name 0", until: timeOf(1), end: { why: "not-asked", said } }]);
  // The window ends before that is known.
  expect(ended(timeOf(1))).toEqual([{ name: "name 0", until: null, end: null }]);
  rows.database.close();
});
