// Judges trails of CloudTrail: the bucket or the log group to which a trail delivers has to keep what it gets.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { defineEvaluator, fail, indeterminate, notApplicable, pass, relation, type Question } from "../../kernel.ts";
import { expiryOf, Lifecycle, placeOf, type Expiry } from "./lifecycle.ts";
import type { Parameters } from "./parameters.ts";

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Trail.html */
const Trail = z.object({
  TrailARN: z.string(),
  S3BucketName: z.string(),
  S3KeyPrefix: z.string().optional(),
  IsOrganizationTrail: z.boolean().optional(),
  CloudWatchLogsLogGroupArn: z.string().optional(),
});
type Trail = z.infer<typeof Trail>;

const related = {
  buckets: relation({
    type: "AWS::S3::Bucket",
    within: "scope",
    global: false,
    // AWS Config leaves LifecycleConfiguration out where a bucket has none. The versioning shows that it was looked for,
    // which every item has in which Config recorded more than the bucket itself.
    reads: z.object({
      Name: z.string(),
      LifecycleConfiguration: Lifecycle.optional(),
      VersioningConfiguration: z.object({ Status: z.string().optional() }).optional(),
    }),
    on: (row) => [row.Name],
  }),
  logGroups: relation({
    type: "AWS::Logs::LogGroup",
    within: "scope",
    global: false,
    // Without RetentionInDays events never expire.
    // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html
    reads: z.object({ Arn: z.string(), RetentionInDays: z.int().optional() }),
    on: (row) => [row.Arn],
  }),
};
type AskRelated = Question<Parameters, typeof related>["related"];

/** The period that a destination is known to keep logs, in days, null for ever; or the reason why the period is not known. */
type Kept = { readonly expiry: Expiry } | { readonly unread: Problem };

const notInAnswer = (detail: string): Kept => ({ unread: { code: "not-in-answer", detail } });
const notSupported = (detail: string): Kept => ({ unread: { code: "not-supported", detail } });
const notSeen = (detail: string): Kept => ({ unread: { code: "not-seen", detail } });

function keptByBucket(trail: Trail, days: number, { buckets }: AskRelated): Kept | "elsewhere" {
  const answer = buckets(trail.S3BucketName).find(() => true);
  if (answer.is === "unknown") return { unread: answer.problem };
  if (answer.is === "none") return "elsewhere";
  const { LifecycleConfiguration, VersioningConfiguration } = answer.row;
  if (LifecycleConfiguration === undefined && VersioningConfiguration === undefined) {
    return notInAnswer("the answer from AWS lacks the lifecycle rules of the trail's bucket");
  }
  const account = trail.TrailARN.split(":")[4] ?? "";
  const place = placeOf(trail.S3KeyPrefix ?? "", account, trail.IsOrganizationTrail ?? false);
  const rules = LifecycleConfiguration?.Rules ?? [];
  const { all, some } = expiryOf(rules, place, VersioningConfiguration?.Status === "Enabled");
  if (VersioningConfiguration === undefined && !lasts(all, days) && lasts(expiryOf(rules, place, true).all, days)) {
    return notInAnswer(
      "the answer from AWS lacks the versioning of the trail's bucket, which decides how long files stay",
    );
  }
  if (lasts(all, days) && !lasts(some, days)) {
    return notSupported(
      "a lifecycle rule of the trail's bucket deletes objects by tag or size, and Tidemark does not read tags or sizes",
    );
  }
  return { expiry: all };
}

function keptByLogGroup({ CloudWatchLogsLogGroupArn = "" }: Trail, { logGroups }: AskRelated): Kept | "none" {
  if (CloudWatchLogsLogGroupArn === "") return "none";
  // A trail names its log group with ":*" at the end, which stands for all its streams.
  const answer = logGroups(CloudWatchLogsLogGroupArn.replace(/:\*$/, "")).find(() => true);
  if (answer.is === "unknown") return { unread: answer.problem };
  if (answer.is === "none")
    return notSeen("the trail's log group is not among the log groups that were read in this account");
  return { expiry: answer.row.RetentionInDays ?? null };
}

const lasts = (expiry: Expiry, days: number): boolean => expiry === null || (expiry !== "date" && expiry >= days);

const inWords = (expiry: Expiry): number | string => expiry ?? "unlimited";

export const aws = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::CloudTrail::Trail",
  global: true,
  reads: Trail,
  related,
  evaluate(trail, { related: ask, parameters: { days, centralBuckets } }: Question<Parameters, typeof related>) {
    const bucket = keptByBucket(trail, days, ask);
    if (typeof bucket === "object" && "expiry" in bucket && lasts(bucket.expiry, days)) {
      return pass(`no lifecycle rule of the trail's bucket deletes log files younger than ${days} days`, {
        bucket: inWords(bucket.expiry),
      });
    }
    const group = keptByLogGroup(trail, ask);
    if (typeof group === "object" && "expiry" in group && lasts(group.expiry, days)) {
      return pass(`the retention of the trail's log group is at least ${days} days`, {
        logGroup: inWords(group.expiry),
      });
    }
    if (bucket === "elsewhere") {
      if (centralBuckets.includes(trail.S3BucketName)) {
        // Another account sees an organization trail alone: DescribeTrails lists trails of the account, and shadows of
        // those of its organization. https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DescribeTrails.html
        if (trail.IsOrganizationTrail === true) {
          return notApplicable(
            "the organization trail delivers to a central bucket (centralBuckets), and is judged in the account of that bucket",
          );
        }
        const detail =
          "the trail is no organization trail, so that the account of its central bucket (centralBuckets) does not see it";
        return indeterminate({ code: "not-supported", detail });
      }
      const detail = "the trail's bucket is not among the buckets that were read in this account";
      return indeterminate({ code: "not-seen", detail });
    }
    if ("unread" in bucket) return indeterminate(bucket.unread);
    if (typeof group === "object" && "unread" in group) return indeterminate(group.unread);
    const facts = { bucket: inWords(bucket.expiry), logGroup: group === "none" ? null : inWords(group.expiry) };
    return fail(
      `lifecycle rules of the trail's bucket delete log files younger than ${days} days, and no log group keeps events as long`,
      facts,
    );
  },
});
