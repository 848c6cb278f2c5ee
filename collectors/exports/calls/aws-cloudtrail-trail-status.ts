/** Whether a trail of CloudTrail is logging and delivers, as `aws cloudtrail get-trail-status` tells it. */
import { z } from "zod";
import { awsKeyFromArn, syntheticKey } from "../../../evidence-schema/resource-key.ts";
import { callEach } from "./call.ts";

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html. Times of deliveries change by the minute and stay here. */
const Answer = z.object({ IsLogging: z.boolean(), LatestDeliveryError: z.string().optional() });

export const awsCloudTrailTrailStatus = callEach({
  provider: "aws",
  lane: "aws-cloudtrail-trail-status",
  scopeId: /^\d{12}$/,
  type: "Tidemark::CloudTrail::TrailStatus",
  global: true,
  key: (arn, { id }) => syntheticKey("aws", id, `trail-status/${awsKeyFromArn(arn)}`),
  body(answer, arn) {
    const parsed = Answer.safeParse(answer);
    return parsed.success ? { TrailARN: arn, ...parsed.data } : undefined;
  },
  exports(account, types, regions) {
    const source = `aws-${account}-cloudtrail-trail-status`;
    const command = "aws cloudtrail get-trail-status --name <each trail>";
    const run = ["aws_cloudtrail_each", account, "get-trail-status", "--name", ...regions];
    return [{ source, types, regions: [], file: `${source}.ndjson`, command, run }];
  },
});
