// The AWS account of the estate: buckets, volumes and a trail, read by two sources, and the event batch between two runs.
import { sha256Hex } from "../../../evidence-schema/bytes/digest.ts";
import { canonicalLine } from "../../../evidence-schema/bytes/canonical.ts";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import type { SegmentPlan } from "./plan.ts";
import { ESTATE_TESTS_2 } from "./estate-tests.ts";
import { at, AWS, BUCKETS, DATA, LOGS, runOf, segment } from "./small.ts";
import {
  closed,
  complete,
  CONFIG,
  coverage,
  departure,
  finding,
  incomplete,
  judged,
  observation,
  opened,
  restatements,
} from "./statements.ts";

const VOLUMES = "AWS::EC2::Volume@eu-west-1";
const TRAILS = "AWS::CloudTrail::Trail@eu-west-1";
const DATABASES = "AWS::RDS::DBInstance@eu-west-1";
const TRAIL = "arn:aws:cloudtrail:eu-west-1:111111111111:trail/main";
const volume = (n: number): string => `arn:aws:ec2:eu-west-1:111111111111:volume/vol-${n}`;

const queries = sha256Hex(canonicalLine({ v: 1, kind: "queries" }));
const S3: JsonObject = { ...CONFIG, source: "s3", lane: "direct", query: queries, atomic: false, lagSeconds: 60 };
const sources = [CONFIG, S3];

const run = (name: string, hour: string, records: SegmentPlan["records"], extent = "delta"): SegmentPlan =>
  segment(
    name,
    at(`${hour}:01`),
    [opened({ trigger: "slot", slot: at(`${hour}:00`), extent, sources }), ...records, closed()],
    {
      run: runOf(hour),
      scope: AWS,
    },
  );

const unplanned = coverage(
  [incomplete(DATABASES, { problem: { code: "not-planned", detail: "left the plan" }, unseen: "all" })],
  {},
  "none",
);
const byTrail = { relied: { keys: [TRAIL], units: [] } };
const byAbsence = { relied: { keys: [], units: [TRAILS] } };

const FIRST = run(
  "a0",
  "09",
  [
    restatements,
    observation(DATA, BUCKETS, [judged("encrypted", "fail"), judged("logged", "fail", byAbsence)], {
      name: "acme-data",
      createdAt: "2024-05-01T00:00:00Z",
      labels: { team: "data" },
      projection: { sse: false },
      source: "s3",
    }),
    observation(LOGS, BUCKETS, [judged("encrypted", "pass"), judged("logged", "pass", byTrail)], { source: "s3" }),
    observation(TRAIL, TRAILS, []),
    observation(volume(1), VOLUMES, [judged("encrypted", "not-applicable")]),
    observation(volume(2), VOLUMES, [judged("encrypted", "indeterminate")]),
    coverage([
      complete(TRAILS, at("09:00")),
      complete(VOLUMES, at("09:00"), { first: "req-1", last: "req-2", server: "AmazonEC2" }),
    ]),
    coverage([complete(BUCKETS, at("09:00:30"))], {}, "s3"),
    unplanned,
  ],
  "full",
);

const SECOND = run("a1", "10", [
  departure(volume(1), "gone"),
  observation(DATA, BUCKETS, [judged("encrypted", "pass"), judged("logged", "fail", byAbsence)], {
    projection: { sse: true },
    source: "s3",
  }),
  finding(LOGS, judged("logged", "fail", byAbsence)),
  coverage([complete(TRAILS, at("10:00")), complete(VOLUMES, at("10:00"))]),
  coverage([incomplete(BUCKETS, { seen: [DATA], dataTime: at("10:00:30") })], {}, "s3"),
]);

const asked = (key: string, unit: string): JsonObject => ({ key, unit, dataTime: at("10:30") });

const EVENT = segment(
  "a2",
  at("10:31"),
  [
    opened({ trigger: "event", asOf: at("10:30"), sources }),
    departure(volume(2), "not-found"),
    observation(volume(3), VOLUMES, [judged("encrypted", "fail")]),
    coverage([complete(TRAILS, at("10:30"))], {
      seen: [asked(volume(3), VOLUMES)],
      notFound: [asked(volume(2), VOLUMES)],
    }),
    coverage(
      [],
      { failed: [{ ...asked(DATA, BUCKETS), problem: { code: "throttled", detail: "GetBucketEncryption" } }] },
      "s3",
    ),
    closed(),
  ],
  { run: "event-1" },
);

const THIRD = run("a3", "11", [
  departure(DATA, "replaced"),
  observation(DATA, BUCKETS, [judged("encrypted", "fail")], { incarnation: "2", source: "s3" }),
  coverage([complete(TRAILS, at("11:00")), incomplete(VOLUMES, { unseen: [volume(9)], dataTime: at("11:00") })]),
  coverage([complete(BUCKETS, at("11:00:30"))], {}, "s3"),
]);

const AGAIN: SegmentPlan = {
  ...run(
    "a4",
    "12",
    [
      restatements,
      finding(DATA, judged("encrypted", "pass")),
      observation(LOGS, BUCKETS, [judged("encrypted", "pass"), judged("logged", "fail", byAbsence)], { source: "s3" }),
      { type: "note", body: { text: "a kind of record that this version does not know" } },
      coverage([complete(TRAILS, at("12:00")), complete(VOLUMES, at("12:00"))]),
      coverage([complete(BUCKETS, at("12:00:30"))], {}, "s3"),
    ],
    "full",
  ),
  documents: { tests: ESTATE_TESTS_2 },
};

const QUIET: SegmentPlan = {
  ...run("a5", "13", [
    coverage([complete(TRAILS, at("13:00")), complete(VOLUMES, at("13:00"))]),
    coverage([complete(BUCKETS, at("13:00:30"))], {}, "s3"),
  ]),
  documents: { tests: ESTATE_TESTS_2 },
};

export const AWS_STEPS: readonly SegmentPlan[] = [FIRST, SECOND, EVENT, THIRD, AGAIN, QUIET];
