// R4: what observations and contexts say, new and restated.
import { given, lacking, lie, records, saying } from "../forge/edit.ts";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import type { Draft, Plan } from "../forge/plan.ts";
import { AGAIN, at, AWS, BUCKETS, DATA, followedBy, ONE, seal, segment, TESTS_2 } from "../forge/small.ts";
import {
  closed,
  complete,
  context,
  coverage,
  departure,
  judged,
  observation,
  opened,
  restatements,
} from "../forge/statements.ts";
import { broken, type LedgerVector, valid } from "./vector.ts";

export const TENANT = "entra/7a000000-0000-4000-8000-000000000007";
export const USERS = "users@global";
const SHARED_USERS = `${TENANT}#${USERS}`;

/** One full segment with a bucket and a user of the tenant. */
export const SHARED: Plan = records(ONE, "a0", () => [
  opened({ extent: "full" }),
  restatements,
  context(TENANT, "user/7", USERS, { projection: { mfa: true } }),
  observation(DATA, BUCKETS, [judged("encrypted", "pass"), judged("logged", "pass")]),
  coverage([complete(BUCKETS, at("09:00:50")), complete(SHARED_USERS, at("09:00:50"))]),
  closed(),
]);

const says = (name: string, what: string, members: JsonObject): LedgerVector =>
  broken("R4", name, what, lie(SHARED, "a0", "observation", saying(members)));
const saysTrue = (name: string, what: string, members: JsonObject): LedgerVector =>
  broken("R4", name, what, given(SHARED, "a0", "observation", members));
const ofContext = (name: string, what: string, members: JsonObject): LedgerVector =>
  broken("R4", `context-${name}`, what, given(SHARED, "a0", "context", members));

/** The second full segment of a0's buckets, its first restatement changed. */
const restating = (members: JsonObject): Plan =>
  records(followedBy(ONE, AGAIN, seal("s1", "a1", at("10:02"))), "a1", (drafts) =>
    drafts.map((draft) =>
      "restate" in draft
        ? {
            restate: true,
            lie: ([first, ...rest]: readonly Draft[]) => [
              { ...(first as Draft), body: { ...first?.body, ...members } },
              ...rest,
            ],
          }
        : draft,
    ),
  );

export const observations: readonly LedgerVector[] = [
  broken("R4", "no-since", "an observation has no since", lie(SHARED, "a0", "observation", lacking("since"))),
  says("region", "a region is a number", { region: 1 }),
  says("labels", "a label is a number", { labels: { team: 7 } }),
  says("projection", "a projection is a list", { projection: [] }),
  says("restated", "restated is neither true nor false", { restated: "no" }),
  says("no-data-time", "a new observation has no dataTime", { dataTime: null }),
  saysTrue("key-empty", "a key is empty", { key: "" }),
  ofContext("from-provider", "a context is from a scope whose provider is no word", {
    from: "Oracle/7",
    key: "Oracle/7#user/7",
    unit: `Oracle/7#${USERS}`,
  }),
  ofContext("tests", "the tests of a context are not those in force", { tests: "7".repeat(64) }),
  broken(
    "R9",
    "observation",
    "a dataTime is more than 120 s later than the run",
    given(SHARED, "a0", "observation", { dataTime: at("09:03:01") }),
  ),
  broken(
    "R9",
    "context",
    "the dataTime of a context is more than 120 s later than the run",
    given(SHARED, "a0", "context", { dataTime: at("09:03:01") }),
  ),
  saysTrue("source-null", "a new observation has no source", { source: null }),
  saysTrue("source", "the source is not one of run-opened", { source: "other" }),
  saysTrue("tests", "the tests are not those in force", { tests: "7".repeat(64) }),
  broken(
    "R4",
    "findings-unsorted",
    "findings are not sorted by check",
    lie(SHARED, "a0", "observation", (body) => ({
      ...body,
      findings: (body["findings"] as JsonObject[]).toReversed(),
    })),
  ),
  saysTrue("finding-twice", "a check has two findings", {
    findings: [judged("encrypted", "pass"), judged("encrypted", "pass")],
  }),
  broken("R4", "restated-with-source", "a restatement has a source", restating({ source: "config" })),
  broken("R4", "restated-with-data-time", "a restatement has a dataTime", restating({ dataTime: at("10:00:50") })),
  broken(
    "R4",
    "context-from-nowhere",
    "a context does not say where it is from",
    lie(SHARED, "a0", "context", lacking("from")),
  ),
  ofContext("key", "the key of a context does not begin with the scope it is from", { key: "user/7" }),
  ofContext("unit", "the unit of a context does not begin with the scope it is from", { unit: BUCKETS }),
  broken(
    "R4",
    "context-of-itself",
    "a context is from the scope that it stands in",
    records(SHARED, "a0", (drafts) => [
      ...drafts.slice(0, 2),
      context(AWS, "user/7", USERS),
      ...drafts.slice(3, 4),
      coverage([complete(BUCKETS, at("09:00:50")), complete(`${AWS}#${USERS}`, at("09:00:50"))]),
      closed(),
    ]),
  ),
  valid("context", "a context stands in state and is not population", SHARED),
  valid(
    "context-departs",
    "everything of a context unit that was asked for was read, and one of its entries departs",
    followedBy(
      SHARED,
      segment("a1", at("10:01"), [
        opened(),
        departure(`${TENANT}#user/7`, "gone"),
        coverage([complete(BUCKETS, at("10:00:50")), complete(SHARED_USERS, at("10:00:50"))]),
        closed(),
      ]),
      seal("s1", "a1", at("10:02")),
    ),
  ),
  valid(
    "context-restated",
    "a context is restated under other tests than those under which it was read",
    followedBy(
      SHARED,
      segment(
        "a1",
        at("10:01"),
        [
          opened({ extent: "full" }),
          restatements,
          coverage([complete(BUCKETS, at("10:00:50")), complete(SHARED_USERS, at("10:00:50"))]),
          closed(),
        ],
        { documents: { tests: TESTS_2 } },
      ),
      seal("s1", "a1", at("10:02")),
    ),
  ),
  valid(
    "restated-under-other-tests",
    "a restatement keeps the tests under which the projection was read",
    given(
      { ...followedBy(ONE, { ...AGAIN, documents: { tests: TESTS_2 } }, seal("s1", "a1", at("10:02"))) },
      "a1",
      "run-opened",
      {},
    ),
  ),
];
