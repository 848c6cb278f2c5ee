// The AWS accounts of a config as the live reader takes them.
import type { AwsAccount } from "../collectors/aws/account.ts";
import { partitionOf } from "../collectors/aws/partition.ts";
import type { Config } from "../config/define-config.ts";

/** The accounts that are enrolled, each with its role and lane. */
export function awsAccounts({ scopes, aws }: Config): AwsAccount[] {
  return scopes.flatMap(({ scope, regions, role, externalId, lane }) => {
    if (!scope.startsWith("aws/")) return [];
    const id = scope.slice("aws/".length);
    const named = role === undefined ? aws.role : role;
    return [
      {
        id,
        regions,
        role: named === null ? null : roleArn(id, partitionOf(regions[0] ?? ""), named),
        externalId: externalId === undefined ? aws.externalId : externalId,
        lane: lane ?? aws.lane,
        aggregator: aws.aggregator,
      },
    ];
  });
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html: a path stands before the name.
const roleArn = (account: string, partition: string, role: string): string =>
  role.startsWith("arn:") ? role : `arn:${partition}:iam::${account}:role/${role}`;
