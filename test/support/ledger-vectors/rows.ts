// L5 and L6: what a seal says of each segment, and where each scope stands after them.
import { segmentKey } from "../../../evidence-schema/keys/object-key.ts";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { onSeal } from "../forge/edit.ts";
import type { Plan, SegmentPlan } from "../forge/plan.ts";
import { ACTS, at, AWS, BUCKETS, ONE, seal, segment, followedBy, TWO } from "../forge/small.ts";
import { closed, complete, coverage, opened } from "../forge/statements.ts";
import { broken, type LedgerVector, tampered, valid } from "./vector.ts";

/** The seal with its first scope changed. */
const scope = (change: (scope: JsonObject) => JsonObject, plan = ONE, name = "s0"): Plan =>
  onSeal(plan, name, (each) => ({
    ...each,
    scopes: (scopes) => scopes.map((row, i) => (i === 0 ? change(row) : row)),
  }));

/** The seal with another row of its segment; where the scope stands follows from it. */
const row = (members: JsonObject, plan = ONE, name = "s0"): Plan =>
  onSeal(plan, name, (seal) => ({ ...seal, row: (each) => ({ ...each, ...members }) }));
const says = (name: string, what: string, members: JsonObject): LedgerVector => broken("L5", name, what, row(members));

const segments: readonly LedgerVector[] = [
  broken(
    "L5",
    "missing",
    "a segment that a seal lists is missing",
    tampered(ONE, (objects) => objects.delete(segmentKey(AWS, 0, 0))),
  ),
  says("content", "the row of a segment has another content digest", { content: "1".repeat(64) }),
  says("object", "the row of a segment has another object digest", { object: "1".repeat(64) }),
  says("last", "the row of a segment ends at another seq", { last: 5 }),
  says("after", "the row of a segment leads to another head", { after: "1".repeat(64) }),
  says("root", "the row of a segment has another root", { root: "1".repeat(64) }),
  says("counts", "the row of a segment has other counts", {
    counts: { pass: 2, fail: 0, indeterminate: 0, "not-applicable": 0 },
  }),
  broken(
    "L5",
    "run",
    "the row of a segment has another run",
    onSeal(row({ run: "run-a9" }), "s0", (each) => ({ ...each, run: "run-other" })),
  ),
  says("time", "the row of a segment has another time", { time: at("09:00") }),
  broken(
    "L5",
    "counts-of-acts",
    "the row of acts has counts",
    row({ counts: { pass: 0, fail: 0, indeterminate: 0, "not-applicable": 0 } }, ACTS),
  ),
];

const stand = (name: string, what: string, members: JsonObject): LedgerVector =>
  broken(
    "L6",
    name,
    what,
    scope((each) => ({ ...each, ...members })),
  );

const quiet = (name: string, hour: string): SegmentPlan =>
  segment(name, at(`${hour}:01`), [opened(), coverage([complete(BUCKETS, at(`${hour}:00:50`))]), closed()]);

/** a0 sealed by s0, then two deltas sealed together by s1. */
const THREE: Plan = followedBy(ONE, quiet("a1", "10"), quiet("a2", "11"), seal("s1", "a2", at("11:02")));
const rearranged = (change: (segments: readonly JsonObject[]) => readonly JsonObject[]): Plan =>
  scope((each) => ({ ...each, segments: change(each["segments"] as JsonObject[]) }), THREE, "s1");

const stands: readonly LedgerVector[] = [
  broken(
    "L6",
    "before",
    "a segment does not begin at the head of the seal before",
    row({ before: "1".repeat(64) }, TWO, "s1"),
  ),
  broken(
    "L6",
    "before-of-the-first",
    "the first segment of a chain does not begin at 64 zeros",
    row({ before: "1".repeat(64) }),
  ),
  stand("gen", "a scope stands in another gen than its last segment", { gen: 1 }),
  stand("seq", "a scope stands at another seq than its last segment ends at", { seq: 9 }),
  stand("head", "a scope stands at another head than its last segment leads to", { head: "1".repeat(64) }),
  stand("root", "a scope has another root than its last segment", { root: "1".repeat(64) }),
  stand("full", "a scope names another full segment than its latest", { full: { gen: 0, seq: 3 } }),
  stand("no-full", "a scope with a full segment names none", { full: null }),
  broken(
    "L6",
    "moved",
    "a silent scope stands elsewhere than in the seal before",
    scope((each) => ({ ...each, seq: 9 }), followedBy(ONE, seal("s1", "none", at("10:02"))), "s1"),
  ),
  broken(
    "L6",
    "dropped",
    "a scope that was listed is listed no more",
    onSeal(followedBy(ONE, seal("s1", "none", at("10:02"))), "s1", (plan) => ({
      ...plan,
      scopes: () => [],
      roster: {
        enrolled: [],
        excluded: [{ scope: AWS, reason: "sold", approver: "person:b" }],
        found: [],
        unlisted: [],
      },
    })),
  ),
  broken(
    "L6",
    "order",
    "a scope's segments are listed in another order than they were written",
    rearranged((segments) => segments.toReversed()),
  ),
  broken(
    "L6",
    "left-out",
    "a segment between two that are listed is not listed",
    rearranged((segments) => segments.slice(1)),
  ),
  broken(
    "L6",
    "twice",
    "a segment is listed by two seals",
    followedBy(TWO, seal("s2", "none", at("11:02"), { lists: ["a1"] })),
  ),
  valid("two-segments", "a seal lists two segments of a scope", THREE),
];

export const rows: readonly LedgerVector[] = [...segments, ...stands];
