// The smallest ledgers: one scope, two buckets, a full segment and its seal; then a delta and its seal.
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { ACTS_SCOPE } from "../../../evidence-schema/keys/object-key.ts";
import { regional, testsOf } from "./documents.ts";
import { ORIGIN } from "./keys.ts";
import type { Draft, Plan, SealPlan, SegmentPlan } from "./plan.ts";
import { closed, complete, coverage, judged, observation, opened, restatements } from "./statements.ts";

export const AWS = "aws/111111111111";
export const AZURE = "azure/5d000000-0000-4000-8000-000000000005";
export const BUCKETS = "AWS::S3::Bucket@eu-west-1";
export const DATA = "arn:aws:s3:::acme-data";
export const LOGS = "arn:aws:s3:::acme-logs";
export const CREATED = "2026-03-01T08:00:00.000Z";
/** The clock of whoever verifies. */
export const NOW = "2026-03-01T13:10:00.000Z";

/** An instant of the day of all forged ledgers: `at("09:00")`, `at("09:00:01")`. */
export const at = (clock: string): string => `2026-03-01T${clock.padEnd(8, ":00")}.000Z`;

export const GENESIS: JsonObject = {
  v: 1,
  kind: "genesis",
  legalEntity: "Acme",
  system: "Shop",
  origin: ORIGIN,
  mode: "local",
  retentionDays: 400,
  continues: null,
  salt: "5a".repeat(32),
  created: CREATED,
};

export const BUCKET_EVALUATOR = regional("aws", "AWS::S3::Bucket");

/** Two checks on buckets, both version 1-0 by the lane config. */
export const TESTS = testsOf({ encrypted: [BUCKET_EVALUATOR], logged: [BUCKET_EVALUATOR] }, 1);

/** The same in version 2-0. */
export const TESTS_2 = testsOf({ encrypted: [BUCKET_EVALUATOR], logged: [BUCKET_EVALUATOR] }, 2);

/** The same in version 1-0, by another lane. */
export const TESTS_DIRECT: JsonObject = { ...TESTS, lanes: { "AWS::S3::Bucket": "direct" } };

/** Nothing is due: runs are made by hand. */
export const ON_DEMAND: JsonObject = {
  v: 1,
  kind: "schedule",
  everySeconds: null,
  from: at("09:00"),
  graceSeconds: 900,
  eventCadenceSeconds: 300,
};

export const HOURLY: JsonObject = { ...ON_DEMAND, everySeconds: 3600 };

/** The id of the run of a slot on the hour. */
export const runOf = (hour: string): string => `slot-${at(`${hour}:00`)}`;

/** A segment of `scope` in gen 0 by a run of its own. */
export const segment = (
  name: string,
  time: string,
  records: SegmentPlan["records"],
  more: Partial<SegmentPlan> = {},
): SegmentPlan => ({ is: "segment", name, scope: AWS, gen: 0, run: `run-${name}`, time, records, ...more });

/** A seal by the run of a segment, with trigger manual. */
export const seal = (name: string, run: string, time: string, more: Partial<SealPlan> = {}): SealPlan => ({
  is: "seal",
  name,
  run: `run-${run}`,
  time,
  slot: null,
  ...more,
});

export const FIRST: SegmentPlan = segment("a0", at("09:01"), [
  opened({ extent: "full" }),
  restatements,
  observation(DATA, BUCKETS, [judged("encrypted", "fail")], { projection: { sse: false } }),
  observation(LOGS, BUCKETS, [judged("encrypted", "pass")], { projection: { sse: true } }),
  coverage([complete(BUCKETS, at("09:00:50"))]),
  closed(),
]);

const SECOND: SegmentPlan = segment("a1", at("10:01"), [
  opened(),
  observation(DATA, BUCKETS, [judged("encrypted", "pass")], { projection: { sse: true } }),
  coverage([complete(BUCKETS, at("10:00:50"))]),
  closed(),
]);

/** A second full segment, restating both buckets. */
export const AGAIN: SegmentPlan = segment("a1", at("10:01"), [
  opened({ extent: "full" }),
  restatements,
  coverage([complete(BUCKETS, at("10:00:50"))]),
  closed(),
]);

/** A full segment a0 sealed by s0. */
export const ONE: Plan = {
  genesis: GENESIS,
  documents: { tests: TESTS },
  enrolled: [AWS],
  steps: [FIRST, seal("s0", "a0", at("09:02"))],
};

/** The ledger of a plan that goes on with these steps. */
export const followedBy = (plan: Plan, ...steps: Plan["steps"]): Plan => ({
  ...plan,
  steps: [...plan.steps, ...steps],
});

/** a0, s0, then the delta a1 and s1. */
export const TWO: Plan = followedBy(ONE, SECOND, seal("s1", "a1", at("10:02")));

/** An act by a person or machine: `records` beside its principal. */
export const act = (name: string, time: string, type: string, body: JsonObject): SegmentPlan =>
  segment(name, time, [{ type, body: { principal: "role/security", ...body } }], { scope: ACTS_SCOPE });

const answered = (text: string): Draft => ({
  type: "response",
  body: { principal: "role/security", subject: "encrypted", about: null, text },
});

/** Acts alone: one segment of two lines, and its seal. */
export const ACTS: Plan = {
  genesis: GENESIS,
  documents: {},
  enrolled: [],
  steps: [
    segment("t0", at("09:01"), [answered("rotated"), answered("checked")], { scope: ACTS_SCOPE }),
    seal("s0", "t0", at("09:02")),
  ],
};
