// Reads log groups of CloudWatch Logs, as `aws logs describe-log-groups` tells them: one file a region.
import { LOG_GROUP, logGroupsIn } from "../../../aws/answers/log-groups.ts";
import { regionalListing } from "./regional-listing.ts";

export const awsLogsLogGroups = regionalListing({
  lane: "aws-logs-log-groups",
  type: LOG_GROUP,
  source: "log-groups",
  one: "a log group",
  items: logGroupsIn,
  command: "aws logs describe-log-groups",
});
