// L1, L5, L6 and L8: what a seal says, of itself, of segments and of scopes.
import { segmentKey } from "../../../evidence-schema/object-key.ts";
import type { JsonObject } from "../../../evidence-schema/record.ts";
import { lacking, onSeal, without } from "../forge/edit.ts";
import type { Plan } from "../forge/plan.ts";
import { ACTS, at, AWS, AZURE, ONE, seal, segment, then, TWO } from "../forge/small.ts";
import { closed, complete, coverage, opened } from "../forge/statements.ts";
import { broken, type LedgerVector, tampered, valid } from "./vector.ts";

const body = (change: (body: JsonObject) => JsonObject, plan = ONE): Plan =>
  onSeal(plan, "s0", (seal) => ({ ...seal, body: change }));

const says = (name: string, what: string, members: JsonObject): LedgerVector =>
  broken("L1", name, what, body((seal) => ({ ...seal, ...members })));

const scope = (change: (scope: JsonObject) => JsonObject, plan = ONE, name = "s0"): Plan =>
  onSeal(plan, name, (seal) => ({ ...seal, scopes: (scopes) => scopes.map((each, i) => (i === 0 ? change(each) : each)) }));

const roster = (members: JsonObject): Plan =>
  body((seal) => ({ ...seal, roster: { ...(seal["roster"] as JsonObject), ...members } }));

const excluded = (...scopes: readonly string[]): JsonObject => ({
  excluded: scopes.map((each) => ({ scope: each, reason: "sandbox", approver: "person:b" })),
});

const members: readonly LedgerVector[] = [
  broken("L1", "no-roster", "a seal has no roster", body(lacking("roster"))),
  says("version", "a seal is of version 2", { v: 2 }),
  says("other-ledger", "a seal is of another ledger", { ledger: "0".repeat(64) }),
  says("trigger", "a trigger is none", { trigger: "cron" }),
  says("frontier", "a frontier holds no digest", { frontier: ["root"] }),
  says("slots", "a slot has no run", { slots: [{ slot: at("09:00") }] }),
  says("void", "a void leaf has no reason", { void: [{ index: 0, object: "0".repeat(64) }] }),
  says("documents", "a document is not named by a digest", { documents: { tests: "latest" } }),
  broken("L1", "no-segments", "a scope has no segments", scope(lacking("segments"))),
  broken("L1", "view", "a scope is viewed in a way that is none", scope((each) => ({ ...each, view: "skipped" }))),
  broken("L1", "problem-of-observed", "a scope that was observed has a problem", scope((each) => ({ ...each, problem: "denied" }))),
  broken("L1", "failed-without-problem", "a scope that failed has no problem", scope((each) => ({ ...each, view: "failed" }))),
  broken("L1", "no-content", "the row of a segment has no content digest", scope((each) => ({
    ...each,
    segments: (each["segments"] as JsonObject[]).map(lacking("content")),
  }))),
  broken("L1", "scopes-unsorted", "scopes are not sorted", onSeal({ ...ONE, enrolled: [AWS, AZURE] }, "s0", (seal) => ({ ...seal, scopes: (scopes) => scopes.toReversed() }))),
  broken("L1", "scope-twice", "a scope stands twice", onSeal({ ...ONE, enrolled: [AWS, AZURE] }, "s0", (seal) => ({ ...seal, scopes: (scopes) => [...scopes, ...scopes.slice(1)] }))),
  broken("L1", "enrolled-unsorted", "the enrolled scopes are not sorted", onSeal({ ...ONE, enrolled: [AWS, AZURE] }, "s0", (seal) => ({ ...seal, roster: { enrolled: [AZURE, AWS], excluded: [], found: [], unlisted: [] } }))),
  broken("L1", "no-approver", "a scope is excluded without an approver", roster({ excluded: [{ scope: AZURE, reason: "sandbox" }] })),
  broken("L1", "excluded-unsorted", "the excluded scopes are not sorted", roster(excluded("gcp/b", "gcp/a"))),
  broken("L1", "found-unsorted", "the scopes found are not sorted", roster({ found: ["gcp/b", "gcp/a"] })),
  broken("L1", "unlisted-unsorted", "the parents that could not be listed are not sorted", roster({ unlisted: ["gcp/b", "gcp/a"] })),
  valid("roster", "a scope is enrolled without a chain, one is excluded, one found, and one failed", onSeal({ ...ONE, enrolled: [AWS, AZURE] }, "s0", (plan) => ({
    ...plan,
    failed: { [AZURE]: "denied: subscriptions/read" },
    roster: { enrolled: [AWS, AZURE], ...excluded("aws/222222222222"), found: ["gcp/projects/1"], unlisted: ["gcp/organizations/1"] },
  }))),
];

/** The seal with another row of its segment; where the scope stands follows from it. */
const row = (members: JsonObject, plan = ONE, name = "s0"): Plan =>
  onSeal(plan, name, (seal) => ({ ...seal, row: (each) => ({ ...each, ...members }) }));
const says5 = (name: string, what: string, members: JsonObject): LedgerVector => broken("L5", name, what, row(members));

const rows: readonly LedgerVector[] = [
  broken("L5", "missing", "a segment that a seal lists is missing", tampered(ONE, (objects) => objects.delete(segmentKey(AWS, 0, 0)))),
  says5("content", "the row of a segment has another content digest", { content: "1".repeat(64) }),
  says5("object", "the row of a segment has another object digest", { object: "1".repeat(64) }),
  says5("last", "the row of a segment ends at another seq", { last: 5 }),
  says5("after", "the row of a segment leads to another head", { after: "1".repeat(64) }),
  says5("root", "the row of a segment has another root", { root: "1".repeat(64) }),
  says5("counts", "the row of a segment has other counts", { counts: { pass: 2, fail: 0, indeterminate: 0, "not-applicable": 0 } }),
  says5("run", "the row of a segment has another run", { run: "run-a9" }),
  says5("time", "the row of a segment has another time", { time: at("09:00") }),
  broken("L5", "counts-of-acts", "the row of acts has counts", row({ counts: { pass: 0, fail: 0, indeterminate: 0, "not-applicable": 0 } }, ACTS)),
];

const stand = (name: string, what: string, members: JsonObject): LedgerVector =>
  broken("L6", name, what, scope((each) => ({ ...each, ...members })));

const QUIET = (name: string, hour: string) =>
  segment(name, at(`${hour}:01`), [opened(), coverage([complete("AWS::S3::Bucket@eu-west-1", at(`${hour}:00:50`))]), closed()]);

/** a0 sealed by s0, then two deltas sealed together by s1. */
const THREE: Plan = then(ONE, QUIET("a1", "10"), QUIET("a2", "11"), seal("s1", "a2", at("11:02")));
const rearranged = (change: (segments: readonly JsonObject[]) => readonly JsonObject[]): Plan =>
  scope((each) => ({ ...each, segments: change(each["segments"] as JsonObject[]) }), THREE, "s1");

const stands: readonly LedgerVector[] = [
  broken("L6", "before", "a segment does not begin at the head of the seal before", row({ before: "1".repeat(64) }, TWO, "s1")),
  broken("L6", "before-of-the-first", "the first segment of a chain does not begin at 64 zeros", row({ before: "1".repeat(64) })),
  stand("gen", "a scope stands in another gen than its last segment", { gen: 1 }),
  stand("seq", "a scope stands at another seq than its last segment ends at", { seq: 9 }),
  stand("head", "a scope stands at another head than its last segment leads to", { head: "1".repeat(64) }),
  stand("root", "a scope has another root than its last segment", { root: "1".repeat(64) }),
  stand("full", "a scope names another full segment than its latest", { full: { gen: 0, seq: 3 } }),
  stand("no-full", "a scope with a full segment names none", { full: null }),
  broken("L6", "moved", "a silent scope stands elsewhere than in the seal before", scope((each) => ({ ...each, seq: 9 }), then(ONE, seal("s1", "none", at("10:02"))), "s1")),
  broken("L6", "dropped", "a scope that was listed is listed no more", onSeal(then(without(ONE), seal("s1", "none", at("10:02"))), "s1", (plan) => ({
    ...plan,
    scopes: () => [],
    roster: { enrolled: [], excluded: [], found: [], unlisted: [] },
  }))),
  broken("L6", "order", "a scope's segments are listed in another order than they were written", rearranged((segments) => segments.toReversed())),
  broken("L6", "left-out", "a segment between two that are listed is not listed", rearranged((segments) => segments.slice(1))),
  broken("L6", "twice", "a segment is listed by two seals", then(TWO, seal("s2", "none", at("11:02"), { lists: ["a1"] }))),
  valid("two-segments", "a seal lists two segments of a scope", THREE),
];

const enrolled: readonly LedgerVector[] = [
  broken("L8", "enrolled", "an enrolled scope without a chain is not among the scopes", onSeal(ONE, "s0", (plan) => ({
    ...plan,
    roster: { enrolled: [AWS, AZURE], excluded: [], found: [], unlisted: [] },
  }))),
];

export const seals: readonly LedgerVector[] = [...members, ...rows, ...stands, ...enrolled];
