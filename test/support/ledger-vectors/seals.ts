// L1: what a seal says, member by member.
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { lacking, onSeal } from "../forge/edit.ts";
import type { Plan } from "../forge/plan.ts";
import { AWS, AZURE, ONE } from "../forge/small.ts";
import { BY } from "../forge/statements.ts";
import { broken, type LedgerVector, valid } from "./vector.ts";

const body = (change: (body: JsonObject) => JsonObject): Plan =>
  onSeal(ONE, "s0", (seal) => ({ ...seal, body: change }));

const says = (name: string, what: string, members: JsonObject): LedgerVector =>
  broken(
    "L1",
    name,
    what,
    body((seal) => ({ ...seal, ...members })),
  );

const scope = (change: (scope: JsonObject) => JsonObject): Plan =>
  onSeal(ONE, "s0", (seal) => ({
    ...seal,
    scopes: (scopes) => scopes.map((each, i) => (i === 0 ? change(each) : each)),
  }));

const roster = (members: JsonObject): Plan =>
  body((seal) => ({ ...seal, roster: { ...(seal["roster"] as JsonObject), ...members } }));

const excluded = (...scopes: readonly string[]): JsonObject => ({
  excluded: scopes.map((each) => ({ scope: each, reason: "sandbox", approver: "person:b" })),
});

const excludedAs = (members: JsonObject): JsonObject => ({
  excluded: [{ scope: AZURE, reason: "sandbox", approver: "person:b", ...members }],
});

export const seals: readonly LedgerVector[] = [
  broken("L1", "no-roster", "a seal has no roster", body(lacking("roster"))),
  says("version", "a seal is of version 2", { v: 2 }),
  says("other-ledger", "a seal is of another ledger", { ledger: "0".repeat(64) }),
  says("trigger", "a trigger is none", { trigger: "cron" }),
  says("frontier", "a frontier holds no digest", { frontier: ["root"] }),
  says("stamps", "a stamp has no digest", { stamps: [{ key: "log/000000000000.tsr" }] }),
  says("stamps-no-stamp", "the key of a stamp is that of a note", {
    stamps: [{ key: "log/000000000000.note", object: "0".repeat(64) }],
  }),
  says("stamps-unsorted", "the stamps are not sorted by key", {
    stamps: ["log/000000000000.tsr", "log/000000000000.cosig"].map((key) => ({ key, object: "0".repeat(64) })),
  }),
  says("by", "the code that sealed is named by no digest", { by: { ...BY, code: "latest" } }),
  says("void", "a void leaf has no reason", { void: [{ index: 0, object: "0".repeat(64) }] }),
  says("documents", "a document is not named by a digest", { documents: { tests: "latest" } }),
  broken("L1", "no-segments", "a scope has no segments", scope(lacking("segments"))),
  broken(
    "L1",
    "view",
    "a scope is viewed in a way that is none",
    scope((each) => ({ ...each, view: "skipped" })),
  ),
  broken(
    "L1",
    "problem-of-observed",
    "a scope that was observed has a problem",
    scope((each) => ({ ...each, problem: "denied" })),
  ),
  broken(
    "L1",
    "failed-without-problem",
    "a scope that failed has no problem",
    scope((each) => ({ ...each, view: "failed" })),
  ),
  broken(
    "L1",
    "no-content",
    "the row of a segment has no content digest",
    scope((each) => ({
      ...each,
      segments: (each["segments"] as JsonObject[]).map(lacking("content")),
    })),
  ),
  broken(
    "L1",
    "counts",
    "a count in the row of a segment is a text",
    scope((each) => ({
      ...each,
      segments: (each["segments"] as JsonObject[]).map((row) => ({
        ...row,
        counts: { ...(row["counts"] as JsonObject), pass: "1" },
      })),
    })),
  ),
  broken(
    "L1",
    "root",
    "the root of a scope is no digest",
    scope((each) => ({ ...each, root: "none" })),
  ),
  broken(
    "B5",
    "seq",
    "the row of a segment begins at a seq of 13 digits",
    scope((each) => ({
      ...each,
      segments: (each["segments"] as JsonObject[]).map((row) => ({ ...row, first: 1_000_000_000_000 })),
    })),
  ),
  broken(
    "L1",
    "scopes-unsorted",
    "scopes are not sorted",
    onSeal({ ...ONE, enrolled: [AWS, AZURE] }, "s0", (seal) => ({ ...seal, scopes: (scopes) => scopes.toReversed() })),
  ),
  broken(
    "L1",
    "scope-twice",
    "a scope stands twice",
    onSeal({ ...ONE, enrolled: [AWS, AZURE] }, "s0", (seal) => ({
      ...seal,
      scopes: (scopes) => [...scopes, ...scopes.slice(1)],
    })),
  ),
  broken(
    "L1",
    "enrolled-unsorted",
    "the enrolled scopes are not sorted",
    onSeal({ ...ONE, enrolled: [AWS, AZURE] }, "s0", (seal) => ({
      ...seal,
      roster: { enrolled: [AZURE, AWS], excluded: [], found: [], unlisted: [] },
    })),
  ),
  broken(
    "L1",
    "no-approver",
    "a scope is excluded without an approver",
    roster({ excluded: [{ scope: AZURE, reason: "sandbox" }] }),
  ),
  broken("L1", "enrolled-and-excluded", "a scope is both enrolled and excluded", roster(excluded(AWS))),
  broken("L1", "found-no-scope", "a scope that was found has no form of a scope", roster({ found: ["Oracle/7"] })),
  broken("L1", "no-reason", "a scope is excluded for an empty reason", roster(excludedAs({ reason: "" }))),
  broken("L1", "reason-null", "a scope is excluded for the reason null", roster(excludedAs({ reason: null }))),
  broken("L1", "approver-empty", "a scope is excluded by an empty approver", roster(excludedAs({ approver: "" }))),
  broken("L1", "unlisted-empty", "a parent that could not be listed is an empty text", roster({ unlisted: [""] })),
  broken(
    "L1",
    "problem-of-failed",
    "the problem of a scope that failed is a number",
    scope((each) => ({ ...each, view: "failed", problem: 7 })),
  ),
  broken("L1", "excluded-unsorted", "the excluded scopes are not sorted", roster(excluded("gcp/b", "gcp/a"))),
  broken("L1", "found-unsorted", "the scopes found are not sorted", roster({ found: ["gcp/b", "gcp/a"] })),
  broken(
    "L1",
    "unlisted-unsorted",
    "the parents that could not be listed are not sorted",
    roster({ unlisted: ["gcp/b", "gcp/a"] }),
  ),
  valid(
    "unknown-members-of-seals",
    "a seal, its roster, scopes, segments and what it says of the latest full segment have members that nobody knows",
    body((seal) => ({
      ...seal,
      zone: "z",
      roster: { ...(seal["roster"] as JsonObject), zone: "z" },
      scopes: (seal["scopes"] as JsonObject[]).map((each) => ({
        ...each,
        zone: "z",
        full: { ...(each["full"] as JsonObject), zone: "z" },
        segments: (each["segments"] as JsonObject[]).map((row) => ({ ...row, zone: "z" })),
      })),
    })),
  ),
  valid(
    "roster",
    "a scope is enrolled without a chain, one is excluded, one found, and one failed",
    onSeal({ ...ONE, enrolled: [AWS, AZURE] }, "s0", (plan) => ({
      ...plan,
      failed: { [AZURE]: "denied: subscriptions/read" },
      roster: {
        enrolled: [AWS, AZURE],
        ...excluded("aws/222222222222"),
        found: ["gcp/projects/1"],
        unlisted: ["gcp/organizations/1"],
      },
    })),
  ),
];
