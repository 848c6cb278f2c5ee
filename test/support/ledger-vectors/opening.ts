// R2: what run-opened says of the run.
import type { JsonObject } from "../../../evidence-schema/record.ts";
import { given, lacking, lie, onSegment, records } from "../forge/edit.ts";
import type { Plan } from "../forge/plan.ts";
import { AGAIN, at, BUCKETS, ONE, seal, TESTS_2, followedBy, TWO } from "../forge/small.ts";
import { closed, complete, CONFIG, coverage, opened } from "../forge/statements.ts";
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
