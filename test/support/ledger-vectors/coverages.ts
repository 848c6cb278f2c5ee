// R6 and R7: what was asked and answered, and that everything in state and everything new is covered.
import { given, lacking, lie, records } from "../forge/edit.ts";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import type { Draft, Plan } from "../forge/plan.ts";
import { at, BUCKETS, DATA, LOGS, ONE, seal, segment, followedBy, TWO } from "../forge/small.ts";
import {
  closed,
  complete,
  CONFIG,
  context,
  coverage,
  incomplete,
  judged,
  observation,
  opened,
} from "../forge/statements.ts";
import { TENANT, USERS } from "./observations.ts";
import { broken, type LedgerVector, valid } from "./vector.ts";

const VOLUMES = "AWS::EC2::Volume@eu-west-1";
const whole = complete(BUCKETS, at("09:00:50"));
const OLD = "AWS::S3::Bucket@us-east-1";
const partly = (body: JsonObject): JsonObject => incomplete(VOLUMES, body);
const asked = (key: string): JsonObject => ({ key, unit: BUCKETS, dataTime: at("09:00:50") });
const problem: JsonObject = { code: "throttled", detail: "ListBuckets" };

/** a0 with this coverage of its one source; no entry lies in what breaks the rule. */
const covered = (name: string, what: string, units: readonly JsonObject[], answers: JsonObject = {}): LedgerVector =>
  broken(
    "R6",
    name,
    what,
    records(ONE, "a0", (drafts) =>
      drafts.map((draft) => ("type" in draft && draft.type === "coverage" ? coverage(units, answers) : draft)),
    ),
  );

const rowSays = (name: string, what: string, members: JsonObject): LedgerVector =>
  broken(
    "R6",
    name,
    what,
    lie(ONE, "a0", "coverage", (body) => ({
      ...body,
      units: (body["units"] as JsonObject[]).map((row) => ({ ...row, ...members })),
    })),
  );

/** a0 and a delta with other records. */
const delta = (...drafts: readonly Draft[]): Plan => records(TWO, "a1", () => [opened(), ...drafts, closed()]);

const again = observation(DATA, BUCKETS, [judged("encrypted", "pass")], { projection: { sse: true } });
const unread = delta(coverage([incomplete(BUCKETS)]));

/** A run that read no bucket, and an event batch after it. */
const event = (...drafts: readonly Draft[]): Plan =>
  followedBy(
    unread,
    segment("a2", at("11:01"), [opened({ trigger: "event" }), ...drafts, closed()]),
    seal("s2", "a2", at("11:02")),
  );

export const coverages: readonly LedgerVector[] = [
  broken(
    "R6",
    "no-pages",
    "a row has no pages",
    lie(ONE, "a0", "coverage", (body) => ({
      ...body,
      units: (body["units"] as JsonObject[]).map(lacking("pages")),
    })),
  ),
  broken("R6", "no-asked", "a coverage has no asked", lie(ONE, "a0", "coverage", lacking("asked"))),
  rowSays("problem-of-complete", "a complete unit has a problem", { problem }),
  rowSays("complete-without-time", "a complete unit has no dataTime", { dataTime: null }),
  rowSays("seen-of-complete", "a complete unit says what was seen", { seen: [] }),
  rowSays("unseen-of-complete", "a complete unit says what was not seen", { unseen: "all" }),
  rowSays("listed", "listed is negative", { listed: -1 }),
  rowSays("pages", "pages is a string", { pages: "1" }),
  rowSays("server", "server is a number", { server: 1 }),
  covered("no-problem-of-incomplete", "an incomplete unit has no problem", [
    partly({ problem: null, unseen: "all" }),
    whole,
  ]),
  covered("problem-code", "the code of a problem is no word", [
    partly({ problem: { code: "Slow", detail: "" }, unseen: "all" }),
    whole,
  ]),
  covered("problem-detail", "the detail of a problem is null", [
    partly({ problem: { code: "slow", detail: null }, unseen: "all" }),
    whole,
  ]),
  covered("seen-empty", "a key that was seen is empty", [partly({ seen: [""] }), whole]),
  covered("listed-less-than-observed", "a complete unit observed more keys than it listed", [
    { ...whole, listed: 2, observed: 3 },
  ]),
  covered("expected", "a second source counted less than nothing", [{ ...whole, expected: -1 }]),
  covered("neither", "an incomplete unit says neither what was seen nor what was not", [partly({}), whole]),
  covered("both", "an incomplete unit says both what was seen and what was not", [
    partly({ seen: [], unseen: "all" }),
    whole,
  ]),
  covered("seen-unsorted", "the keys seen are not sorted", [partly({ seen: ["b", "a"] }), whole]),
  covered("unseen-unsorted", "the keys not seen are not sorted", [partly({ unseen: ["b", "a"] }), whole]),
  covered("unseen", "unseen is neither all nor a list", [partly({ unseen: "some" }), whole]),
  covered("units-unsorted", "units are not sorted", [whole, partly({ unseen: "all" })]),
  covered("unit-twice", "a unit has two rows in one coverage", [whole, whole]),
  covered("seen-answers-unsorted", "the answers are not sorted by key", [whole], { seen: [asked(LOGS), asked(DATA)] }),
  covered("not-found-unsorted", "the keys not found are not sorted", [whole], { notFound: [asked("b"), asked("a")] }),
  covered("asked-twice", "a key was asked for once and has two answers", [whole], {
    seen: [asked(DATA)],
    failed: [{ ...asked(DATA), problem }],
  }),
  broken(
    "R6",
    "asked-of-two-sources",
    "two sources have an answer for one key",
    records(ONE, "a0", (drafts) => [
      ...drafts.slice(0, -2),
      coverage([whole], { seen: [asked(DATA)] }),
      coverage([], { failed: [{ ...asked(DATA), problem }] }, "none"),
      closed(),
    ]),
  ),
  broken(
    "R9",
    "row",
    "the dataTime of a row is more than 120 s later than the run",
    given(ONE, "a0", "coverage", { units: [complete(BUCKETS, at("09:03:01"))] }),
  ),
  broken(
    "R9",
    "answer",
    "the dataTime of an answer is more than 120 s later than the run",
    given(ONE, "a0", "coverage", {
      units: [whole],
      asked: { seen: [{ ...asked(DATA), dataTime: at("09:03:01") }], notFound: [], failed: [] },
    }),
  ),
  covered("answer-without-time", "an answer has no dataTime", [whole], {
    failed: [{ ...asked("a"), dataTime: null, problem }],
  }),
  broken(
    "R6",
    "none-complete",
    "a unit that nobody was asked for is complete",
    records(ONE, "a0", (drafts) => [
      ...drafts.slice(0, -1),
      coverage([complete(VOLUMES, at("09:00:50"))], {}, "none"),
      closed(),
    ]),
  ),
  broken(
    "R6",
    "none-seen",
    "a key that nobody was asked for is seen",
    records(ONE, "a0", (drafts) => [
      ...drafts.slice(0, -1),
      coverage([], { seen: [{ ...asked("a"), unit: VOLUMES }] }, "none"),
      closed(),
    ]),
  ),
  broken(
    "R6",
    "none-sees-all",
    "of a unit that nobody was asked for no key is unseen",
    records(ONE, "a0", (drafts) => [...drafts.slice(0, -1), coverage([partly({ unseen: [] })], {}, "none"), closed()]),
  ),
  broken(
    "R6",
    "none-sees-one",
    "a unit that nobody was asked for sees a key",
    records(ONE, "a0", (drafts) => [...drafts.slice(0, -1), coverage([partly({ seen: ["a"] })], {}, "none"), closed()]),
  ),
  broken(
    "R6",
    "none-not-found",
    "a key that nobody was asked for is not found",
    records(ONE, "a0", (drafts) => [
      ...drafts.slice(0, -1),
      coverage([], { notFound: [{ ...asked("a"), unit: VOLUMES }] }, "none"),
      closed(),
    ]),
  ),
  covered("failed-without-problem", "a failed answer has no problem", [whole], { failed: [asked("a")] }),
  covered("answer-without-unit", "an answer names no unit", [whole], {
    notFound: [{ key: "a", dataTime: at("09:00:50") }],
  }),
  broken(
    "R6",
    "code-point-order",
    "units are sorted by code points and not by UTF-16 code units",
    given(ONE, "a0", "coverage", {
      units: [whole, complete("\ufb33@x", at("09:00:50")), complete("\u{1f600}@x", at("09:00:50"))],
    }),
  ),
  broken(
    "R6",
    "unit-of-two-sources",
    "a unit stands in the coverage of two sources",
    records(ONE, "a0", (drafts) => [
      ...drafts.slice(0, -2),
      coverage([whole]),
      coverage([incomplete(BUCKETS)], {}, "none"),
      closed(),
    ]),
  ),
  broken(
    "R7",
    "no-row",
    "a run has no row for a unit in which an entry lies, and which is not planned",
    followedBy(
      records(ONE, "a0", (drafts) => [
        ...drafts.slice(0, -2),
        observation("arn:aws:s3:::acme-old", OLD, [judged("encrypted", "pass")]),
        coverage([whole, complete(OLD, at("09:00:50"))]),
        closed(),
      ]),
      ...TWO.steps.slice(2),
    ),
  ),
  broken(
    "R7",
    "observed-less-than-entries",
    "a complete unit observed fewer keys than entries lie in it",
    delta(coverage([complete(BUCKETS, at("10:00:50"), { listed: 2, observed: 1 })])),
  ),
  broken(
    "R7",
    "event-observed-less-than-entries",
    "an event batch read a unit completely, and observed fewer keys than entries lie in it",
    event(coverage([complete(BUCKETS, at("11:00:50"), { listed: 2, observed: 1 })])),
  ),
  valid(
    "observed-and-asked",
    "a complete unit did not observe a key that was asked for by name",
    delta(coverage([complete(BUCKETS, at("10:00:50"), { listed: 2, observed: 1 })], { seen: [asked(DATA)] })),
  ),
  valid(
    "expected",
    "a second source counted another number of keys",
    delta(coverage([complete(BUCKETS, at("10:00:50"), { expected: 3 })])),
  ),
  broken(
    "R7",
    "observed-unseen",
    "a new observation is of a key that the unit did not see",
    delta(again, coverage([incomplete(BUCKETS, { seen: [LOGS] })])),
  ),
  broken(
    "R7",
    "observed-and-failed",
    "a new observation is of a key that was asked for and failed",
    delta(again, coverage([complete(BUCKETS, at("10:00:50"))], { failed: [{ ...asked(DATA), problem }] })),
  ),
  broken(
    "R7",
    "context-unread",
    "a new context is of a unit that has no complete row",
    delta(
      context(TENANT, "user/7", USERS),
      coverage([complete(BUCKETS, at("10:00:50")), incomplete(`${TENANT}#${USERS}`)]),
    ),
  ),
  broken(
    "R7",
    "event-unasked",
    "an event batch observes a key that nobody asked for, in a unit that was not read",
    event(again, coverage([])),
  ),
  valid(
    "event",
    "an event batch observes a key that was asked for by name, in a unit that was not read",
    event(again, coverage([], { seen: [asked(DATA)] })),
  ),
  valid(
    "event-rereads-a-unit",
    "an event batch reads a unit again and observes a key in it",
    event(again, coverage([incomplete(BUCKETS, { unseen: [LOGS] })])),
  ),
  valid(
    "utf16-order",
    "units are sorted by UTF-16 code units",
    given(ONE, "a0", "coverage", {
      units: [whole, complete("\u{1f600}@x", at("09:00:50")), complete("\ufb33@x", at("09:00:50"))],
    }),
  ),
  valid(
    "two-sources",
    "each source has its coverage, one of them of no unit",
    records(TWO, "a1", () => [
      opened({ sources: [{ ...CONFIG, source: "s3" }, CONFIG] }),
      coverage([], {}, "s3"),
      coverage([complete(BUCKETS, at("10:00:50"))]),
      closed(),
    ]),
  ),
];
