// Lists the AWS accounts of a company's config in the form that the live reader takes.
import type { Aggregator, AwsAccount, AwsLane } from "./account.ts";
import { partitionOf } from "./client/partition.ts";

/** The part of a config that describes its accounts; scopes of other clouds are passed over. */
export type AccountsConfig = {
  readonly scopes: readonly {
    readonly scope: string;
    readonly regions: readonly string[];
    readonly leftOut?: readonly { readonly region: string }[];
    readonly role?: string | null | undefined;
    readonly externalId?: string | null | undefined;
    readonly lane?: AwsLane | undefined;
  }[];
  readonly aws: {
    readonly role: string | null;
    readonly externalId: string | null;
    readonly lane: AwsLane;
    readonly aggregator: Aggregator | null;
    /** Whether the accounts of the organization are listed. */
    readonly organization: boolean;
  };
};

/** The accounts that are enrolled, each with its role and lane. */
export function configuredAccounts({ scopes, aws }: AccountsConfig): AwsAccount[] {
  return scopes.flatMap(({ scope, regions, leftOut = [], role, externalId, lane }) => {
    if (!scope.startsWith("aws/")) return [];
    const id = scope.slice("aws/".length);
    const named = role === undefined ? aws.role : role;
    return [
      {
        id,
        regions,
        leftOut: leftOut.map(({ region }) => region),
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
