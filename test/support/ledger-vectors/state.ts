// S1 to S4: the root, since, restatements and units.
import { canonicalLine } from "../../../evidence-schema/canonical.ts";
import { sha256Hex } from "../../../evidence-schema/digest.ts";
import { given, onSegment, records } from "../forge/edit.ts";
import type { JsonObject } from "../../../evidence-schema/record.ts";
import type { Draft, Plan } from "../forge/plan.ts";
import { AGAIN, at, BUCKETS, DATA, LOGS, ONE, seal, segment, TESTS_2, followedBy, TWO } from "../forge/small.ts";
import {
  closed,
  complete,
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
const TESTS_2_DIGEST = sha256Hex(canonicalLine(TESTS_2));

const data = (projection: JsonObject, body: JsonObject): Draft =>
  observation(DATA, BUCKETS, [judged("encrypted", "fail")], { projection, ...body });

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
  valid("since", "since is kept where a resource is read again unchanged", delta(data({ sse: false }, {}))),
];

const FULL: Plan = followedBy(ONE, AGAIN, seal("s1", "a1", at("10:02")));

/** The first restatement of a1 with other members. */
const restating = (name: string, what: string, change: (body: JsonObject) => JsonObject, plan = FULL): LedgerVector =>
  broken(
    "S3",
    name,
    what,
    records(plan, "a1", (drafts) =>
      drafts.map((draft) =>
        "restate" in draft
          ? {
              restate: true,
              lie: ([first, ...rest]: readonly Draft[]) => [
                { ...(first as Draft), body: change((first as Draft).body) },
                ...rest,
              ],
            }
          : draft,
      ),
    ),
  );

const saying = (name: string, what: string, members: JsonObject): LedgerVector =>
  restating(name, what, (body) => ({ ...body, ...members }));

const findingsOf =
  (change: (finding: JsonObject) => JsonObject) =>
  (body: JsonObject): JsonObject => ({
    ...body,
    findings: (body["findings"] as JsonObject[]).map(change),
  });

const restatements: readonly LedgerVector[] = [
  saying("projection", "a restatement has another projection", { projection: { sse: true } }),
  saying("incarnation", "a restatement has another incarnation", { incarnation: "2" }),
  saying("unit", "a restatement has another unit", { unit: "AWS::S3::Bucket@us-east-1" }),
  saying("region", "a restatement has another region", { region: null }),
  saying("labels", "a restatement has another label", { labels: { team: "data" } }),
  saying("since", "a restatement has another since", { since: at("10:01") }),
  saying("no-findings", "a restatement leaves a finding out", { findings: [] }),
  restating(
    "tests",
    "a restatement has the new tests",
    (body) => ({ ...body, tests: TESTS_2_DIGEST }),
    onSegment(FULL, "a1", (plan) => ({ ...plan, documents: { tests: TESTS_2 } })),
  ),
  restating(
    "outcome",
    "a restatement has another outcome",
    findingsOf((each) => ({ ...each, outcome: "pass" })),
  ),
  restating(
    "because",
    "a restatement gives another reason",
    findingsOf((each) => ({ ...each, because: "so" })),
  ),
  restating(
    "opened",
    "a restatement's held was opened by another record",
    findingsOf((each) => ({ ...each, held: { ...(each["held"] as JsonObject), opened: { gen: 0, seq: 2 } } })),
  ),
  restating(
    "held-as",
    "a restatement's held began otherwise",
    findingsOf((each) => ({ ...each, held: { ...(each["held"] as JsonObject), as: "appeared" } })),
  ),
  restating(
    "transition",
    "a restatement has a transition",
    findingsOf((each) => ({ ...each, transition: "baseline" })),
  ),
  restating("of-nothing", "a restatement is of a key that is not in state", (body) => ({
    ...body,
    key: "arn:aws:s3:::acme-a",
  })),
];

const units = (name: string, what: string, members: readonly JsonObject[]): LedgerVector =>
  broken("S4", name, what, given(FULL, "a1", "run-opened", { units: members }));

const known: JsonObject = { unit: BUCKETS, ever: true, dataTime: at("09:00:50") };

const unitStates: readonly LedgerVector[] = [
  broken(
    "S4",
    "in-the-first",
    "the first segment of a chain knows a unit",
    given(ONE, "a0", "run-opened", { units: [known] }),
  ),
  units("missing", "a unit that was read is not named", []),
  units("more", "a unit is named that was never read", [known, { unit: "b@x", ever: false, dataTime: null }]),
  units("ever", "a unit that was complete is said never to have been", [{ ...known, ever: false }]),
  units("data-time", "a unit has another dataTime than its latest", [{ ...known, dataTime: at("09:00:40") }]),
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

export const state: readonly LedgerVector[] = [...roots, ...sinces, ...restatements, ...unitStates];
