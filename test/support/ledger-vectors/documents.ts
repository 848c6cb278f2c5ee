// K5: the documents that rules rest on have their form, where a seal names them and where only a run does.
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { rosterOf, testsOf } from "../forge/documents.ts";
import { lacking, onSegment } from "../forge/edit.ts";
import type { Plan } from "../forge/plan.ts";
import { ACTS, AWS, AZURE, BUCKET_EVALUATOR, HOURLY, ON_DEMAND, ONE, TESTS } from "../forge/small.ts";
import { hourly } from "./slots.ts";
import { broken, type LedgerVector, valid } from "./vector.ts";

const scheduled = (schedule: JsonObject): Plan => ({ ...ACTS, documents: { schedule } });
const schedule = (name: string, what: string, members: JsonObject): LedgerVector =>
  broken("K5", `schedule-${name}`, what, scheduled({ ...HOURLY, ...members }));

const schedules: readonly LedgerVector[] = [
  schedule("grace", "graceSeconds is more than everySeconds", { graceSeconds: 3601 }),
  schedule("grace-of-a-day", "graceSeconds is more than a day", { everySeconds: 604_800, graceSeconds: 86_401 }),
  broken(
    "K5",
    "schedule-grace-on-demand",
    "graceSeconds is more than an hour, and there are no slots",
    scheduled({ ...ON_DEMAND, graceSeconds: 3601 }),
  ),
  schedule("no-grace", "there is no graceSeconds", { graceSeconds: null }),
  schedule("cadence", "eventCadenceSeconds is null", { eventCadenceSeconds: null }),
  schedule("cadence-of-a-day", "eventCadenceSeconds is more than a day", { eventCadenceSeconds: 86_401 }),
  schedule("every", "everySeconds is 30", { everySeconds: 30 }),
  schedule("every-year", "everySeconds is more than a year", { everySeconds: 31_622_401 }),
  schedule("from", "a schedule begins at no instant", { from: "2026-03-01" }),
  schedule("kind", "a schedule is of another kind", { kind: "roster" }),
  schedule("version", "a schedule is of version 2", { v: 2 }),
  broken("K5", "schedule-of-a-slot", "the schedule of seals with slots has no everySeconds", {
    ...hourly("09", "10"),
    documents: { schedule: lacking("everySeconds")(HOURLY) },
  }),
  valid(
    "schedule-of-minutes",
    "slots are five minutes apart, and the grace is an hour",
    scheduled({
      ...HOURLY,
      from: "2026-03-02T00:00:00.000Z",
      everySeconds: 300,
      graceSeconds: 3600,
    }),
  ),
];

const rostered = (name: string, what: string, roster: JsonObject): LedgerVector =>
  broken("K5", `roster-${name}`, what, { ...ONE, documents: { ...ONE.documents, roster } });
const GOOD = rosterOf([AWS]);
const [OWN] = GOOD["enrolled"] as [JsonObject];
const enrolling = (members: JsonObject): JsonObject => ({ ...GOOD, enrolled: [{ ...OWN, ...members }] });
const EXCLUSION: JsonObject = { scope: AZURE, reason: "sandbox", approver: "person:b" };
const LEFT_OUT: JsonObject = { region: "eu-west-2", reason: "not used", approver: "person:b" };

const rosters: readonly LedgerVector[] = [
  rostered("unsorted", "the enrolled scopes of a roster are not sorted", {
    ...GOOD,
    enrolled: [{ ...OWN, scope: AZURE }, OWN],
  }),
  rostered("twice", "a roster enrols a scope twice", { ...GOOD, enrolled: [OWN, OWN] }),
  rostered("both", "a roster both enrols and excludes a scope", { ...GOOD, excluded: [{ ...EXCLUSION, scope: AWS }] }),
  rostered("excluded-unsorted", "the excluded scopes of a roster are not sorted", {
    ...GOOD,
    excluded: [EXCLUSION, { ...EXCLUSION, scope: "aws/222222222222" }],
  }),
  rostered("no-approver", "a roster excludes a scope without an approver", {
    ...GOOD,
    excluded: [lacking("approver")(EXCLUSION)],
  }),
  rostered(
    "scope-without-provider",
    "a roster enrols a scope of 201 letters and no provider",
    enrolling({ scope: "x".repeat(201) }),
  ),
  rostered("acts", "a roster enrols the acts", { ...GOOD, enrolled: [OWN, { ...OWN, scope: "tidemark/ledger" }] }),
  rostered("no-scope", "a roster enrols what is no scope", enrolling({ scope: "111111111111" })),
  rostered("no-name", "a roster does not say what people call a scope", { ...GOOD, enrolled: [lacking("name")(OWN)] }),
  rostered("regions-unsorted", "the regions of a scope are not sorted", enrolling({ regions: ["b", "a"] })),
  rostered("region-empty", "a region of a scope is empty", enrolling({ regions: ["", "eu-west-1"] })),
  rostered(
    "left-out-and-read",
    "a region is both read and left out",
    enrolling({ leftOut: [{ ...LEFT_OUT, region: "eu-west-1" }] }),
  ),
  rostered(
    "left-out-unsorted",
    "the regions that are left out are not sorted",
    enrolling({ leftOut: [LEFT_OUT, { ...LEFT_OUT, region: "eu-west-0" }] }),
  ),
  rostered(
    "left-out-no-reason",
    "a region is left out for no reason",
    enrolling({ leftOut: [lacking("reason")(LEFT_OUT)] }),
  ),
  broken(
    "K5",
    "roster-of-a-run",
    "the roster that only a run names has no list of excluded scopes",
    onSegment(ONE, "a0", (plan) => ({
      ...plan,
      documents: { roster: lacking("excluded")(GOOD) },
    })),
  ),
  valid("left-out", "two regions of a scope are left out, and it has a name", {
    ...ONE,
    documents: {
      ...ONE.documents,
      roster: enrolling({ name: "acme-production", leftOut: [LEFT_OUT, { ...LEFT_OUT, region: "us-east-1" }] }),
    },
  }),
];

const tested = (name: string, what: string, tests: JsonObject): LedgerVector =>
  broken("K5", `tests-${name}`, what, { ...ONE, documents: { tests } });
const trail = (global: boolean): JsonObject => ({ provider: "aws", type: "AWS::CloudTrail::Trail", global });
const above = (kind: string): JsonObject => ({ ...trail(false), kind });
const judging = (members: JsonObject): JsonObject => ({ ...BUCKET_EVALUATOR, version: "1-0", related: [], ...members });
/** One check with these evaluators. */
const checking = (...evaluators: readonly JsonObject[]): JsonObject => ({
  ...testsOf({}, 1),
  checks: [{ id: "encrypted", version: 1, parameters: {}, evaluators: [...evaluators] }],
});

const tests: readonly LedgerVector[] = [
  tested("unsorted", "the checks of tests are not sorted", {
    ...TESTS,
    checks: (TESTS["checks"] as JsonObject[]).toReversed(),
  }),
  tested(
    "two-globals",
    "a type is global for one check and not for another",
    testsOf(
      {
        encrypted: [BUCKET_EVALUATOR],
        logged: [{ ...BUCKET_EVALUATOR, global: true }],
      },
      1,
    ),
  ),
  tested(
    "two-globals-of-related",
    "a type that a check relies on is global, and not where it is judged",
    checking(judging({ related: [trail(true)] }), { ...judging(trail(false)) }),
  ),
  tested(
    "evaluator-twice",
    "a check has two evaluators of one type",
    checking(judging({}), judging({ version: "2-0" })),
  ),
  tested(
    "related-twice",
    "an evaluator relies on one type twice",
    checking(judging({ related: [trail(false), trail(false)] })),
  ),
  tested(
    "related-without-provider",
    "a type that an evaluator relies on has no provider",
    checking(judging({ related: [lacking("provider")(trail(false))] })),
  ),
  tested(
    "related-twice-of-a-kind",
    "an evaluator relies twice on one type in scopes of one kind",
    checking(judging({ related: [trail(false), above("folders"), above("folders")] })),
  ),
  tested("kinds-unsorted", "the kinds of an evaluator are not sorted", checking(judging({ kinds: ["folders", ""] }))),
  tested("no-kinds", "an evaluator judges scopes of no kind", checking(judging({ kinds: [] }))),
  tested("kinds", "the kinds of an evaluator are a text", checking(judging({ kinds: "folders" }))),
  tested("kind-empty", "a type is read in enclosing scopes of no kind", checking(judging({ related: [above("")] }))),
  tested("provider", "the provider of an evaluator is no word", checking(judging({ provider: "AWS" }))),
  tested("global", "an evaluator does not say whether its type is global", checking(judging({ global: "no" }))),
  tested("version", "the version of an evaluator is empty", checking(judging({ version: "" }))),
  tested("check-version", "the version of a check is a text", {
    ...TESTS,
    checks: [{ id: "encrypted", version: "1", parameters: {}, evaluators: [judging({})] }],
  }),
  tested("checks", "checks are no list", { ...TESTS, checks: { encrypted: {} } }),
  tested("no-lanes-of", "tests do not say which scopes have lanes of their own", lacking("lanesOf")(TESTS)),
  tested("lane", "a lane is empty", { ...TESTS, lanes: { "AWS::S3::Bucket": "" } }),
  tested("slices", "a slice is no digest", { ...TESTS, slices: { "AWS::S3::Bucket": { encrypted: "latest" } } }),
  tested("labels", "labels are not sorted", { ...TESTS, labels: ["team", "owner"] }),
  valid("tests-with-everything", "tests have slices, labels, parameters and members that nobody knows", {
    ...ONE,
    documents: {
      tests: {
        ...TESTS,
        checks: (TESTS["checks"] as JsonObject[]).map((each) => ({ ...each, parameters: { days: 90 }, severity: 3 })),
        slices: { "AWS::S3::Bucket": { encrypted: "d".repeat(64), "logged/trail": "e".repeat(64) } },
        labels: ["owner", "team"],
      },
    },
  }),
];

export const documents: readonly LedgerVector[] = [...schedules, ...rosters, ...tests];
