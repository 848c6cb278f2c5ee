// Reads trails of CloudTrail that log an account, as `aws cloudtrail describe-trails` tells them in each region.
// The answer includes shadows of trails of other regions and of the organization.
import { TRAIL, trailsIn } from "../../../aws/answers/cloudtrail/trails.ts";
import { oneCall } from "../call.ts";

export const awsCloudTrailTrails = oneCall({
  provider: "aws",
  lane: "aws-cloudtrail-trails",
  scopeId: /^\d{12}$/,
  type: TRAIL,
  global: true,
  items: trailsIn,
  exports(account, types, regions) {
    const source = `aws-${account}-cloudtrail-trails`;
    const command = `aws cloudtrail describe-trails in ${regions.join(", ")}`;
    const run = ["aws_cloudtrail_trails", account, ...regions];
    return [{ source, types, regions: [], file: `${source}.json`, command, run }];
  },
});
