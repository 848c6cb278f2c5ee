// R2: what run-opened says of the run.
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { given, lacking, lie, onSeal, onSegment, records } from "../forge/edit.ts";
import type { Plan } from "../forge/plan.ts";
import { AGAIN, at, BUCKETS, followedBy, HOURLY, ONE, runOf, seal, TESTS_2, TWO } from "../forge/small.ts";
import { BY, closed, complete, CONFIG, coverage, opened } from "../forge/statements.ts";
import { broken, type LedgerVector, valid } from "./vector.ts";

const says = (name: string, what: string, members: JsonObject): LedgerVector =>
  broken(
    "R2",
    name,
    what,
    lie(ONE, "a0", "run-opened", (body) => ({ ...body, ...members })),
  );

const source = (name: string, what: string, members: JsonObject): LedgerVector =>
  says(name, what, { sources: [{ ...CONFIG, ...members }] });

const read = coverage([complete(BUCKETS, at("10:00:50"))]);
const underOtherTests = (plan: Plan): Plan =>
  onSegment(plan, "a1", (segment) => ({ ...segment, documents: { tests: TESTS_2 } }));

/** a0 and its seal by hand, then a1 and its seal in the slot of an hour. */
const slotted = (hour: string): Plan => {
  const run = given({ ...TWO, documents: { ...TWO.documents, schedule: HOURLY } }, "a1", "run-opened", {
    trigger: "slot",
    slot: at(`${hour}:00`),
  });
  return onSeal(
    onSegment(run, "a1", (plan) => ({ ...plan, run: runOf(hour) })),
    "s1",
    (plan) => ({ ...plan, run: runOf(hour), slot: at(`${hour}:00`) }),
  );
};

export const opening: readonly LedgerVector[] = [
  broken("R2", "no-as-of", "run-opened has no asOf", lie(ONE, "a0", "run-opened", lacking("asOf"))),
  broken(
    "R2",
    "units-of-delta",
    "a delta names units",
    lie(TWO, "a1", "run-opened", (body) => ({ ...body, units: [] })),
  ),
  says("restarts-in-gen-0", "the first segment of a chain restarts", {
    restarts: { gen: 0, seq: -1, head: "0".repeat(64), abandoned: [], reason: "none", principal: "role/operator" },
  }),
  says("restarts-null", "a segment of gen 0 has restarts null", { restarts: null }),
  broken(
    "R9",
    "as-of",
    "asOf is more than 120 s later than the run",
    given(ONE, "a0", "run-opened", { asOf: at("09:03:01") }),
  ),
  broken("R2", "no-units", "a full segment has no units", lie(ONE, "a0", "run-opened", lacking("units"))),
  says("trigger", "the trigger is none", { trigger: "cron" }),
  says("slot-missing", "the trigger is slot and there is no slot", { trigger: "slot" }),
  says("slot-of-manual", "the trigger is manual and there is a slot", { slot: at("09:00") }),
  says("extent", "the extent is neither full nor delta", { extent: "partial" }),
  says("tests-null", "no tests are in force", { documents: { tests: null } }),
  broken(
    "R2",
    "document",
    "a document is not named by a digest",
    lie(ONE, "a0", "run-opened", (body) => ({
      ...body,
      documents: { ...(body["documents"] as JsonObject), controls: "latest" },
    })),
  ),
  source("principal-empty", "the principal of a source is empty", { principal: "" }),
  source("lane-null", "the lane of a source is null", { lane: null }),
  source("endpoint-null", "the endpoint of a source is null", { endpoint: null }),
  says("by-code", "the code that ran is named by no digest", { by: { ...BY, code: null } }),
  says("by-software", "the software that ran has no name", { by: { ...BY, software: "" } }),
  broken(
    "R2",
    "run-of-another-slot",
    "the run of a segment is that of another slot",
    given(slotted("10"), "a1", "run-opened", { slot: at("09:00") }),
  ),
  broken(
    "R2",
    "slot-by-hand",
    "the run of a slot has another id than that of its slot",
    onSegment(slotted("10"), "a1", (plan) => ({ ...plan, run: "run-a1" })),
  ),
  broken(
    "R2",
    "hand-by-slot",
    "a run by hand has the id of the run of a slot",
    onSegment(TWO, "a1", (plan) => ({ ...plan, run: runOf("10") })),
  ),
  source("source-none", "a source has the name none", { source: "none" }),
  source("source-empty", "a source has an empty name", { source: "" }),
  source("query", "a query is not a digest", { query: "select *" }),
  source("atomic", "atomic is not a boolean", { atomic: "yes" }),
  source("lag", "lagSeconds is negative", { lagSeconds: -1 }),
  broken(
    "R2",
    "no-lane",
    "a source has no lane",
    lie(ONE, "a0", "run-opened", (body) => ({ ...body, sources: [lacking("lane")(CONFIG)] })),
  ),
  broken(
    "R2",
    "source-twice",
    "two sources have one name",
    records(TWO, "a1", () => [opened({ sources: [CONFIG, CONFIG] }), read, coverage([]), closed()]),
  ),
  broken(
    "R2",
    "first-delta",
    "the first segment of a chain is a delta",
    given(ONE, "a0", "run-opened", { extent: "delta" }),
  ),
  broken("R2", "tests-changed", "a delta is under other tests than the segment before", underOtherTests(TWO)),
  broken(
    "R2",
    "event-full",
    "an event batch is full",
    given(followedBy(ONE, AGAIN, seal("s1", "a1", at("10:02"))), "a1", "run-opened", { trigger: "event" }),
  ),
  broken(
    "R2",
    "event-tests",
    "an event batch is under other tests than the segment before",
    underOtherTests(given(TWO, "a1", "run-opened", { trigger: "event" })),
  ),
  valid("as-of-early", "asOf is 120 s later than the run", given(ONE, "a0", "run-opened", { asOf: at("09:03") })),
  valid(
    "tests-changed",
    "a full segment is under other tests than the segment before",
    underOtherTests(followedBy(ONE, AGAIN, seal("s1", "a1", at("10:02")))),
  ),
];
