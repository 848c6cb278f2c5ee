// S5: what was last held of a check, and what a new finding is against it.
import { lie, records } from "../forge/edit.ts";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import type { Draft, Plan } from "../forge/plan.ts";
import { at, BUCKETS, DATA, followedBy, LOGS, ONE, seal, segment, TESTS_2, TESTS_DIRECT } from "../forge/small.ts";
import {
  closed,
  complete,
  coverage,
  departure,
  finding,
  incomplete,
  judged,
  observation,
  opened,
  restatements,
} from "../forge/statements.ts";
import { broken, type LedgerVector, valid } from "./vector.ts";

const whole = (hour: string): Draft => coverage([complete(BUCKETS, at(`${hour}:00:50`))]);
const at0 = (seq: number): JsonObject => ({ gen: 0, seq });

/** What is held, after a pass by the usual version and lanes unless told otherwise. */
const held = (as: string, opened: JsonObject | null, body: JsonObject = {}): JsonObject => ({
  as,
  outcome: "pass",
  version: "1-0",
  lanes: "config",
  opened,
  ...body,
});
const nothing = (as: string): JsonObject => held(as, null, { outcome: null, version: null, lanes: null });

/** One bucket with one finding in the first segment, at seq 1. */
const first = (judgement: JsonObject, covering = whole("09")): Plan => observed([judgement], covering);

const observed = (findings: readonly JsonObject[], covering = whole("09")): Plan =>
  records(ONE, "a0", () => [
    opened({ extent: "full" }),
    restatements,
    observation(DATA, BUCKETS, findings),
    covering,
    closed(),
  ]);

/** The same, then a delta of these records, the first at seq 5. */
const later = (plan: Plan, ...drafts: readonly Draft[]): Plan =>
  followedBy(
    plan,
    segment("a1", at("10:01"), [opened(), ...drafts, whole("10"), closed()]),
    seal("s1", "a1", at("10:02")),
  );

/** A full segment under other tests after the plan's, its first record after one restatement at seq 7. */
const rejudged = (plan: Plan, ...drafts: readonly Draft[]): Plan => retested(TESTS_2, plan, ...drafts);
const byOtherLanes = (plan: Plan, ...drafts: readonly Draft[]): Plan => retested(TESTS_DIRECT, plan, ...drafts);

const retested = (tests: JsonObject, plan: Plan, ...drafts: readonly Draft[]): Plan =>
  followedBy(
    plan,
    segment("a1", at("10:01"), [opened({ extent: "full" }), restatements, ...drafts, whole("10"), closed()], {
      documents: { tests },
    }),
    seal("s1", "a1", at("10:02")),
  );

const PASSED = first(judged("encrypted", "pass"));
const FAILED = first(judged("encrypted", "fail"));
const UNREAD = first(judged("encrypted", "indeterminate"));
const now = (outcome: string, body: JsonObject = {}): Draft => finding(DATA, judged("encrypted", outcome, body));
const says = (name: string, what: string, plan: Plan): LedgerVector => broken("S5", name, what, plan);

const appearing = (body: JsonObject): Draft => observation(LOGS, BUCKETS, [judged("encrypted", "pass", body)]);
const seenAgain = (...findings: readonly JsonObject[]): Draft => observation(DATA, BUCKETS, findings);
const replacing = (body: JsonObject): readonly Draft[] => [
  departure(DATA, "replaced"),
  observation(DATA, BUCKETS, [judged("encrypted", "pass", body)], { incarnation: "2" }),
];

const NEVER_WHOLE = first(judged("encrypted", "pass"), coverage([incomplete(BUCKETS, { seen: [DATA] })]));

export const transitions: readonly LedgerVector[] = [
  says(
    "baseline-unsaid",
    "the first finding of a first entry has no transition",
    first(judged("encrypted", "pass", { transition: null })),
  ),
  says(
    "first-as-appeared",
    "an entry of a unit that was never complete appeared",
    first(judged("encrypted", "pass", { held: held("appeared", at0(1)), transition: "appeared" })),
  ),
  says(
    "appeared-as-baseline",
    "a new entry of a unit that was complete is baseline",
    later(PASSED, appearing({ held: held("baseline", at0(5)), transition: "baseline" })),
  ),
  says(
    "late-baseline-as-appeared",
    "a new entry of a unit that was only ever read in part appeared",
    later(NEVER_WHOLE, appearing({ held: held("appeared", at0(5)), transition: "appeared" })),
  ),
  says(
    "new-check-as-appeared",
    "a new check on an entry that was there appeared",
    later(PASSED, finding(DATA, judged("logged", "pass", { held: held("appeared", at0(5)), transition: "appeared" }))),
  ),
  says(
    "replaced-as-baseline",
    "another incarnation in a unit that was complete is baseline",
    later(PASSED, ...replacing({ held: held("baseline", at0(6)), transition: "baseline" })),
  ),
  says(
    "replaced-keeps-held",
    "another incarnation goes on with what was held of the one before",
    later(PASSED, ...replacing({ held: held("baseline", at0(1)), transition: null })),
  ),
  says("drift-unsaid", "a pass became a fail and no drift is said", later(PASSED, now("fail", { transition: null }))),
  says(
    "drift-as-rejudged",
    "a pass became a fail under the same version and lanes, and is rejudged",
    later(PASSED, now("fail", { transition: "rejudged" })),
  ),
  says(
    "recovered-unsaid",
    "a fail became a pass and nothing is said",
    later(FAILED, now("pass", { transition: null })),
  ),
  says("recovered-as-drift", "a fail became a pass and drifted", later(FAILED, now("pass", { transition: "drift" }))),
  says(
    "version-as-drift",
    "a pass became a fail under another version, and drifted",
    rejudged(PASSED, now("fail", { transition: "drift" })),
  ),
  says(
    "lanes-as-recovered",
    "a fail became a pass by other lanes, and recovered",
    byOtherLanes(FAILED, now("pass", { transition: "recovered" })),
  ),
  says(
    "rejudged-without-change",
    "an equal outcome under another version is rejudged",
    rejudged(PASSED, now("pass", { transition: "rejudged" })),
  ),
  says(
    "drift-to-not-applicable",
    "a pass became not-applicable and drifted",
    later(PASSED, now("not-applicable", { transition: "drift" })),
  ),
  says(
    "opened-moves",
    "held is opened again by an equal outcome",
    later(PASSED, now("pass", { held: held("baseline", at0(5)) })),
  ),
  says(
    "opened-stays",
    "held is not opened by the record that changed it",
    later(PASSED, now("fail", { held: held("baseline", at0(1), { outcome: "fail" }) })),
  ),
  says(
    "version-stays",
    "held keeps the version before an equal outcome",
    rejudged(PASSED, now("pass", { held: held("baseline", at0(1)) })),
  ),
  says(
    "lanes-stay",
    "held keeps the lanes before an equal outcome",
    byOtherLanes(PASSED, now("pass", { held: held("baseline", at0(1)) })),
  ),
  says(
    "indeterminate-forgets",
    "what was held is forgotten where nothing could be read",
    later(PASSED, now("indeterminate", { held: nothing("baseline") })),
  ),
  says(
    "indeterminate-has-transition",
    "an indeterminate outcome has a transition",
    later(PASSED, now("indeterminate", { transition: "drift" })),
  ),
  says(
    "unread-is-baseline",
    "a first indeterminate outcome is baseline",
    first(judged("encrypted", "indeterminate", { transition: "baseline" })),
  ),
  says(
    "first-answer-as-drift",
    "the first determinate outcome is a fail and drifted",
    later(UNREAD, now("fail", { transition: "drift" })),
  ),
  says(
    "first-answer-as-appeared",
    "the first determinate outcome of a baseline entry appeared",
    later(UNREAD, now("fail", { transition: "appeared", held: held("appeared", at0(5), { outcome: "fail" }) })),
  ),
  valid(
    "transitions",
    "an entry of each transition",
    followedBy(
      later(
        first(judged("encrypted", "fail")),
        appearing({}),
        now("pass"),
        finding(LOGS, judged("encrypted", "fail")),
        finding(DATA, judged("logged", "pass")),
      ),
      segment(
        "a2",
        at("11:01"),
        [
          opened({ extent: "full" }),
          restatements,
          finding(LOGS, judged("encrypted", "pass")),
          finding(LOGS, judged("encrypted", "not-applicable")),
          finding(LOGS, judged("encrypted", "indeterminate")),
          whole("11"),
          closed(),
        ],
        { documents: { tests: TESTS_2 } },
      ),
      seal("s2", "a2", at("11:02")),
    ),
  ),
  valid(
    "unknown-member-of-held",
    "what is held has a member that nobody knows, and the next finding of the check has not",
    later(
      lie(PASSED, "a0", "observation", (body) => ({
        ...body,
        findings: (body["findings"] as JsonObject[]).map((each) => ({
          ...each,
          held: { ...(each["held"] as JsonObject), since: "then" },
        })),
      })),
      seenAgain(judged("encrypted", "fail")),
    ),
  ),
  says(
    "omitted-check",
    "a new observation has no finding of a check that the entry has one of",
    later(observed([judged("encrypted", "pass"), judged("logged", "pass")]), seenAgain(judged("encrypted", "pass"))),
  ),
  says("omitted-findings", "a new observation of an entry has no findings any more", later(PASSED, seenAgain())),
];
