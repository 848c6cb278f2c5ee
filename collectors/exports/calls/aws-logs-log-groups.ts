/** Log groups of CloudWatch Logs and how long they keep what they hold, as `aws logs describe-log-groups` tells it: one file a region. */
import { z } from "zod";
import { awsKeyFromArn } from "../../../evidence-schema/resource-key.ts";
import { formatTimestamp } from "../../../evidence-schema/timestamp.ts";
import { InputError } from "../input-error.ts";
import { oneCall, type Asking } from "./call.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html. storedBytes changes by the hour and stays here. */
const Answer = z.object({
  logGroups: z.array(
    z.object({
      logGroupName: z.string().min(1),
      arn: z.string(),
      creationTime: z.int().min(0).max(253402300799999).optional(),
      retentionInDays: z.int().optional(),
      kmsKeyId: z.string().optional(),
      logGroupClass: z.string().optional(),
    }),
  ),
});

export const awsLogsLogGroups = oneCall({
  provider: "aws",
  lane: "aws-logs-log-groups",
  scopeId: /^\d{12}$/,
  type: "AWS::Logs::LogGroup",
  global: false,
  items(answer, asking) {
    const parsed = Answer.safeParse(answer);
    if (!parsed.success) return undefined;
    return parsed.data.logGroups.map((group) => {
      const Arn = ownArn(group.arn, asking);
      const createdAt = group.creationTime === undefined ? null : formatTimestamp(group.creationTime);
      return {
        key: Arn,
        name: group.logGroupName,
        createdAt,
        incarnation: createdAt ?? "",
        body: {
          LogGroupName: group.logGroupName,
          Arn,
          // Not there where events never expire.
          ...(group.retentionInDays === undefined ? {} : { RetentionInDays: group.retentionInDays }),
          ...(group.kmsKeyId === undefined ? {} : { KmsKeyId: group.kmsKeyId }),
          ...(group.logGroupClass === undefined ? {} : { LogGroupClass: group.logGroupClass }),
        },
      };
    });
  },
  exports: (account, types, regions) =>
    regions.map((region) => {
      const source = `aws-${account}-${region}-log-groups`;
      const command = `aws logs describe-log-groups --region ${region}`;
      const run = ["aws_call", account, "logs", "describe-log-groups", "--region", region];
      return { source, types, regions: [region], file: `${source}.json`, command, run };
    }),
});

/** The ARN without the `:*` that stands for the streams in it. */
function ownArn(arn: string, { id, region, file }: Asking): string {
  const key = awsKeyFromArn(arn.replace(/:\*$/, ""));
  const [, , , ofRegion, account] = key.split(":");
  if (account === id && ofRegion === region) return key;
  const found = "a log group of another account or region";
  throw new InputError({ file, position: null }, found, `account ${id} and region ${region}`);
}
