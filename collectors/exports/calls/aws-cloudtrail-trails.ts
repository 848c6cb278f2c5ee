/** Trails of CloudTrail that log an account, as `aws cloudtrail describe-trails` tells them in each region, shadows of trails of other regions and of the organization included. */
import { z } from "zod";
import { awsKeyFromArn } from "../../../evidence-schema/resource-key.ts";
import { oneCall } from "./call.ts";

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

export const awsCloudTrailTrails = oneCall({
  provider: "aws",
  lane: "aws-cloudtrail-trails",
  scopeId: /^\d{12}$/,
  type: "AWS::CloudTrail::Trail",
  global: true,
  items(answer) {
    const parsed = Answer.safeParse(answer);
    if (!parsed.success) return undefined;
    return parsed.data.trailList.map((trail) => ({
      key: awsKeyFromArn(trail.TrailARN),
      name: trail.Name,
      body: trail,
    }));
  },
  exports(account, types, regions) {
    const source = `aws-${account}-cloudtrail-trails`;
    const command = `aws cloudtrail describe-trails in ${regions.join(", ")}`;
    const run = ["aws_cloudtrail_trails", account, ...regions];
    return [{ source, types, regions: [], file: `${source}.json`, command, run }];
  },
});
