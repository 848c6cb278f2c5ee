// S1, S2 and S4: the root, since and units.
import { given, records } from "../forge/edit.ts";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import type { Draft, Plan } from "../forge/plan.ts";
import { AGAIN, at, BUCKETS, DATA, LOGS, ONE, seal, segment, followedBy, TWO } from "../forge/small.ts";
import {
  closed,
  complete,
  CONFIG,
  context,
  coverage,
  departure,
  finding,
  judged,
  observation,
  opened,
} from "../forge/statements.ts";
import { SHARED, TENANT, USERS } from "./observations.ts";
import { broken, type LedgerVector, valid } from "./vector.ts";

const whole = coverage([complete(BUCKETS, at("10:00:50"))]);
const delta = (...drafts: readonly Draft[]): Plan => records(TWO, "a1", () => [opened(), ...drafts, whole, closed()]);
const OTHER = "0".repeat(64);

const data = (projection: JsonObject, body: JsonObject): Draft =>
  observation(DATA, BUCKETS, [judged("encrypted", "fail")], { projection, ...body });

const ELSEWHERE = "AWS::S3::Bucket@us-east-1";
const moved = (body: JsonObject): Plan =>
  records(TWO, "a1", () => [
    opened(),
    data({ sse: false }, { unit: ELSEWHERE, ...body }),
    coverage([complete(BUCKETS, at("10:00:50")), complete(ELSEWHERE, at("10:00:50"))]),
    closed(),
  ]);

const roots: readonly LedgerVector[] = [
  broken(
    "S1",
    "first",
    "the root of the first segment is none of its state",
    given(ONE, "a0", "run-closed", { root: OTHER }),
  ),
  broken("S1", "delta", "the root of a delta is none of its state", given(TWO, "a1", "run-closed", { root: OTHER })),
];

const sinces: readonly LedgerVector[] = [
  broken(
    "S2",
    "of-a-new-entry",
    "since of a new entry is before its dataTime",
    given(ONE, "a0", "observation", { since: at("08:00") }),
  ),
  broken(
    "S2",
    "kept",
    "since is kept though the projection changed",
    delta(data({ sse: true }, { since: at("09:01") })),
  ),
  broken(
    "S2",
    "moved",
    "since moves though the projection did not change",
    delta(data({ sse: false }, { since: at("10:01") })),
  ),
  broken(
    "S2",
    "of-another-incarnation",
    "since is that of another incarnation",
    delta(departure(DATA, "replaced"), data({ sse: false }, { incarnation: "2", since: at("09:01") })),
  ),
  broken(
    "S2",
    "context",
    "since of a context moves though its projection did not change",
    followedBy(
      SHARED,
      segment("a1", at("10:01"), [
        opened(),
        context(TENANT, "user/7", USERS, { projection: { mfa: true }, since: at("10:01") }),
        coverage([complete(BUCKETS, at("10:00:50")), complete(`${TENANT}#${USERS}`, at("10:00:50"))]),
        closed(),
      ]),
      seal("s1", "a1", at("10:02")),
    ),
  ),
  broken(
    "S2",
    "of-another-unit",
    "since is kept though the resource lies in another unit",
    moved({ since: at("09:01") }),
  ),
  valid("moved", "a resource moves to another unit with the projection that it had", moved({})),
  valid("since", "since is kept where a resource is read again unchanged", delta(data({ sse: false }, {}))),
];

const FULL: Plan = followedBy(ONE, AGAIN, seal("s1", "a1", at("10:02")));

const units = (name: string, what: string, members: readonly JsonObject[]): LedgerVector =>
  broken("S4", name, what, given(FULL, "a1", "run-opened", { units: members }));

const known: JsonObject = { unit: BUCKETS, ever: true, listed: at("09:00:50"), named: null };

/** A key was asked for by name after its unit was listed. */
const ASKED = given(FULL, "a0", "coverage", {
  asked: { seen: [{ key: DATA, unit: BUCKETS, dataTime: at("09:00:55") }], notFound: [], failed: [] },
});

const LAGGING = given(FULL, "a0", "run-opened", { sources: [{ ...CONFIG, lagSeconds: 60 }] });

const unitStates: readonly LedgerVector[] = [
  broken(
    "S4",
    "in-the-first",
    "the first segment of a chain knows a unit",
    given(ONE, "a0", "run-opened", { units: [known] }),
  ),
  units("missing", "a unit that was read is not named", []),
  units("more", "a unit is named that was never read", [
    known,
    { unit: "b@x", ever: false, listed: null, named: null },
  ]),
  units("ever", "a unit that was complete is said never to have been", [{ ...known, ever: false }]),
  units("listed", "a unit was listed at another time than the latest of its rows", [
    { ...known, listed: at("09:00:40") },
  ]),
  units("named", "a unit of which no key was asked for has a time of answers", [{ ...known, named: at("09:00:50") }]),
  broken(
    "S4",
    "answer-as-listing",
    "an answer by name counts as a listing of its unit",
    given(ASKED, "a1", "run-opened", { units: [{ ...known, listed: at("09:00:55"), named: at("09:00:55") }] }),
  ),
  broken(
    "S4",
    "lag",
    "the time of a unit is not that of its row less the lag of its source",
    given(LAGGING, "a1", "run-opened", { units: [known] }),
  ),
  valid("lag", "the time of a unit is that of its row less the lag of its source", LAGGING),
  valid("named", "a unit has the time of its rows and that of its answers by name", ASKED),
  valid("full-again", "a second full segment restates every entry and unit", FULL),
  valid(
    "full-after-changes",
    "a full segment restates what deltas changed",
    followedBy(
      records(TWO, "a1", () => [
        opened(),
        departure(LOGS, "gone"),
        finding(DATA, judged("encrypted", "pass")),
        whole,
        closed(),
      ]),
      { ...AGAIN, name: "a2", run: "run-a2", time: at("11:01") },
      seal("s2", "a2", at("11:02")),
    ),
  ),
];

export const state: readonly LedgerVector[] = [...roots, ...sinces, ...unitStates];
