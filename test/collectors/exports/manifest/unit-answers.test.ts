// Several exports of one unit against the rule written down plainly: which answer of a key counts, and when a unit is complete.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ExportEntry } from "../../../../collectors/exports/manifest/manifest.ts";
import { UnitAnswers } from "../../../../collectors/exports/manifest/unit-answers.ts";
import { planUnits } from "../../../../collectors/exports/manifest/unit-plan.ts";
import type { Item, UnitReading } from "../../../../collectors/port.ts";
import { runs } from "../../../support/scale.ts";

const TYPE = "storage.googleapis.com/Bucket";
const UNIT = `${TYPE}@global`;
const OTHER = "compute.googleapis.com/Firewall@global";
const at = (hour: number): string => `2026-09-01T0${hour}:00:00.000Z`;

type Row = { readonly key: string; readonly hour: number; readonly content: number; readonly unread: boolean };
/** `problem`: what the export itself lacks. `alsoOther`: it answers for a second unit, which moves it in the reading again. */
type Export = {
  readonly hour: number;
  readonly problem: boolean;
  readonly alsoOther: boolean;
  readonly rows: readonly Row[];
};

const row: fc.Arbitrary<Row> = fc.record({
  key: fc.constantFrom("a", "b", "c"),
  hour: fc.integer({ min: 1, max: 2 }),
  content: fc.integer({ min: 1, max: 2 }),
  unread: fc.boolean(),
});
const exports: fc.Arbitrary<readonly Export[]> = fc.array(
  fc.record({
    hour: fc.integer({ min: 1, max: 3 }),
    problem: fc.boolean(),
    alsoOther: fc.boolean(),
    rows: fc.array(row, { maxLength: 5 }),
  }),
  { minLength: 1, maxLength: 5 },
);

const toItem = ({ key, hour, content, unread }: Row, source: string, unit = UNIT): Item => ({
  key,
  unit,
  source,
  dataTime: at(hour),
  ...(unread
    ? { problem: { code: "unexpected-shape", detail: `${content}` } }
    : { incarnation: "", region: null, name: null, createdAt: null, labels: {}, body: { content } }),
});

const toEntry = ({ hour, alsoOther }: Export, index: number): ExportEntry => ({
  source: `s${index}`,
  format: "gcloud-asset-list",
  scope: "gcp/projects/1",
  command: "",
  principal: null,
  regions: [],
  types: alsoOther ? [TYPE, "compute.googleapis.com/Firewall"] : [TYPE],
  dataTime: at(hour),
  startedAt: at(1),
  finishedAt: at(1),
  exitStatus: 0,
  error: null,
  file: "f.json",
  bytes: null,
});

/** What a run holds after it: the last that was emitted of each key. */
type Outcome = { readonly held: ReadonlyMap<string, string>; readonly reading: UnitReading | undefined };

const said = (item: Item): string => JSON.stringify({ ...item, source: "", unit: "" });

function read(given: readonly Export[]): Outcome {
  const entries = given.map(toEntry);
  const held = new Map<string, string>();
  const answers = new UnitAnswers((item) => {
    if (item.unit === UNIT) held.set(item.key, said(item));
  });
  const fill = (entry: ExportEntry, intake: ReturnType<UnitAnswers["open"]>): void => {
    const { rows, problem } = given[entries.indexOf(entry)] as Export;
    for (const each of rows) {
      intake.take(toItem(each, entry.source));
      intake.take(toItem(each, entry.source, OTHER));
    }
    intake.opened();
    if (problem) intake.spoilAll({ code: "truncated", detail: entry.source });
  };
  // The other unit is planned first, so that exports are met in another order through it.
  const units = ["compute.googleapis.com/Firewall", TYPE].map((type) => ({ type, region: "global" }));
  for (const [entry, of] of planUnits(entries, units).answered) fill(entry, answers.open(entry, of));
  for (const [entry, of] of answers.doubtful()) fill(entry, answers.reopen(entry, of));
  return { reading: answers.conclude().find(({ unit }) => unit === UNIT), held };
}

/** The rule, from all rows at once. */
function expected(given: readonly Export[]): { held: Map<string, string>; complete: boolean; listed: number } {
  const latest = Math.max(...given.map(({ hour }) => hour));
  const counting = given.filter(({ hour }) => hour === latest);
  const rows = counting.flatMap((each) => each.rows);
  const held = new Map<string, string>();
  let contradictory = false;
  for (const key of new Set(rows.map((each) => each.key))) {
    const ofKey = rows.filter((each) => each.key === key);
    const hour = Math.max(...ofKey.map((each) => each.hour));
    const contents = new Set(ofKey.filter((each) => each.hour === hour).map((each) => said(toItem(each, ""))));
    const [only] = contents;
    if (contents.size === 1) held.set(key, only as string);
    else {
      contradictory = true;
      const problem = {
        code: "contradictory",
        detail: "exports of the same time show different content for the same resource",
      } as const;
      held.set(key, said({ key, unit: UNIT, source: "", dataTime: at(hour), problem }));
    }
  }
  const whole = counting.some(
    ({ problem, rows: of }) => !problem && new Set(of.map((each) => each.key)).size === held.size,
  );
  return { held, complete: whole && !contradictory, listed: held.size };
}

test("any exports of one unit come to what the rule says", () => {
  fc.assert(
    fc.property(exports, (given) => {
      const { held, reading } = read(given);
      const { held: rule, complete, listed } = expected(given);
      const sorted = (map: ReadonlyMap<string, string>): unknown =>
        [...map].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, text]) => [key, JSON.parse(text) as unknown]);
      expect(sorted(held)).toEqual(sorted(rule));
      expect(reading).toMatchObject({ complete, listed });
      expect(reading?.problem === null).toBe(complete);
    }),
    { numRuns: runs(3000) },
  );
});

describe("by name", () => {
  const one = (members: Partial<Export>): Export => ({
    hour: 1,
    problem: false,
    alsoOther: false,
    rows: [],
    ...members,
  });
  const a: Row = { key: "a", hour: 1, content: 1, unread: false };

  test("what the later export lacks does not survive, also where that one is not complete", () => {
    for (const problem of [false, true]) {
      const { held, reading } = read([one({ rows: [a] }), one({ hour: 2, problem })]);
      expect(held.size).toBe(0);
      expect(reading).toMatchObject({ source: "s1", complete: !problem, dataTime: at(2), pages: 1 });
    }
  });

  test("two complete exports of one time that list other keys are contradictory, and nothing is lost", () => {
    const { held, reading } = read([one({ rows: [a] }), one({ rows: [{ ...a, key: "b" }] })]);
    expect([...held.keys()]).toEqual(["a", "b"]);
    expect(reading?.problem).toEqual({
      code: "contradictory",
      detail: "exports of the same time list different resources",
    });
  });

  test("a complete export makes up for a cut one of the same time that lists nothing else", () => {
    const { reading } = read([one({ problem: true, rows: [a] }), one({ rows: [a, { ...a, key: "b" }] })]);
    expect(reading).toMatchObject({ source: "s1", complete: true, listed: 2, pages: 2 });
  });

  test("other content at one time is unread, named and without either content", () => {
    const { held, reading } = read([one({ rows: [a, { ...a, content: 2 }] })]);
    expect(JSON.parse(held.get("a") as string)).toMatchObject({ dataTime: at(1), problem: { code: "contradictory" } });
    expect(reading).toMatchObject({ complete: false, listed: 1, problem: { code: "contradictory" } });
  });

  test("a second count is kept: that of the export that shows the unit, else that of another one", () => {
    const counted = (counts: readonly (number | null)[]): number | undefined => {
      const answers = new UnitAnswers(() => undefined);
      for (const [index, count] of counts.entries()) {
        const intake = answers.open(toEntry(one({}), index), [UNIT]);
        if (count !== null) intake.expect(UNIT, count);
        intake.opened();
      }
      return answers.conclude()[0]?.expected;
    };
    expect([counted([4, 5]), counted([null, 5]), counted([0, 5]), counted([null, null])]).toEqual([4, 5, 0, undefined]);
  });

  test("the order of members is no content", () => {
    const emitted: Item[] = [];
    const entry = toEntry(one({}), 0);
    const answers = new UnitAnswers((item) => emitted.push(item));
    const item = toItem(a, "s0");
    const turned = Object.fromEntries(Object.entries(item).toReversed()) as Item;
    for (const each of [answers.open(entry, [UNIT]), answers.reopen(entry, [UNIT])]) {
      each.take(item);
      each.take(turned);
      each.opened();
    }
    expect(answers.conclude()).toMatchObject([{ complete: true, listed: 1 }]);
    expect(emitted.length).toBe(1);
  });
});
