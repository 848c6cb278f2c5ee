// Reads whether a trail of CloudTrail is logging and delivers, as `aws cloudtrail get-trail-status` tells it.
import { TRAIL_STATUS, trailStatusIn, trailStatusKey } from "../../../aws/answers/cloudtrail/trail-status.ts";
import { callEach } from "../call.ts";

export const awsCloudTrailTrailStatus = callEach({
  provider: "aws",
  lane: "aws-cloudtrail-trail-status",
  scopeId: /^\d{12}$/,
  type: TRAIL_STATUS,
  global: true,
  key: (arn, { id }) => trailStatusKey(id, arn),
  body: trailStatusIn,
  exports(account, types, regions) {
    const source = `aws-${account}-cloudtrail-trail-status`;
    const command = "aws cloudtrail get-trail-status --name <each trail>";
    const run = ["aws_cloudtrail_each", account, "get-trail-status", "--name", ...regions];
    return [{ source, types, regions: [], file: `${source}.ndjson`, command, run }];
  },
});
