// A listing that lags, after an answer by name: it counts, but undoes nothing that such an answer told (settle.ts).
import { describe, expect, test } from "vitest";
import type { Source } from "../../evidence-schema/record/record.ts";
import { PLAIN, VALUE } from "./specification.ts";
import { at, DIRECT, type Doing, HERE, type Named, plain, PLAINS, Story, testsIn, type Thing } from "./story.ts";

const SLOW: Source = { ...DIRECT, source: "slow", lane: "slow", lagSeconds: 900 };
const ELSEWHERE = `${PLAIN}@r2`;
const value = testsIn("slow", VALUE);
const Q = plain("q", "good");
const team = (thing: Thing, name: string): Thing => ({ ...thing, team: name });

const base = { tests: value, source: SLOW, askedBy: DIRECT, regions: [HERE, "r2"] } as const;
const listing = (s: number, things: readonly Thing[], members: Partial<Doing["listings"][number]> = {}): Doing => ({
  ...base,
  listings: [
    { unit: PLAINS, s, things, ...members },
    { unit: ELSEWHERE, s },
  ],
});
const byName = (is: Named["is"], s = 2000, key = "p", unit = PLAINS): Doing => ({
  ...base,
  event: true,
  listings: [],
  named: [{ key, unit, s, is }],
});

/** p and q listed at 1000, p answered by name at 2000. */
const before = (is: Named["is"]): Story =>
  new Story().do(listing(1000, [team(plain("p", "good"), "a"), Q])).do(byName(is));

// As of 1600 for certain, which is before the answer by name; and as of 2100.
const [LATE, LATER] = [2500, 3000];

const [good, bad] = [team(plain("p", "good"), "a"), team(plain("p", "bad"), "a")];
const again = team(plain("p", "bad", "2"), "a");

type Case = {
  readonly name: string;
  readonly answered: Named["is"];
  readonly listed: readonly Thing[];
  /** What is said of p after the listing that is late. */
  readonly says: string | undefined;
  readonly failed?: readonly string[];
  /** What is told when the same is listed again later. */
  readonly told?: readonly string[];
  readonly departed?: readonly string[];
};
const OLDER = ["p: older-answer"];

describe.each<Case>([
  { name: "says the same", answered: bad, listed: [bad, Q], says: "fail" },
  {
    name: "would revert a change",
    answered: bad,
    listed: [good, Q],
    says: "indeterminate: older-answer",
    failed: OLDER,
    told: ["p value-good recovered"],
  },
  {
    name: "would revert a label",
    answered: team(good, "b"),
    listed: [good, Q],
    says: "indeterminate: older-answer",
    failed: OLDER,
  },
  {
    name: "would bring a deleted resource back",
    answered: "not-found",
    listed: [good, Q],
    says: undefined,
    failed: OLDER,
    told: ["p value-good appeared"],
  },
  { name: "lists a deleted resource no more", answered: "not-found", listed: [Q], says: undefined },
  {
    name: "would end a resource that was just seen",
    answered: good,
    listed: [Q],
    says: "indeterminate: older-answer",
    failed: OLDER,
    departed: ["p gone"],
  },
  {
    name: "would bring the incarnation before back",
    answered: again,
    listed: [good, Q],
    says: "indeterminate: older-answer",
    failed: OLDER,
    told: ["p value-good appeared"],
    departed: ["p replaced"],
  },
  { name: "says the same as before an answer that failed", answered: "throttled", listed: [good, Q], says: "pass" },
  {
    name: "says otherwise, before an answer that failed",
    answered: "throttled",
    listed: [bad, Q],
    says: "indeterminate: older-answer",
    failed: OLDER,
    told: ["p value-good drift"],
  },
])("a late listing that $name", ({ answered, listed, says, failed = [], told = [], departed = [] }) => {
  test("undoes nothing, and leaves its unit complete", () => {
    const story = before(answered);
    const entry = story.state.entries.get("p");
    story.do(listing(LATE, listed));
    expect(story.state.entries.get("p")).toEqual(entry);
    expect(story.says("p", "value-good")).toBe(says);
    expect(story.says("q", "value-good")).toBe("pass");
    expect(story.failed()).toEqual(failed);
    expect([...story.told(), ...story.departed(), ...story.observed()]).toEqual([]);
    expect(story.state.coverage.row(PLAINS)?.complete).toBe(true);
    story.verify();
  });

  test("decides once its lag has passed", () => {
    const story = before(answered).do(listing(LATE, listed)).do(listing(LATER, listed));
    expect(story.told()).toEqual(told);
    expect(story.departed()).toEqual(departed);
    expect(story.failed()).toEqual([]);
    const is = listed.find(({ key }) => key === "p");
    expect(story.state.entries.get("p")?.projection["value"]).toBe(is?.body["value"]);
    story.verify();
  });
});

describe("a listing after an answer by name that is", () => {
  const reverted = (story: Story): boolean => story.state.entries.get("p")?.projection["value"] === "good";

  test.each<[string, Doing, boolean]>([
    ["as old, less its lag", listing(2900, [good, Q]), true],
    ["a second older", listing(2899, [good, Q]), false],
    ["of another lane that doesn't lag", { ...listing(2001, [good, Q]), source: DIRECT }, true],
    ["of that lane, and a second older", { ...listing(1999, [good, Q]), source: DIRECT }, false],
    ["cut short before its end", listing(LATE, [good], { failed: "truncated" }), false],
    ["cut short, and late enough", listing(LATER, [good], { failed: "truncated" }), true],
    ["by an event batch", { ...listing(LATE, [good, Q]), event: true }, false],
    ["by an event batch, and late enough", { ...listing(LATER, [good, Q]), event: true }, true],
  ])("%s", (_name, doing, isReverted) => {
    const story = before(bad).do(doing);
    expect(reverted(story)).toBe(isReverted);
    expect(story.departed()).toEqual([]);
    story.verify();
  });

  test("of another unit", () => {
    const elsewhere = (s: number): Doing => ({
      ...base,
      listings: [
        { unit: PLAINS, s, things: [good, Q] },
        { unit: ELSEWHERE, s, things: [plain("t", "good")] },
      ],
    });
    const story = new Story().do(elsewhere(1000));
    story.do(byName(bad)).do(byName(plain("r", "good"), 2400, "r", ELSEWHERE));
    // Each unit by itself: 2950 is certain as of 2050.
    story.do(elsewhere(2950));
    expect(reverted(story)).toBe(true);
    expect(story.failed()).toEqual(["r: older-answer"]);
  });

  test("refused, with no data time", () => {
    const reading = { ...listing(LATE, []), listings: [{ unit: PLAINS, s: null, failed: "denied" as const }] };
    const story = before(bad).do(reading);
    expect(story.says("p", "value-good")).toBe("indeterminate: denied");
    expect(reverted(story)).toBe(false);
    story.do(listing(LATER, [good, Q]));
    expect(reverted(story)).toBe(true);
  });

  test("late, and answered by name once more in the same run", () => {
    const story = before(bad).do({
      ...listing(LATE, [good, Q]),
      named: [{ key: "p", unit: PLAINS, s: 2501, is: bad }],
    });
    expect(story.says("p", "value-good")).toBe("fail");
    expect(story.failed()).toEqual([]);
  });

  test("empty, and late: twice is not enough either", () => {
    const story = before(bad)
      .do(listing(LATE, []))
      .do(listing(LATE + 1, []));
    expect(story.departed()).toEqual([]);
    expect(story.says("p", "value-good")).toBe("indeterminate: older-answer");
    story.do(listing(LATER, [])).do(listing(LATER + 1, []));
    expect(story.departed()).toEqual(["p gone", "q gone"]);
  });
});

test("an answer by name that is older than the last of its unit changes nothing", () => {
  const story = before(bad).do(byName(good, 1999));
  expect(story.says("p", "value-good")).toBe("indeterminate: older-answer");
  story.do(byName(good, 2000));
  expect(story.says("p", "value-good")).toBe("pass");
});

test("state keeps apart as of when a unit was listed, and as of when it was answered by name", () => {
  const story = before(bad);
  const unit = { unit: PLAINS, ever: true, listed: at(100), named: at(2000) };
  expect(story.state.unitStates()[0]).toEqual(unit);
  story.do(listing(LATE, [bad, Q]));
  expect(story.state.unitStates()[0]).toEqual({ ...unit, listed: at(1600) });
  story.do({ ...listing(LATE + 1, [bad, Q]), extent: "full" }).verify();
});
