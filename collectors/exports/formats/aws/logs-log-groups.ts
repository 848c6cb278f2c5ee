// Reads log groups of CloudWatch Logs, as `aws logs describe-log-groups` tells them: one file a region.
import { LOG_GROUP, logGroupsIn } from "../../../aws/answers/log-groups.ts";
import { oneCall } from "../call.ts";

export const awsLogsLogGroups = oneCall({
  provider: "aws",
  lane: "aws-logs-log-groups",
  scopeId: /^\d{12}$/,
  type: LOG_GROUP,
  global: false,
  items(answer, { id, region }) {
    const groups = logGroupsIn(answer);
    if (groups?.every(({ key }) => isOf(key, id, region)) !== false) return groups;
    return { found: "a log group of another account or region", expected: `account ${id} and region ${region}` };
  },
  exports: (account, types, regions) =>
    regions.map((region) => {
      const source = `aws-${account}-${region}-log-groups`;
      const command = `aws logs describe-log-groups --region ${region}`;
      const run = ["aws_call", account, "logs", "describe-log-groups", "--region", region];
      return { source, types, regions: [region], file: `${source}.json`, command, run };
    }),
});

function isOf(key: string, account: string, region: string | null): boolean {
  const [, , , ofRegion, ofAccount] = key.split(":");
  return ofAccount === account && ofRegion === region;
}
