// S3: a restatement says what is in state, member by member.
import { canonicalLine } from "../../../evidence-schema/bytes/canonical.ts";
import { sha256Hex } from "../../../evidence-schema/bytes/digest.ts";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { onSegment, records } from "../forge/edit.ts";
import type { Draft, Plan } from "../forge/plan.ts";
import { AGAIN, at, followedBy, ONE, seal, TESTS_2 } from "../forge/small.ts";
import { broken, type LedgerVector } from "./vector.ts";

const TESTS_2_DIGEST = sha256Hex(canonicalLine(TESTS_2));
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

export const restatements: readonly LedgerVector[] = [
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
