// L1, L8 and L9: what a seal says, member by member, the scopes that it must have, and how it viewed them.
import type { JsonObject } from "../../../evidence-schema/record.ts";
import { given, lacking, onSeal } from "../forge/edit.ts";
import type { Plan, SealPlan } from "../forge/plan.ts";
import { at, AWS, AZURE, followedBy, HOURLY, ON_DEMAND, ONE, seal, TWO } from "../forge/small.ts";
import { broken, type LedgerVector, valid } from "./vector.ts";

const body = (change: (body: JsonObject) => JsonObject, plan = ONE): Plan =>
  onSeal(plan, "s0", (seal) => ({ ...seal, body: change }));

const says = (name: string, what: string, members: JsonObject): LedgerVector =>
  broken(
    "L1",
    name,
    what,
    body((seal) => ({ ...seal, ...members })),
  );

const scope = (change: (scope: JsonObject) => JsonObject, plan = ONE, name = "s0"): Plan =>
  onSeal(plan, name, (seal) => ({
    ...seal,
    scopes: (scopes) => scopes.map((each, i) => (i === 0 ? change(each) : each)),
  }));

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
  broken("L1", "found-no-scope", "a scope that was found has no form of a scope", roster({ found: ["oracle/7"] })),
  broken("L1", "excluded-unsorted", "the excluded scopes are not sorted", roster(excluded("gcp/b", "gcp/a"))),
  broken("L1", "found-unsorted", "the scopes found are not sorted", roster({ found: ["gcp/b", "gcp/a"] })),
  broken(
    "L1",
    "unlisted-unsorted",
    "the parents that could not be listed are not sorted",
    roster({ unlisted: ["gcp/b", "gcp/a"] }),
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

const enrolled: readonly LedgerVector[] = [
  broken(
    "L8",
    "enrolled",
    "an enrolled scope without a chain is not among the scopes",
    onSeal(ONE, "s0", (plan) => ({
      ...plan,
      roster: { enrolled: [AWS, AZURE], excluded: [], found: [], unlisted: [] },
    })),
  ),
];

const BOTH: Plan = onSeal({ ...ONE, enrolled: [AWS, AZURE] }, "s0", (plan) => ({
  ...plan,
  failed: { [AZURE]: "denied: subscriptions/read" },
}));
/** s1 of the next run, with another roster. */
const rostered = (members: JsonObject): Plan =>
  followedBy(
    BOTH,
    ...TWO.steps.slice(2).map((step) =>
      step.is === "seal"
        ? {
            ...step,
            failed: { [AZURE]: "denied: subscriptions/read" },
            roster: { enrolled: [AWS], excluded: [], found: [], unlisted: [], ...members },
          }
        : step,
    ),
  );

const shrinking: readonly LedgerVector[] = [
  broken("L8", "shrunk", "a scope that was enrolled is neither enrolled nor excluded", rostered({})),
  valid("excluded", "a scope that was enrolled is excluded", rostered(excluded(AZURE))),
];

/** a0 and its seal, in the slot of this time under this schedule. */
const slotted = (slot: string, schedule: JsonObject | null, more: Partial<SealPlan> = {}): Plan => {
  const documents = schedule === null ? ONE.documents : { ...ONE.documents, schedule };
  const run = given({ ...ONE, documents }, "a0", "run-opened", { trigger: "slot", slot });
  return onSeal(run, "s0", (plan) => ({ ...plan, slot, ...more }));
};

const silent = seal("s1", "none", at("10:02"));

const observing: readonly LedgerVector[] = [
  broken("L9", "off-grid", "a seal is in a slot that its schedule has not", slotted(at("09:00:30"), HOURLY)),
  broken("L9", "before-the-schedule", "a seal is in a slot before its schedule begins", slotted(at("08:00"), HOURLY)),
  broken("L9", "on-demand", "a seal is in a slot and its schedule has none", slotted(at("09:00"), ON_DEMAND)),
  broken("L9", "no-schedule", "a seal is in a slot and names no schedule", slotted(at("09:00"), null)),
  broken(
    "L9",
    "observed-without-segment",
    "a scope was observed, and no segment of the run is listed",
    scope((each) => ({ ...each, view: "observed" }), followedBy(ONE, silent), "s1"),
  ),
  broken(
    "L9",
    "observed-by-another-run",
    "a scope was observed, and only a segment of another run is listed",
    scope(
      (each) => ({ ...each, view: "observed" }),
      onSeal(ONE, "s0", (plan) => ({ ...plan, run: "run-other" })),
    ),
  ),
  broken(
    "L9",
    "silent-with-segment",
    "a scope was silent, and a segment of the run is listed",
    scope((each) => ({ ...each, view: "silent" })),
  ),
  broken(
    "L9",
    "other-trigger",
    "a segment of the seal's run has another trigger",
    given(slotted(at("09:00"), HOURLY), "a0", "run-opened", { trigger: "manual", slot: null }),
    { now: at("09:10") },
  ),
  broken(
    "L9",
    "other-slot",
    "a segment of the seal's run has another slot",
    given(slotted(at("09:00"), HOURLY), "a0", "run-opened", { slot: at("10:00") }),
    { now: at("09:10") },
  ),
  valid(
    "observed-before",
    "a scope was observed by a segment of the run that an earlier seal lists",
    scope((each) => ({ ...each, view: "observed" }), followedBy(ONE, { ...silent, run: "run-a0" }), "s1"),
  ),
  valid(
    "window-observed-before",
    "the first seal of a window observed a scope by a segment that an earlier seal lists",
    scope((each) => ({ ...each, view: "observed" }), followedBy(ONE, { ...silent, run: "run-a0" }), "s1"),
    { from: at("10:00") },
  ),
  valid("slot", "a seal is in a slot of its schedule, and so is its run", slotted(at("09:00"), HOURLY), {
    now: at("09:10"),
  }),
];

export const seals: readonly LedgerVector[] = [...members, ...enrolled, ...shrinking, ...observing];
