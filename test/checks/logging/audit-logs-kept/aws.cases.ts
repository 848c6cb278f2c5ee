// Cases of the check that audit logs are kept: AWS.
import type { Cases } from "../../cases.ts";
import { lifecycleCases } from "./lifecycle.cases.ts";
import { bucket, buckets, none, ofOrganization, retained, rule, toGroup, trail } from "./trail.ts";

export const cases: Cases = {
  "aws AWS::CloudTrail::Trail": {
    cases: [
      {
        name: "a bucket without rules",
        slice: trail(),
        related: buckets(),
        expect: "pass",
        because: "no lifecycle rule of the trail's bucket deletes log files younger than 365 days",
        facts: { bucket: "unlimited" },
      },
      {
        name: "a bucket without a lifecycle configuration",
        slice: trail(),
        related: { buckets: { rows: [{ Name: "logs", VersioningConfiguration: {} }] } },
        expect: "pass",
        facts: { bucket: "unlimited" },
      },
      {
        name: "a bucket of which nothing but its name was read",
        slice: trail(),
        related: { buckets: { rows: [{ Name: "logs" }] } },
        expect: "indeterminate",
        because: "the answer from AWS lacks the lifecycle rules of the trail's bucket",
      },
      ...lifecycleCases,
      {
        name: "a log group whose events never expire",
        slice: toGroup,
        related: { buckets: bucket(rule()), logGroups: retained(null) },
        expect: "pass",
        because: "the retention of the trail's log group is at least 365 days",
        facts: { logGroup: "unlimited" },
      },
      {
        name: "a log group that keeps long enough",
        slice: toGroup,
        related: { buckets: bucket(rule()), logGroups: retained(400) },
        expect: "pass",
        facts: { logGroup: 400 },
      },
      {
        name: "neither bucket nor log group",
        slice: toGroup,
        related: { buckets: bucket(rule()), logGroups: retained(14) },
        expect: "fail",
        facts: { bucket: 90, logGroup: 14 },
      },
      {
        name: "a bucket that does not, and a log group of which nothing is known",
        slice: toGroup,
        related: { buckets: bucket(rule()), logGroups: none },
        expect: "indeterminate",
        because: "the trail's log group is not among the log groups that were read in this account",
      },
      {
        name: "a bucket that does, and a log group that could not be read",
        slice: toGroup,
        related: { buckets: bucket(), logGroups: { rows: [], complete: false } },
        expect: "pass",
      },
      {
        name: "buckets that could not be read, and a log group that keeps long enough",
        slice: toGroup,
        related: { buckets: { rows: [], complete: false }, logGroups: retained(400) },
        expect: "pass",
      },
      {
        name: "buckets that could not be read, and a log group that does not",
        slice: toGroup,
        related: {
          buckets: { rows: [], complete: false, problem: { code: "not-recorded", detail: "AWS::S3::Bucket" } },
          logGroups: retained(14),
        },
        expect: "indeterminate",
        problem: "not-recorded",
      },
      {
        name: "a bucket of another account",
        slice: trail(),
        related: { buckets: none },
        expect: "indeterminate",
        because: "the trail's bucket is not among the buckets that were read in this account",
        problem: "not-seen",
      },
      {
        name: "a trail of the organization, whose bucket is judged elsewhere",
        slice: ofOrganization({ CloudWatchLogsLogGroupArn: "arn:aws:logs:eu-central-1:999900001111:log-group:all:*" }),
        related: { buckets: none, logGroups: none },
        parameters: { centralBuckets: ["logs"] },
        expect: "not-applicable",
      },
      ...[{ IsOrganizationTrail: false }, {}].map((members) => ({
        name: `a trail of one account that delivers to a central bucket (${JSON.stringify(members)})`,
        slice: trail(members),
        related: { buckets: none, logGroups: none },
        parameters: { centralBuckets: ["logs"] },
        expect: "indeterminate" as const,
        because:
          "the trail is no organization trail, so that the account of its central bucket (centralBuckets) does not see it",
        problem: "not-supported" as const,
      })),
      {
        name: "a trail of one account that delivers to a central bucket, and a log group that keeps long enough",
        slice: toGroup,
        related: { buckets: none, logGroups: retained(400) },
        parameters: { centralBuckets: ["logs"] },
        expect: "pass",
      },
      {
        name: "a central bucket, in its own account",
        slice: ofOrganization(),
        related: buckets(rule()),
        parameters: { centralBuckets: ["logs"] },
        expect: "fail",
      },
      {
        name: "a trail without a bucket",
        slice: { TrailARN: "x" },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
