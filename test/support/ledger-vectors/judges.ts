// S7: a finding is by the version and the lanes that the tests in force give, in every segment and window.
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { regional, testsOf } from "../forge/documents.ts";
import { records } from "../forge/edit.ts";
import type { Draft, Plan, SegmentPlan } from "../forge/plan.ts";
import {
  at,
  AWS,
  BUCKET_EVALUATOR,
  BUCKETS,
  DATA,
  followedBy,
  LOGS,
  ONE,
  seal,
  segment,
  TESTS,
  TESTS_2,
  TESTS_DIRECT,
} from "../forge/small.ts";
import { closed, complete, coverage, finding, judged, observation, opened, restatements } from "../forge/statements.ts";
import { broken, type LedgerVector, valid } from "./vector.ts";

const whole = (hour: string): Draft => coverage([complete(BUCKETS, at(`${hour}:00:50`))]);

/** One bucket with these findings in the first segment. */
const observed = (...findings: readonly JsonObject[]): Plan =>
  records(ONE, "a0", () => [
    opened({ extent: "full" }),
    restatements,
    observation(DATA, BUCKETS, findings),
    whole("09"),
    closed(),
  ]);
const PASSED = observed(judged("encrypted", "pass"));

const segmentAt = (name: string, hour: string, extent: string, drafts: readonly Draft[], tests = TESTS): SegmentPlan =>
  segment(
    name,
    at(`${hour}:01`),
    [opened({ extent }), ...(extent === "full" ? [restatements] : []), ...drafts, whole(hour), closed()],
    { documents: { tests } },
  );

/** The plan, then a delta with these records. */
const later = (plan: Plan, ...drafts: readonly Draft[]): Plan =>
  followedBy(plan, segmentAt("a1", "10", "delta", drafts), seal("s1", "a1", at("10:02")));

/** The plan, then a full segment with these records under other tests. */
const under = (tests: JsonObject, plan: Plan, ...drafts: readonly Draft[]): Plan =>
  followedBy(plan, segmentAt("a1", "10", "full", drafts, tests), seal("s1", "a1", at("10:02")));

const now = (outcome: string, body: JsonObject = {}): Draft => finding(DATA, judged("encrypted", outcome, body));
const appearing = (body: JsonObject): Draft => observation(LOGS, BUCKETS, [judged("encrypted", "pass", body)]);
const seenAs = (check: string): Draft => observation(LOGS, BUCKETS, [judged(check, "pass")]);

/** Other tests for an hour, then the first ones again. */
const thereAndBack = (tests: JsonObject, ...drafts: readonly Draft[]): Plan =>
  followedBy(under(tests, PASSED, now("pass")), segmentAt("a2", "11", "full", drafts), seal("s2", "a2", at("11:02")));

const ELSEWHERE: JsonObject = { ...TESTS, lanesOf: { "aws/222222222222": { "AWS::S3::Bucket": "direct" } } };
const OWN: JsonObject = { ...TESTS, lanesOf: { [AWS]: { "AWS::S3::Bucket": "direct" } } };
const withTests = (tests: JsonObject, plan = PASSED): Plan => ({ ...plan, documents: { tests } });

const USERS = { provider: "entra", type: "users", global: true };
const OF_USERS = testsOf({ encrypted: [{ ...BUCKET_EVALUATOR, related: [USERS] }] }, 1, {
  lanes: { "AWS::S3::Bucket": "config", users: "graph" },
  lanesOf: { "entra/b": { users: "export" } },
});
const USERS_OF_TWO: Plan = { ...PASSED, documents: { tests: OF_USERS }, enrolled: [AWS, "entra/a", "entra/b"] };

const OF_FOLDERS = testsOf(
  { encrypted: [{ ...BUCKET_EVALUATOR, related: [{ ...BUCKET_EVALUATOR, kind: "folders" }] }] },
  1,
  { lanes: { "AWS::S3::Bucket": "config" }, lanesOf: { "aws/folders/a": { "AWS::S3::Bucket": "folder a" } } },
);
const belowFolder = (plan: Plan): Plan => ({
  ...plan,
  documents: { tests: OF_FOLDERS },
  enrolled: [AWS, "aws/folders/a", "entra/folders/a"],
});

const VOLUMES = "AWS::EC2::Volume@eu-west-1";
const TWO_TYPES = testsOf(
  { encrypted: [BUCKET_EVALUATOR, regional("aws", "AWS::EC2::Volume", { version: "7-0" })] },
  1,
  { lanes: { "AWS::S3::Bucket": "config", "AWS::EC2::Volume": "direct" } },
);

export const judges: readonly LedgerVector[] = [
  broken(
    "S7",
    "version",
    "an observation has a finding by another version than the tests say",
    later(PASSED, appearing({ version: "2-0" })),
  ),
  broken(
    "S7",
    "version-of-a-finding",
    "a finding written by itself is by another version than the tests say",
    later(PASSED, now("fail", { version: "2-0" })),
  ),
  broken(
    "S7",
    "in-the-first",
    "the first finding of a chain is by another version than the tests say",
    observed(judged("encrypted", "pass", { version: "2-0" })),
  ),
  broken(
    "S7",
    "lanes",
    "an observation has a finding by other lanes than the tests say",
    later(PASSED, appearing({ lanes: "direct" })),
  ),
  broken(
    "S7",
    "lanes-of-a-lone-finding",
    "a finding written by itself has other lanes than the tests say, and than the finding that it replaces",
    later(PASSED, now("fail", { lanes: "direct" })),
  ),
  broken(
    "S7",
    "lanes-not-held",
    "a finding written by itself replaces none, and has other lanes than the tests say",
    later(PASSED, finding(DATA, judged("logged", "pass", { lanes: "direct" }))),
  ),
  broken(
    "S7",
    "lanes-of-an-observation",
    "a new observation keeps the lanes of the finding that it replaces, and the tests say others",
    under(TESTS_DIRECT, PASSED, observation(DATA, BUCKETS, [judged("encrypted", "pass", { lanes: "config" })])),
  ),
  broken(
    "S7",
    "lanes-of-another-scope",
    "a finding has the lanes that the tests give another scope",
    withTests(ELSEWHERE, observed(judged("encrypted", "pass", { lanes: "direct" }))),
  ),
  broken(
    "S7",
    "usual-lanes",
    "a finding has the usual lanes, and the tests give its scope others",
    withTests(OWN, observed(judged("encrypted", "pass", { lanes: "config" }))),
  ),
  broken(
    "S7",
    "lanes-without-related",
    "a finding has the lane of its type alone, and not that of a type that it relies on",
    { ...withTests(OF_USERS, observed(judged("encrypted", "pass", { lanes: "config" }))) },
  ),
  broken(
    "S7",
    "lanes-without-enclosing",
    "a finding has the lane of its scope alone, and not that of an enclosing one",
    belowFolder(observed(judged("encrypted", "pass", { lanes: "config" }))),
  ),
  broken(
    "S7",
    "other-kind",
    "a finding is by a check that judges the type in folders alone",
    withTests(testsOf({ encrypted: [{ ...BUCKET_EVALUATOR, kinds: ["folders"] }] }, 1)),
  ),
  broken("S7", "unknown-check", "a finding is by a check that the tests have not", later(PASSED, seenAs("replicated"))),
  broken("S7", "other-type", "a finding is by a check that judges another type", {
    ...records(ONE, "a0", () => [
      opened({ extent: "full" }),
      restatements,
      observation("vol-1", VOLUMES, [judged("encrypted", "pass")]),
      coverage([complete(VOLUMES, at("09:00:50")), complete(BUCKETS, at("09:00:50"))]),
      closed(),
    ]),
  }),
  broken(
    "S7",
    "version-after-other-tests",
    "after an hour under other tests a finding is still by their version",
    thereAndBack(TESTS_2, now("fail", { version: "2-0" })),
  ),
  broken(
    "S7",
    "in-window",
    "a window has no full segment, and an observation in it has a finding by another version than the tests say",
    later(PASSED, appearing({ version: "2-0" })),
    { from: at("10:00") },
  ),
  broken(
    "S7",
    "in-one-segment",
    "two observations of one segment have findings of one check by two versions",
    observedTwice(),
  ),
  valid(
    "lanes-kept",
    "under other lanes a finding written by itself keeps those of the finding that it replaces, or has the new ones; an indeterminate one has any version",
    under(
      TESTS_DIRECT,
      observed(judged("encrypted", "pass"), judged("logged", "pass")),
      now("fail", { lanes: "config" }),
      finding(DATA, judged("logged", "fail")),
      finding(DATA, judged("logged", "indeterminate", { version: "0-0", lanes: "none" })),
    ),
  ),
  valid("lanes-of-a-scope", "the tests give a scope lanes of its own", withTests(OWN)),
  valid("lanes-of-others", "the tests give another scope other lanes", withTests(ELSEWHERE)),
  valid(
    "lanes-of-related",
    "a check relies on a type of another provider, which two scopes are read by different lanes for",
    USERS_OF_TWO,
  ),
  valid(
    "lanes-of-no-scope",
    "a check relies on a type of another provider, of which no scope is enrolled",
    withTests(OF_USERS),
  ),
  valid(
    "lanes-of-enclosing",
    "a check relies on its own type in an enclosing scope, which is enrolled",
    belowFolder(PASSED),
  ),
  valid(
    "lanes-of-no-enclosing",
    "a check relies on its own type in an enclosing scope, and none is enrolled",
    withTests(OF_FOLDERS),
  ),
  valid("lane-none", "the tests name no lane of a type", withTests({ ...TESTS, lanes: {} })),
  valid(
    "there-and-back",
    "after an hour under other tests findings are by the first ones again",
    thereAndBack(TESTS_2, now("fail")),
  ),
  valid("other-type", "two types have findings of one check by two versions and lanes", {
    ...records(ONE, "a0", () => [
      opened({ extent: "full" }),
      restatements,
      observation("vol-1", VOLUMES, [judged("encrypted", "pass")]),
      observation(DATA, BUCKETS, [judged("encrypted", "pass")]),
      coverage([complete(VOLUMES, at("09:00:50")), complete(BUCKETS, at("09:00:50"))]),
      closed(),
    ]),
    documents: { tests: TWO_TYPES },
  }),
];

function observedTwice(): Plan {
  return records(ONE, "a0", () => [
    opened({ extent: "full" }),
    restatements,
    observation(DATA, BUCKETS, [judged("encrypted", "pass")]),
    observation(LOGS, BUCKETS, [judged("encrypted", "pass", { version: "2-0" })]),
    whole("09"),
    closed(),
  ]);
}
