// Reads log groups of CloudWatch Logs and how long they keep what they hold, as DescribeLogGroups tells it.
import { z } from "zod";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { awsKeyFromArn } from "../../../evidence-schema/keys/resource-key.ts";
import { formatTimestamp } from "../../../evidence-schema/bytes/timestamp.ts";
import { withoutNulls } from "../../json-shape.ts";

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

export const LOG_GROUP = "AWS::Logs::LogGroup";

/** Undefined where the answer has another shape. Throws RangeError on what is no ARN. */
export function logGroupsIn(answer: Json) {
  const parsed = Answer.safeParse(withoutNulls(answer));
  if (!parsed.success) return undefined;
  return parsed.data.logGroups.map((group) => {
    // Without the `:*` that stands for the streams in it.
    const Arn = awsKeyFromArn(group.arn.replace(/:\*$/, ""));
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
}
