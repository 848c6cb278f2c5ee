// Records that a finding of cdk-nag is meant to be so, with the reason; every other finding ends the synthesis.
import { Stack, Validations } from "aws-cdk-lib";
import type { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IConstruct } from "constructs";

export function acknowledge(construct: IConstruct, id: string, reason: string): void {
  Validations.of(construct).acknowledge({ id, reason });
}

/** Wildcards in resources, one by one: `why` says what can't be named before it is there. Throws where it has no reason. */
export function acknowledgeWildcards(
  construct: IConstruct,
  statements: readonly PolicyStatement[],
  why: (resource: string) => string | null,
): void {
  const { partition } = Stack.of(construct);
  for (const resource of new Set(statements.flatMap(({ resources }) => resources))) {
    if (!resource.includes("*")) continue;
    const reason = why(resource);
    if (reason === null)
      throw new Error(
        `${construct.node.path}: found resource ${resource} in a policy, expected a resource without a wildcard, or a reason for the wildcard`,
      );
    acknowledge(
      construct,
      `AwsSolutions-IAM5[Resource::${resource.replaceAll(partition, "<AWS::Partition>")}]`,
      reason,
    );
  }
}
