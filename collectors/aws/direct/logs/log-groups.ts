// Reads log groups of CloudWatch Logs, all in a listing.
import { CloudWatchLogsClient, paginateDescribeLogGroups } from "@aws-sdk/client-cloudwatch-logs";
import { LOG_GROUP, logGroupsIn } from "../../answers/log-groups.ts";
import type { AwsSource } from "../../source.ts";
import { jsonOf } from "../../../live/region-read.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html; without linked accounts by default. */
export const logsLogGroups: AwsSource = {
  name: "logs-log-groups",
  types: [LOG_GROUP],
  calls: [{ action: "logs:DescribeLogGroups", per: "page" }],
  async read(aws) {
    const client = aws.listing(CloudWatchLogsClient);
    for await (const { logGroups = [] } of paginateDescribeLogGroups({ client, pageSize: 50 }, {})) {
      const groups = logGroupsIn(jsonOf({ logGroups }));
      if (groups === undefined)
        aws.spoil(LOG_GROUP, {
          code: "unexpected-shape",
          detail: "the answer to logs:DescribeLogGroups has no logGroups in the documented form",
        });
      for (const group of groups ?? []) aws.emitFact(LOG_GROUP, group);
    }
  },
};
