// R11 and W9: a run asks all that is planned, and looks at it anew; and what of that need not be so.
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { regional, rosterOf, testsOf } from "../forge/documents.ts";
import { onSegment, records } from "../forge/edit.ts";
import type { Plan, SegmentPlan } from "../forge/plan.ts";
import {
  at,
  AWS,
  BUCKET_EVALUATOR,
  BUCKETS,
  DATA,
  followedBy,
  HOURLY,
  ONE,
  runOf,
  seal,
  segment,
  TESTS,
  TWO,
} from "../forge/small.ts";
import {
  closed,
  complete,
  coverage,
  incomplete,
  judged,
  observation,
  opened,
  restatements,
} from "../forge/statements.ts";
import { slotted } from "./slots.ts";
import { broken, incomplete as lacks, type LedgerVector, valid } from "./vector.ts";

const VOLUMES = "AWS::EC2::Volume@eu-west-1";
const USERS = "AWS::IAM::User@global";
const TYPES = testsOf(
  {
    encrypted: [BUCKET_EVALUATOR, regional("aws", "AWS::EC2::Volume")],
    rotated: [{ provider: "aws", type: "AWS::IAM::User", global: true }],
  },
  1,
);

/** One segment with a row of each of these units, and a bucket that was read. */
const rows = (units: readonly JsonObject[], tests = TYPES): Plan => ({
  ...records(ONE, "a0", () => [
    opened({ extent: "full" }),
    restatements,
    observation(DATA, BUCKETS, [judged("encrypted", "pass")]),
    coverage(units),
    closed(),
  ]),
  documents: { tests },
});
const [buckets, volumes, users] = [BUCKETS, VOLUMES, USERS].map((unit) => complete(unit, at("09:00:50"))) as [
  JsonObject,
  JsonObject,
  JsonObject,
];

const RELATED = testsOf(
  { encrypted: [{ ...BUCKET_EVALUATOR, related: [{ provider: "aws", type: "AWS::IAM::User", global: true }] }] },
  1,
);
/** Buckets are judged in scopes of these kinds, and volumes in folders alone, for which buckets of organizations are read. */
const kinds = (...of: readonly string[]): JsonObject =>
  testsOf(
    {
      encrypted: [
        { ...BUCKET_EVALUATOR, kinds: of },
        {
          ...regional("aws", "AWS::EC2::Volume"),
          kinds: ["folders"],
          related: [{ ...regional("aws", "AWS::EBS::Snapshot"), kind: "organizations" }],
        },
      ],
    },
    1,
  );
/** The run of one segment, made of a scope that encloses others. */
const of = (scope: string, plan: Plan): Plan => ({
  ...onSegment(plan, "a0", (segment) => ({ ...segment, scope })),
  enrolled: [scope],
  regions: { [scope]: ["eu-west-1"] },
});
const SNAPSHOTS = complete("AWS::EBS::Snapshot@eu-west-1", at("09:00:50"));
const FOLDER = "aws/folders/1";
const ORGANIZATION = "aws/organizations/1";

const unnamed = (roster: JsonObject | null): Plan =>
  onSegment(ONE, "a0", (plan) => ({ ...plan, documents: { roster } }));
const TWO_REGIONS = { [AWS]: ["eu-west-1", "us-east-1"] };
const OLD = "AWS::S3::Bucket@us-east-1";

const planned: readonly LedgerVector[] = [
  broken("R11", "no-row", "a run has no row of a unit that is planned", rows([volumes, buckets])),
  broken(
    "R11",
    "no-global-row",
    "a run has rows of a type in each region, and the type is global",
    rows([volumes, complete("AWS::IAM::User@eu-west-1", at("09:00:50")), buckets]),
  ),
  broken("R11", "no-row-of-related", "a run has no row of a type that a check relies on", rows([buckets], RELATED)),
  broken("R11", "no-row-of-a-region", "a run has no row of a region in which the scope is enrolled", {
    ...ONE,
    regions: TWO_REGIONS,
  }),
  broken(
    "R11",
    "nothing-read",
    "a run has no source and no row",
    records(TWO, "a1", () => [opened({ sources: [] }), closed()]),
  ),
  broken("R11", "no-roster", "a run names no roster", unnamed(null)),
  broken(
    "R11",
    "not-enrolled",
    "a run is of a scope that its roster does not enrol",
    unnamed(rosterOf(["aws/222222222222"])),
  ),
  broken(
    "R11",
    "in-window",
    "a window has no full segment, and a run in it has no row of a unit that is planned",
    records(TWO, "a1", () => [opened({ sources: [] }), closed()]),
    { from: at("10:00") },
  ),
  valid("planned", "a run has a row of every unit that is planned", rows([volumes, users, buckets])),
  valid("planned-related", "a run has a row of every type that a check relies on", rows([users, buckets], RELATED)),
  broken(
    "R11",
    "no-row-of-a-kind",
    "a run of a folder has no row of a type that is judged in folders",
    of(FOLDER, rows([buckets], kinds("", "folders"))),
  ),
  broken(
    "R11",
    "no-row-above",
    "a run of an organization has no row of a type that is read there for folders",
    of(ORGANIZATION, rows([buckets], kinds("", "organizations"))),
  ),
  valid(
    "planned-in-a-kind",
    "a run of a folder has a row of every type that is judged in folders, and none of what is read above them",
    of(FOLDER, rows([volumes, buckets], kinds("", "folders"))),
  ),
  valid(
    "planned-above",
    "a run of an organization has a row of a type that is read there for folders, and none of what is judged in folders",
    of(ORGANIZATION, rows([SNAPSHOTS, buckets], kinds("", "organizations"))),
  ),
  valid("planned-in-others", "a run has no row of a type that is judged in folders alone", rows([buckets], kinds(""))),
  valid("more-than-planned", "a run has a row of a unit that is not planned", rows([users, buckets], TESTS)),
  valid(
    "event-asks-less",
    "an event batch has no row",
    records(TWO, "a1", () => [opened({ trigger: "event" }), coverage([]), closed()]),
  ),
  valid(
    "event-without-roster",
    "an event batch names no roster",
    onSegment(
      records(TWO, "a1", () => [opened({ trigger: "event" }), coverage([]), closed()]),
      "a1",
      (plan) => ({ ...plan, documents: { roster: null } }),
    ),
  ),
  valid("no-region", "a scope is enrolled without a region, and a run has no row", {
    ...records(ONE, "a0", () => [opened({ extent: "full" }), restatements, coverage([]), closed()]),
    regions: { [AWS]: [] },
  }),
  valid(
    "all-denied",
    "nothing of a scope could be read",
    records(TWO, "a1", () => [
      opened(),
      coverage([
        incomplete(BUCKETS, { problem: { code: "denied", detail: "config:ListDiscoveredResources" }, unseen: "all" }),
      ]),
      closed(),
    ]),
  ),
  valid("region-removed", "a region is read no more, and its entries are left with a row that nobody was asked for", {
    ...followedBy(
      records(ONE, "a0", (drafts) => [
        ...drafts.slice(0, -2),
        observation("arn:aws:s3:::acme-old", OLD, [judged("encrypted", "pass")]),
        coverage([buckets, complete(OLD, at("09:00:50"))]),
        closed(),
      ]),
      segment(
        "a1",
        at("10:01"),
        [
          opened(),
          coverage([complete(BUCKETS, at("10:00:50"))]),
          coverage(
            [incomplete(OLD, { problem: { code: "not-planned", detail: "left the plan" }, unseen: "all" })],
            {},
            "none",
          ),
          closed(),
        ],
        { documents: { roster: rosterOf([AWS]) } },
      ),
      seal("s1", "a1", at("10:02"), { documents: { roster: rosterOf([AWS]) } }),
    ),
    regions: TWO_REGIONS,
  }),
];

/** A full run of 9 o'clock, and a delta of 10 o'clock with these rows. */
function slots(units: readonly JsonObject[], tests = TESTS, first: readonly JsonObject[] = [buckets]): Plan {
  const run = (name: string, hour: string, records: SegmentPlan["records"], extent: string): SegmentPlan =>
    segment(
      name,
      at(`${hour}:01`),
      [opened({ trigger: "slot", slot: at(`${hour}:00`), extent }), ...records, closed()],
      {
        run: runOf(hour),
      },
    );
  return {
    ...ONE,
    documents: { tests, schedule: HOURLY },
    steps: [
      run(
        "a0",
        "09",
        [restatements, observation(DATA, BUCKETS, [judged("encrypted", "pass")]), coverage(first)],
        "full",
      ),
      slotted("s0", "09"),
      run("a1", "10", [coverage(units)], "delta"),
      slotted("s1", "10"),
    ],
  };
}

const at1010 = { now: at("10:10") };
const old = complete(BUCKETS, at("08:59:59"));
const USER_TESTS = testsOf(
  { encrypted: [BUCKET_EVALUATOR], rotated: [{ provider: "aws", type: "AWS::IAM::User", global: true }] },
  1,
);

const fresh: readonly LedgerVector[] = [
  lacks(
    "W9",
    "all-older-than-the-slot-before",
    "no row of a slot's run is as new as the slot before",
    slots([old]),
    at1010,
  ),
  lacks(
    "W9",
    "incomplete-and-old",
    "the newest row of a slot's run is incomplete and older than the slot before",
    slots([incomplete(BUCKETS, { dataTime: at("08:59:59"), unseen: "all" })]),
    at1010,
  ),
  lacks("W9", "in-window", "in a window no row of a slot's run is as new as the slot before", slots([old]), {
    from: at("10:00"),
    ...at1010,
  }),
  valid(
    "as-new-as-the-slot-before",
    "the newest row of a slot's run is as new as the slot before",
    slots([complete(BUCKETS, at("09:00"))]),
    at1010,
  ),
  valid(
    "credential-report-of-four-hours",
    "one row of a slot's run is four hours old, and another is new",
    slots([complete(USERS, at("06:00")), complete(BUCKETS, at("10:00:50"))], USER_TESTS, [users, buckets]),
    at1010,
  ),
  valid("rows-without-time", "no row of a slot's run has a time", slots([incomplete(BUCKETS)]), at1010),
  valid(
    "old-by-hand",
    "a run by hand has no row as new as an hour ago",
    records(TWO, "a1", () => [opened(), coverage([complete(BUCKETS, at("08:00"))]), closed()]),
  ),
];

/** A slow unit is read in every other run; in between it has the row of its last reading. */
const slow = slots([complete(USERS, at("09:00:50")), complete(BUCKETS, at("10:00:50"))], USER_TESTS, [users, buckets]);

export const plans: readonly LedgerVector[] = [
  ...planned,
  ...fresh,
  valid("slow-unit", "a unit is read in every other run, and has the row of its last reading in between", slow, at1010),
];
