// Reads trails of CloudTrail, as DescribeTrails tells them.
import { z } from "zod";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { awsKeyFromArn } from "../../../../evidence-schema/keys/resource-key.ts";
import { hasNull, isRecord, withoutNulls } from "../../../json-shape.ts";

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Trail.html */
const Answer = z.object({
  trailList: z.array(
    z.object({
      Name: z.string(),
      TrailARN: z.string(),
      HomeRegion: z.string().optional(),
      S3BucketName: z.string().optional(),
      S3KeyPrefix: z.string().optional(),
      IncludeGlobalServiceEvents: z.boolean().optional(),
      IsMultiRegionTrail: z.boolean().optional(),
      IsOrganizationTrail: z.boolean().optional(),
      LogFileValidationEnabled: z.boolean().optional(),
      HasCustomEventSelectors: z.boolean().optional(),
      CloudWatchLogsLogGroupArn: z.string().optional(),
      KmsKeyId: z.string().optional(),
    }),
  ),
});

/** The switches that checks ask of a trail. */
const SWITCHES = [
  "IncludeGlobalServiceEvents",
  "IsMultiRegionTrail",
  "IsOrganizationTrail",
  "LogFileValidationEnabled",
];

export const TRAIL = "AWS::CloudTrail::Trail";

/** Key, name and body of each trail; undefined where the answer has another shape. Throws RangeError on what is no ARN. */
export function trailsIn(answer: Json) {
  const parsed = Answer.safeParse(withoutNulls(answer));
  if (!parsed.success) return undefined;
  const told = isRecord(answer) ? (answer["trailList"] as readonly Json[]) : [];
  if (told.some((trail) => hasNull(trail, SWITCHES))) return undefined;
  return parsed.data.trailList.map((trail) => ({
    key: awsKeyFromArn(trail.TrailARN),
    name: trail.Name,
    body: trail,
  }));
}
