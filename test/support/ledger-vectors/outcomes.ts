// S6: what a stored finding counts as, given what was read.
import { given, records } from "../forge/edit.ts";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import type { Draft, Plan } from "../forge/plan.ts";
import { at, BUCKETS, DATA, LOGS, ONE, seal, segment, followedBy } from "../forge/small.ts";
import {
  closed,
  complete,
  coverage,
  departure,
  incomplete,
  judged,
  observation,
  opened,
  restatements,
} from "../forge/statements.ts";
import { SHARED } from "./observations.ts";
import { broken, type LedgerVector, valid } from "./vector.ts";

const TRAILS = "AWS::CloudTrail::Trail@eu-west-1";
const TRAIL = "arn:aws:cloudtrail:eu-west-1:111111111111:trail/main";

const whole = complete(BUCKETS, at("10:00:50"));
const trails = complete(TRAILS, at("10:00:50"));
const answer = (key: string, unit = BUCKETS): JsonObject => ({ key, unit, dataTime: at("10:00:50") });
const failed = (key: string, unit = BUCKETS): JsonObject => ({
  ...answer(key, unit),
  problem: { code: "throttled", detail: "HeadBucket" },
});

/** A bucket that fails alone, one that passes by a trail, and one that passes by the absence of others. */
const BASE: Plan = records(ONE, "a0", () => [
  opened({ extent: "full" }),
  restatements,
  observation(DATA, BUCKETS, [
    judged("encrypted", "fail"),
    judged("logged", "not-applicable", { relied: { keys: [], units: [TRAILS] } }),
  ]),
  observation(LOGS, BUCKETS, [judged("logged", "pass", { relied: { keys: [TRAIL], units: [] } })]),
  observation(TRAIL, TRAILS, []),
  coverage([complete(TRAILS, at("09:00:50")), complete(BUCKETS, at("09:00:50"))]),
  closed(),
]);

type Step = readonly [name: string, hour: string, trigger: string, drafts: readonly Draft[]];

/** The base, then runs and event batches with these records. */
const following = (...steps: readonly Step[]): Plan =>
  followedBy(
    BASE,
    ...steps.map(([name, hour, trigger, drafts]) =>
      segment(name, at(`${hour}:01`), [opened({ trigger }), ...drafts, closed()]),
    ),
    seal("s1", steps.at(-1)?.[0] as string, at("13:05")),
  );

const run = (...drafts: readonly Draft[]): Step => ["a1", "10", "manual", drafts];
const event = (name: string, hour: string, ...drafts: readonly Draft[]): Step => [name, hour, "event", drafts];

const counts = (pass: number, fail: number, indeterminate: number, notApplicable: number): JsonObject => ({
  pass,
  fail,
  indeterminate,
  "not-applicable": notApplicable,
});
const STORED = counts(1, 1, 0, 1);

/** What is counted instead in the last segment. */
const miscounted = (name: string, what: string, wrong: JsonObject, ...steps: readonly Step[]): LedgerVector =>
  broken("S6", name, what, given(following(...steps), steps.at(-1)?.[0] as string, "run-closed", { counts: wrong }));

const unread = run(coverage([trails, incomplete(BUCKETS)]));
const failing = event("a2", "11", coverage([], { failed: [failed(DATA)] }));

export const outcomes: readonly LedgerVector[] = [
  miscounted("unread-as-stored", "outcomes of a unit that was not read count as stored", STORED, unread),
  miscounted(
    "unseen-as-stored",
    "the outcome of a key that a unit did not see counts as stored",
    STORED,
    run(coverage([trails, incomplete(BUCKETS, { unseen: [DATA] })])),
  ),
  miscounted(
    "not-among-the-seen",
    "the outcome of a key that is not among those seen counts as stored",
    STORED,
    run(coverage([trails, incomplete(BUCKETS, { seen: [LOGS] })])),
  ),
  miscounted(
    "witness-gone",
    "an outcome that relied on a key that departed counts as stored",
    STORED,
    run(departure(TRAIL, "gone"), coverage([trails, whole])),
  ),
  miscounted(
    "witness-unread",
    "an outcome that relied on a key that was not read counts as stored",
    counts(1, 1, 1, 0),
    run(coverage([incomplete(TRAILS), whole])),
  ),
  miscounted(
    "absence-unread",
    "an outcome that relied on a unit that was read in part counts as stored",
    STORED,
    run(coverage([incomplete(TRAILS, { seen: [TRAIL] }), whole])),
  ),
  miscounted(
    "absence-and-failed",
    "an outcome that relied on a unit of which a key failed counts as stored",
    STORED,
    run(coverage([trails, whole], { failed: [failed("arn:none", TRAILS)] })),
  ),
  miscounted(
    "failed-as-stored",
    "the outcome of a key that was asked for and failed counts as stored",
    STORED,
    run(coverage([trails, whole], { failed: [failed(DATA)] })),
  ),
  miscounted(
    "seen-as-unread",
    "the outcome of a key that was asked for and seen counts as unread",
    counts(0, 0, 3, 0),
    run(coverage([trails, incomplete(BUCKETS)], { seen: [answer(DATA)] })),
  ),
  miscounted(
    "failure-forgotten",
    "a failed answer of one event batch is forgotten by the next",
    STORED,
    failing,
    event("a3", "12", coverage([])),
  ),
  miscounted(
    "failure-outlives-reading",
    "a failed answer outlives a complete reading of its unit",
    counts(1, 0, 2, 0),
    failing,
    event("a3", "12", coverage([whole])),
  ),
  miscounted(
    "failure-outlives-sight",
    "a failed answer outlives a row that sees its key",
    counts(0, 0, 3, 0),
    failing,
    event("a3", "12", coverage([incomplete(BUCKETS, { seen: [DATA] })])),
  ),
  miscounted(
    "answer-outlives-row",
    "the answer that a key was seen outlives a later row that does not see it",
    counts(0, 1, 1, 1),
    event("a2", "11", coverage([], { seen: [answer(DATA)] })),
    event("a3", "12", coverage([incomplete(BUCKETS)])),
  ),
  miscounted("failure-outlives-run", "a failed answer outlives the next run", counts(1, 0, 2, 0), failing, [
    "a3",
    "12",
    "manual",
    [coverage([trails, whole])],
  ]),
  miscounted(
    "event-forgets-run",
    "an event batch forgets what the run before could not read",
    STORED,
    unread,
    event("a2", "11", coverage([])),
  ),
  miscounted(
    "event-unreads",
    "an event batch counts as unread what it did not ask for",
    counts(0, 0, 3, 0),
    run(coverage([trails, whole])),
    event("a2", "11", coverage([])),
  ),
  broken(
    "S6",
    "population",
    "a context is counted as population",
    given(SHARED, "a0", "run-closed", { population: 2 }),
  ),
  broken(
    "S6",
    "stored-wrong",
    "a fail is counted as a pass",
    given(BASE, "a0", "run-closed", { counts: counts(2, 0, 0, 1) }),
  ),
  valid(
    "effective-outcomes",
    "outcomes count as what was read allows, over a run and three event batches",
    following(
      run(coverage([incomplete(TRAILS, { seen: [TRAIL] }), whole], { seen: [answer(DATA)] })),
      failing,
      event("a3", "12", coverage([incomplete(BUCKETS, { seen: [DATA] })], { notFound: [answer("arn:none")] })),
      event("a4", "13", coverage([trails, whole])),
    ),
  ),
];
