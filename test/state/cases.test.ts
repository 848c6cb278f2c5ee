// Cases that rules of state get wrong, each on the real rules: what was read, and what the chain must say of it.
import { waiverInForceFrom } from "../../evidence-schema/documents/waiver-in-force.ts";
import { describe, expect, test } from "vitest";
import type { Source } from "../../evidence-schema/record/record.ts";
import { personReference } from "../../evidence-schema/keys/person.ts";
import type { Reading } from "./driver.ts";
import * as specification from "./specification.ts";
import { GLOBAL, LEFT, PLAIN, RIGHT } from "./specification.ts";
import {
  at,
  denied,
  DIRECT,
  type Doing,
  HERE,
  type Named,
  plain,
  plains,
  PLAINS,
  readingOf,
  Story,
  subject,
  SUBJECTS,
  tests,
  testsIn,
  type Thing,
  thing,
  witness,
  WITNESSES,
} from "./story.ts";

const { VALUE, VALUE_STRICT, EXTRA, ON, ON_2, ON_3, NO_BAD, LEFT_PAIRED, RIGHT_PAIRED, GLOBAL_GOOD } = specification;
const value = tests(VALUE);
const on = tests(ON);
const [S, W] = [subject("s"), witness("w", "s")];

/** A subject that lacks a witness, read and confirmed. */
const lacking = (s: number): Pick<Doing, "listings" | "named"> => ({
  listings: [
    { unit: SUBJECTS, s, things: [S] },
    { unit: WITNESSES, s: s + 1, things: [witness("other", "nobody")] },
  ],
  named: [{ key: "s", unit: SUBJECTS, s: s + 2, is: S }],
});
const having = (s: number): Pick<Doing, "listings"> => ({
  listings: [
    { unit: SUBJECTS, s, things: [S] },
    { unit: WITNESSES, s: s + 1, things: [W, witness("other", "nobody")] },
  ],
});

describe("what was written in a run proves nothing about that run", () => {
  test("a pass restated while its unit is denied counts as indeterminate", () => {
    const story = new Story().do({ tests: value, ...plains(10, plain("p", "good")) });
    story.do({ tests: value, extent: "full", ...denied(20) });
    expect(story.says("p", "value-good")).toBe("indeterminate: denied");
    expect(story.lines().at(-1)?.statement.body).toMatchObject({ counts: { pass: 0, indeterminate: 1 } });
  });

  test("a finding rejudged while its unit is denied counts as indeterminate", () => {
    const story = new Story().do({ tests: value, ...plains(10, plain("p", "poor")) });
    story.do({ tests: tests(VALUE_STRICT), ...denied(20) });
    expect(story.told()).toEqual(["p value-good rejudged"]);
    expect(story.says("p", "value-good")).toBe("indeterminate: denied");
  });
});

describe("a verdict by absence does not outlive what it rests on", () => {
  const absent = tests(NO_BAD);
  const before = (): Story => new Story().do({ tests: absent, ...having(10) });

  test("a partial read that shows a bad witness decides", () => {
    const story = before();
    expect(story.says("s", "no-bad-witness")).toBe("pass");
    const listings = [
      { unit: SUBJECTS, s: 20, things: [S] },
      { unit: WITNESSES, s: 21, things: [witness("off", "s", "no")], failed: "truncated" as const },
    ];
    story.do({ tests: absent, listings });
    expect(story.says("s", "no-bad-witness")).toBe("fail");
    expect(story.told()).toEqual(["s no-bad-witness drift"]);
  });

  test("a partial read that shows none decides nothing", () => {
    const story = before();
    const listings = [
      { unit: SUBJECTS, s: 20, things: [S] },
      { unit: WITNESSES, s: 21, things: [W], failed: "truncated" as const },
    ];
    story.do({ tests: absent, listings });
    expect(story.says("s", "no-bad-witness")).toBe("indeterminate: truncated");
  });

  test("a witness that is gone while the rest is unread leaves nothing to rest on", () => {
    const story = new Story().do({ tests: on, ...having(10) });
    expect(story.says("s", "witness-on")).toBe("pass");
    const named: Named[] = [{ key: "w", unit: WITNESSES, s: 20, is: "not-found" }];
    story.do({ tests: on, event: true, listings: [{ unit: WITNESSES, s: 21, failed: "throttled" }], named });
    expect(story.says("s", "witness-on")).toBe("indeterminate: throttled");
  });
});

test("a resource deleted and created again departs first and is there after", () => {
  const story = new Story().do({ tests: value, ...plains(10, plain("p", "good")) });
  story.do({ tests: value, ...plains(20, plain("p", "bad", "2")) });
  expect(story.departed()).toEqual(["p replaced"]);
  expect(story.state.entries.get("p")?.incarnation).toBe("2");
  expect(story.told()).toEqual(["p value-good appeared"]);
});

describe("an event that re-reads a subject alone proves no absence", () => {
  const changed = thing("s", { name: "s2", value: "good" });

  test("of a new subject", () => {
    const story = new Story().do({
      tests: on,
      ...plains(1),
      listings: [
        { unit: SUBJECTS, s: 10 },
        { unit: WITNESSES, s: 11 },
      ],
    });
    story.do({ tests: on, event: true, listings: [], named: [{ key: "s", unit: SUBJECTS, s: 20, is: S }] });
    expect(story.says("s", "witness-on")).toBe("indeterminate: read-too-early");
    expect(story.told()).toEqual([]);
  });

  test("of a changed subject", () => {
    const story = new Story().do({ tests: on, ...having(10) });
    story.do({ tests: on, event: true, listings: [], named: [{ key: "s", unit: SUBJECTS, s: 20, is: changed }] });
    expect(story.says("s", "witness-on")).toBe("indeterminate: read-too-early");
  });
});

test("a subject created after its witnesses were listed does not fail for lack of one", () => {
  const nothing = [
    { unit: SUBJECTS, s: 10 },
    { unit: WITNESSES, s: 11 },
  ];
  const story = new Story().do({ tests: on, listings: nothing });
  const listings = [
    { unit: WITNESSES, s: 20 },
    { unit: SUBJECTS, s: 21, things: [S] },
  ];
  story.do({ tests: on, listings, named: [{ key: "s", unit: SUBJECTS, s: 22, is: S }] });
  expect(story.says("s", "witness-on")).toBe("indeterminate: read-too-early");
  expect(story.told()).toEqual([]);
});

describe("a type that leaves the plan and comes back", () => {
  test("has one failure, that was never closed", () => {
    const story = new Story().do({ tests: value, ...plains(10, plain("p", "bad")) });
    const opened = story.finding("p", "value-good")?.held.opened;
    story.do({ tests: value, listings: [], regions: [] });
    expect(story.departed()).toEqual([]);
    expect(story.says("p", "value-good")).toBe("indeterminate: not-planned");
    story.do({ tests: value, ...plains(30, plain("p", "bad")) });
    expect(story.says("p", "value-good")).toBe("fail");
    expect(story.told()).toEqual([]);
    expect(story.finding("p", "value-good")?.held.opened).toEqual(opened);
  });

  test("is not what a restricted run looks like", () => {
    const story = new Story().do({ tests: value, ...plains(10, plain("p", "bad")) });
    story.do({ tests: value, listings: [] });
    expect(story.says("p", "value-good")).toBe("indeterminate: no-answer");
    expect(story.departed()).toEqual([]);
  });
});

describe("a unit that held resources and lists none", () => {
  const emptied = (first: ReturnType<typeof plains>): Story =>
    new Story().do({ tests: value, ...plains(10, plain("p", "bad")) }).do({ tests: value, ...first });

  test("is confirmed by the next run that lists none", () => {
    const story = emptied(plains(20));
    expect(story.departed()).toEqual([]);
    expect(story.says("p", "value-good")).toBe("indeterminate: suddenly-empty");
    story.do({ tests: value, ...plains(30) });
    expect(story.departed()).toEqual(["p gone"]);
  });

  test("is not confirmed where the row before has another cause", () => {
    const story = emptied({ listings: [{ unit: PLAINS, s: 20, failed: "contradictory" }] });
    story.do({ tests: value, ...plains(30) });
    expect(story.departed()).toEqual([]);
    expect(story.says("p", "value-good")).toBe("indeterminate: suddenly-empty");
  });
});

describe("what could not be read in between", () => {
  test("fail, unexpected shape, fail is one failure", () => {
    const story = new Story().do({ tests: value, ...plains(10, plain("p", "bad")) });
    const opened = story.finding("p", "value-good")?.held.opened;
    story.do({ tests: value, ...plains(20, thing("p", { value: 7 })) });
    expect(story.says("p", "value-good")).toBe("indeterminate: unexpected-shape");
    story.do({ tests: value, ...plains(30, plain("p", "bad")) });
    expect(story.told()).toEqual([]);
    expect(story.finding("p", "value-good")?.held.opened).toEqual(opened);
  });

  test("pass, unreadable, fail is drift", () => {
    const story = new Story().do({ tests: value, ...plains(10, plain("p", "good")) });
    const unread = [{ unit: PLAINS, s: 20, unread: ["p"] }];
    story.do({ tests: value, listings: unread });
    expect(story.says("p", "value-good")).toBe("indeterminate: throttled");
    story.do({ tests: value, ...plains(30, plain("p", "bad")) });
    expect(story.told()).toEqual(["p value-good drift"]);
  });
});

describe("a change of the resource and of the tests in one run", () => {
  test("a value that would pass the new tests and is changed now is drift", () => {
    const story = new Story().do({ tests: value, ...plains(10, plain("p", "good")) });
    story.do({ tests: tests(VALUE_STRICT), ...plains(20, plain("p", "bad")) });
    expect(story.told()).toEqual(["p value-good drift"]);
  });

  test("a value that fails the new tests and is mended now is rejudged, then recovered", () => {
    const story = new Story().do({ tests: value, ...plains(10, plain("p", "poor")) });
    story.do({ tests: tests(VALUE_STRICT), ...plains(20, plain("p", "good")) });
    expect(story.told()).toEqual(["p value-good rejudged", "p value-good recovered"]);
  });

  test("a witness that goes in the run of a new version is drift", () => {
    const story = new Story().do({ tests: on, ...having(10) });
    story.do({ tests: tests(ON_3), ...lacking(20) });
    expect(story.told()).toEqual(["s witness-on drift"]);
  });
});

describe("a field that only a new check reads", () => {
  test("is picked up though the resource has not changed", () => {
    const story = new Story().do({ tests: value, ...plains(10, plain("p", "good")) });
    story.do({ tests: tests(VALUE, EXTRA), ...plains(20, plain("p", "good")) });
    expect(story.says("p", "extra-good")).toBe("pass");
    expect(story.told()).toEqual(["p extra-good baseline"]);
  });

  test("is picked up after a run that could not read it", () => {
    const story = new Story().do({ tests: value, ...plains(10, plain("p", "good")) });
    const both = tests(VALUE, EXTRA);
    story.do({ tests: both, ...denied(20) });
    expect(story.says("p", "extra-good")).toBe("indeterminate: denied");
    const truncated = [{ unit: PLAINS, s: 30, failed: "truncated" as const }];
    story.do({ tests: both, listings: truncated });
    expect(story.says("p", "extra-good")).toBe("indeterminate: truncated");
    story.do({ tests: both, ...plains(40, plain("p", "good")) });
    expect(story.says("p", "extra-good")).toBe("pass");
  });

  test("of a witness is not known of one that was read before", () => {
    const story = new Story().do({ tests: on, ...having(10) });
    const listings = [
      { unit: SUBJECTS, s: 20, things: [S] },
      { unit: WITNESSES, s: 21, failed: "throttled" as const },
    ];
    story.do({ tests: tests(ON_2), listings });
    expect(story.says("s", "witness-on")).toBe("indeterminate: throttled");
    story.do({ tests: tests(ON_2), ...having(30) });
    expect(story.says("s", "witness-on")).toBe("indeterminate: unconfirmed");
  });
});

describe("what was appended while a run was reading", () => {
  const plan = { tests: value, regions: [HERE], trigger: "manual", extent: "delta", asOf: at(0) } as const;
  const listed = (...things: Thing[]): Reading => readingOf({ tests: value, ...plains(20, ...things) });
  const event = (is: Thing | "not-found", key = "p"): Doing => ({
    tests: value,
    event: true,
    listings: [],
    named: [{ key, unit: PLAINS, s: 25, is }],
  });

  test("a deletion seen by an event: an answer from before does not bring the resource back", () => {
    const story = new Story().do({ tests: value, ...plains(10, plain("p", "good"), plain("q", "good")) });
    const { head } = story;
    story.do(event("not-found"));
    expect(story.departed()).toEqual(["p not-found"]);
    expect(story.append(head, plan, listed(plain("p", "good"), plain("q", "good")))).toBe(false);
    expect(story.state.entries.has("p")).toBe(false);
  });

  test("an answer from before counts where it says the same, and brings nothing back", () => {
    const story = new Story().do({ tests: value, ...plains(10, plain("p", "good"), plain("q", "good")) });
    story.do(event("not-found"));
    story.do({ tests: value, ...plains(20, plain("p", "good"), plain("q", "good")) });
    expect(story.state.entries.has("p")).toBe(false);
    expect(story.says("q", "value-good")).toBe("pass");
  });

  test("a key that an event created is not departed by a run that listed the unit before", () => {
    const story = new Story().do({ tests: value, ...plains(10, plain("q", "good")) });
    const { head } = story;
    story.do(event(plain("p", "good")));
    expect(story.append(head, plan, listed(plain("q", "good")))).toBe(false);
    story.do({ tests: value, ...plains(30, plain("p", "good"), plain("q", "good")) });
    expect(story.state.entries.has("p")).toBe(true);
  });
});

describe("a key that moves between two units of one run", () => {
  const there = `${PLAIN}@r2`;
  const regions = [HERE, "r2"];
  const before = (): Story =>
    new Story().do({
      tests: value,
      regions,
      listings: [
        { unit: PLAINS, s: 10, things: [plain("p", "bad")] },
        { unit: there, s: 11 },
      ],
    });
  const moved = (incarnation: string): Doing => ({
    tests: value,
    regions,
    listings: [
      { unit: PLAINS, s: 20 },
      { unit: there, s: 21, things: [plain("p", "bad", incarnation)] },
    ],
  });
  // An empty answer of a unit that held something counts the second time.
  const emptied = {
    tests: value,
    regions,
    listings: [
      { unit: PLAINS, s: 15 },
      { unit: there, s: 16, failed: "denied" },
    ],
  } as const;

  test("the same resource is observed where it is now, and never lost", () => {
    const story = before().do(emptied).do(moved("1"));
    expect(story.departed()).toEqual([]);
    expect(story.observed()).toEqual(["p"]);
    expect(story.state.entries.get("p")?.unit).toBe(there);
    expect(story.says("p", "value-good")).toBe("fail");
    expect(story.told()).toEqual([]);
  });

  test("a bucket re-created in another region is one departure and one observation", () => {
    const story = before().do(emptied).do(moved("2"));
    expect(story.departed()).toEqual(["p replaced"]);
    expect(story.observed()).toEqual(["p"]);
    expect(story.state.entries.get("p")).toMatchObject({ unit: there, incarnation: "2" });
  });

  test("a bucket re-created in another region between the reads of both regions is the later one", () => {
    const story = before();
    const listings = [
      { unit: PLAINS, s: 20, things: [plain("p", "bad")] },
      { unit: there, s: 21, things: [plain("p", "good", "2")] },
    ];
    story.do({ tests: value, regions, listings });
    expect(story.departed()).toEqual(["p replaced"]);
    expect(story.state.entries.get("p")).toMatchObject({ unit: there, incarnation: "2" });
    expect(story.says("p", "value-good")).toBe("pass");
  });

  test("a bucket re-created where it could not be read is no longer known", () => {
    const story = before();
    const listings = [
      { unit: PLAINS, s: 20, things: [plain("p", "bad")] },
      { unit: there, s: 21, unread: ["p"] },
    ];
    story.do({ tests: value, regions, listings });
    expect(story.says("p", "value-good")).toBe("indeterminate: throttled");
  });
});

describe("coverage names the fewer keys", () => {
  const things = ["a", "b", "c", "d"].map((key) => plain(key, "good"));
  const row = (story: Story): unknown =>
    story
      .lines()
      .flatMap(({ statement }) => (statement.type === "coverage" ? statement.body.units : []))
      .find(({ unit }) => unit === PLAINS);
  const cut = (count: number): Doing => ({
    tests: value,
    listings: [{ unit: PLAINS, s: 20, things: things.slice(0, count), failed: "truncated" }],
  });

  test("none where nothing was seen", () => {
    expect(
      row(new Story().do({ tests: value, ...plains(10, ...things) }).do({ tests: value, ...denied(20) })),
    ).toMatchObject({ unseen: "all" });
  });

  test("the seen where they are fewer, else the unseen", () => {
    expect(row(new Story().do({ tests: value, ...plains(10, ...things) }).do(cut(1)))).toMatchObject({ seen: ["a"] });
    expect(row(new Story().do({ tests: value, ...plains(10, ...things) }).do(cut(3)))).toMatchObject({ unseen: ["d"] });
  });
});

test("a global resource departs only when no unit of the run lists it", () => {
  const all = tests(GLOBAL_GOOD);
  const [a, b] = [`${GLOBAL}@r1`, `${GLOBAL}@r2`];
  const regions = [HERE, "r2"];
  const [g, h] = [thing("g", { target: "x", value: "good" }), thing("h", { target: "x", value: "good" })];
  const listed = (s: number, here: Thing[], elsewhere: Thing[]): Doing => ({
    tests: all,
    regions,
    listings: [
      { unit: a, s, things: here },
      { unit: b, s: s + 1, things: elsewhere },
    ],
  });
  const story = new Story().do(listed(10, [g, h], [g, h]));
  story.do(listed(20, [g, h], [h]));
  expect(story.departed()).toEqual([]);
  story.do(listed(30, [h], [g, h]));
  expect(story.departed()).toEqual([]);
  story.do(listed(40, [h], [h]));
  expect(story.departed()).toEqual(["g gone"]);
});

test("seven days of incomplete reads, then a full segment: what was held, since when, by which record is still known", () => {
  const story = new Story().do({ tests: value, ...plains(10, plain("p", "bad")) });
  const { held } = story.finding("p", "value-good") ?? {};
  for (let day = 1; day <= 7; day += 1) story.do({ tests: value, ...denied(day * 86_400) });
  story.do({ tests: value, extent: "full", ...denied(8 * 86_400) });
  story.verify();
  expect(story.finding("p", "value-good")?.held).toEqual(held);
  story.do({ tests: value, ...plains(9 * 86_400, plain("p", "bad")) });
  expect(story.told()).toEqual([]);
  expect(story.finding("p", "value-good")?.held).toEqual(held);
  expect(story.state.entries.get("p")?.since).toBe(at(10));
});

describe("a failing resource that was not there before", () => {
  test("appeared in a unit past its baseline", () => {
    const story = new Story().do({ tests: value, ...plains(10, plain("q", "good")) });
    expect(story.told()).toEqual(["q value-good baseline"]);
    story.do({ tests: value, ...plains(20, plain("p", "bad"), plain("q", "good")) });
    expect(story.told()).toEqual(["p value-good appeared"]);
  });

  test("is baseline in a unit that was never read completely", () => {
    const story = new Story()
      .do({ tests: value, ...denied(10) })
      .do({ tests: value, ...plains(20, plain("p", "bad")) });
    expect(story.told()).toEqual(["p value-good baseline"]);
  });
});

test("a back-dated waiver is in force only from the last seal that does not yet list it", () => {
  const seals = [
    { time: "2026-09-01T06:00:00.000Z", lists: false },
    { time: "2026-09-01T07:00:00.000Z", lists: false },
    { time: "2026-09-01T08:00:00.000Z", lists: true },
  ];
  const [early, late] = ["2026-08-01T00:00:00.000Z", "2026-10-01T00:00:00.000Z"];
  // The chain was quiet since August, so that a record of then would follow it well: the seals tell.
  expect(waiverInForceFrom(early, early, seals)).toBe("2026-09-01T07:00:00.000Z");
  expect(waiverInForceFrom(early, "2026-09-01T07:30:00.000Z", seals)).toBe("2026-09-01T07:30:00.000Z");
  expect(waiverInForceFrom(late, early, seals)).toBe(late);
  expect(waiverInForceFrom(early, early, [])).toBe(early);
});

test("a person's reference is a literal of the state: nothing that could be erased is needed to read or judge it again", () => {
  const person = personReference(Buffer.alloc(32, 1), "aws", "somebody");
  const owned = thing(person, { value: "bad" });
  const story = new Story().do({ tests: value, ...plains(10, owned) });
  const root = story.state.root();
  story.do({ tests: value, extent: "full", ...plains(20, owned) });
  story.verify();
  expect(story.state.root()).toBe(root);
  story.do({ tests: tests(VALUE_STRICT), ...denied(30) });
  expect(story.finding(person, "value-good")?.outcome).toBe("fail");
});

describe("teardown", () => {
  const torn = (named: Named[]): Story => {
    const story = new Story().do({ tests: on, ...having(10) });
    const listings = [
      { unit: SUBJECTS, s: 20, things: [S] },
      { unit: WITNESSES, s: 22, things: [witness("other", "nobody")] },
    ];
    return story.do({ tests: on, listings, named });
  };

  test("a subject that was read before its witnesses went is not said to lack one", () => {
    const story = torn([]);
    expect(story.says("s", "witness-on")).toBe("indeterminate: unconfirmed");
    expect(story.told()).toEqual([]);
  });

  test("it has departed if it is asked for again", () => {
    const story = torn([{ key: "s", unit: SUBJECTS, s: 23, is: "not-found" }]);
    expect(story.departed()).toEqual(["s not-found", "w gone"]);
    expect(story.told()).toEqual([]);
  });

  test("it lacks one if it is still there", () => {
    const story = torn([{ key: "s", unit: SUBJECTS, s: 23, is: S }]);
    expect(story.told()).toEqual(["s witness-on drift"]);
  });
});

describe("checks that need each other", () => {
  const both = tests(LEFT_PAIRED, RIGHT_PAIRED);
  const [lefts, rights] = [`${LEFT}@${HERE}`, `${RIGHT}@${HERE}`];
  const half = (key: string, target: string): Thing => thing(key, { name: key, target, on: "yes" });

  test("a pair created between the two reads fails neither way", () => {
    const story = new Story().do({
      tests: both,
      listings: [
        { unit: lefts, s: 10 },
        { unit: rights, s: 11 },
      ],
    });
    const right = half("right", "left");
    const listings = [
      { unit: lefts, s: 20 },
      { unit: rights, s: 22, things: [right] },
    ];
    story.do({ tests: both, listings, named: [{ key: "right", unit: rights, s: 23, is: right }] });
    expect(story.says("right", "right-paired")).toBe("indeterminate: read-too-early");
    expect(story.told()).toEqual([]);
  });

  test("one that is alone for two runs fails", () => {
    const right = half("right", "left");
    const alone = (s: number): Doing => ({
      tests: both,
      listings: [
        { unit: lefts, s },
        { unit: rights, s: s + 2, things: [right] },
      ],
      named: [{ key: "right", unit: rights, s: s + 3, is: right }],
    });
    const story = new Story().do(alone(10)).do(alone(20));
    expect(story.told()).toEqual(["right right-paired baseline"]);
    expect(story.says("right", "right-paired")).toBe("fail");
  });
});

test("a key that one event failed to re-read stays indeterminate while others are read", () => {
  const [p, q] = [plain("p", "good"), plain("q", "good")];
  const story = new Story().do({ tests: value, ...plains(10, p, q) });
  story.do({ tests: value, event: true, listings: [], named: [{ key: "p", unit: PLAINS, s: 20, is: "throttled" }] });
  expect(story.says("p", "value-good")).toBe("indeterminate: throttled");
  story.do({ tests: value, event: true, listings: [], named: [{ key: "q", unit: PLAINS, s: 30, is: q }] });
  expect(story.says("p", "value-good")).toBe("indeterminate: throttled");
  story.do({ tests: value, ...plains(40, p, q) });
  expect(story.says("p", "value-good")).toBe("pass");
});

describe("after a change of lane", () => {
  const slow = (lagSeconds: number): Source => ({ ...DIRECT, source: "slow", lane: "slow", lagSeconds });
  const [p, q] = [plain("p", "good"), plain("q", "bad")];
  const before = (): Story =>
    new Story().do({ tests: value, ...plains(50, p, plain("r", "good")) }).do({ tests: value, ...plains(100, p, q) });

  test.each([
    ["that says as of when it answers", slow(0), 90],
    ["that says by how much it may be late", slow(15), 105],
  ])("a source %s neither brings back a resource nor ends one", (_, source, s) => {
    const story = before();
    expect(story.departed()).toEqual(["r gone"]);
    story.do({ tests: testsIn("slow", VALUE), source, ...plains(s, p, plain("r", "good")) });
    expect(story.departed()).toEqual([]);
    expect([...story.state.entries.keys()].sort()).toEqual(["p", "q"]);
    expect(story.says("p", "value-good")).toBe("indeterminate: older-answer");
    story.do({ tests: testsIn("slow", VALUE), source, ...plains(120, p, q) });
    expect(story.says("p", "value-good")).toBe("pass");
  });

  test("an equal answer is the new lane's word: the next change is recovered", () => {
    const story = before();
    const inSlow = testsIn("slow", VALUE);
    story.do({ tests: inSlow, source: slow(0), ...plains(110, p, q) });
    expect(story.told()).toEqual([]);
    story.do({ tests: inSlow, source: slow(0), ...plains(120, p, plain("q", "good")) });
    expect(story.told()).toEqual(["q value-good recovered"]);
  });

  test("another answer is rejudged, also after a denied run", () => {
    const story = before();
    const inSlow = testsIn("slow", VALUE);
    story.do({ tests: inSlow, source: slow(0), ...denied(110) });
    expect(story.told()).toEqual([]);
    story.do({ tests: inSlow, source: slow(0), ...plains(120, p, plain("q", "good")) });
    expect(story.told()).toEqual(["q value-good rejudged"]);
    story.do({ tests: inSlow, source: slow(0), ...plains(130, p, q) });
    expect(story.told()).toEqual(["q value-good drift"]);
  });
});

test("after a denied run under new tests, a change is classified against what they say of the stored projection", () => {
  const story = new Story().do({ tests: value, ...plains(10, plain("p", "good"), plain("q", "poor")) });
  const strict = tests(VALUE_STRICT);
  story.do({ tests: strict, ...denied(20) });
  expect(story.told()).toEqual(["q value-good rejudged"]);
  story.do({ tests: strict, ...plains(30, plain("p", "bad"), plain("q", "good")) });
  expect(story.told()).toEqual(["p value-good drift", "q value-good recovered"]);
});
