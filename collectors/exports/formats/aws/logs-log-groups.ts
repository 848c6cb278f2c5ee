/** Log groups of CloudWatch Logs and how long they keep what they hold, as `aws logs describe-log-groups` tells it: one file a region. */
import { LOG_GROUP, logGroupsIn } from "../../../aws/answers/log-groups.ts";
import { InputError } from "../../input-error.ts";
import { oneCall, type Asking } from "../call.ts";

export const awsLogsLogGroups = oneCall({
  provider: "aws",
  lane: "aws-logs-log-groups",
  scopeId: /^\d{12}$/,
  type: LOG_GROUP,
  global: false,
  items(answer, asking) {
    const groups = logGroupsIn(answer);
    for (const { key } of groups ?? []) refuseOthers(key, asking);
    return groups;
  },
  exports: (account, types, regions) =>
    regions.map((region) => {
      const source = `aws-${account}-${region}-log-groups`;
      const command = `aws logs describe-log-groups --region ${region}`;
      const run = ["aws_call", account, "logs", "describe-log-groups", "--region", region];
      return { source, types, regions: [region], file: `${source}.json`, command, run };
    }),
});

function refuseOthers(key: string, { id, region, file }: Asking): void {
  const [, , , ofRegion, account] = key.split(":");
  if (account === id && ofRegion === region) return;
  const found = "a log group of another account or region";
  throw new InputError({ file, position: null }, found, `account ${id} and region ${region}`);
}
