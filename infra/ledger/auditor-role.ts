// Whoever the account lets take this role reads the ledger, its protection and its key, and no names.
import { AccountRootPrincipal, Effect, Policy, PolicyStatement, Role } from "aws-cdk-lib/aws-iam";
import type { Key } from "aws-cdk-lib/aws-kms";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { PREFIX } from "../../config/places.ts";
import { ONLINE_ACTIONS } from "../../ledger/online/actions.ts";
import { acknowledge } from "../acknowledge.ts";
import type { Names } from "../names.ts";

export function auditorRole(scope: Construct, bucket: Bucket, keys: readonly Key[], names: Names): void {
  const role = new Role(scope, "Auditor", {
    roleName: "tidemark-auditor",
    description: "Reads the Tidemark ledger and verifies it",
    assumedBy: new AccountRootPrincipal(),
  });
  const policy = new Policy(scope, "AuditorPolicy", {
    policyName: "tidemark-auditor",
    roles: [role],
    statements: [
      new PolicyStatement({ actions: ["s3:ListBucket", ...ONLINE_ACTIONS.bucket], resources: [bucket.bucketArn] }),
      new PolicyStatement({
        actions: ["s3:GetObject", ...ONLINE_ACTIONS.objects],
        resources: [`arn:aws:s3:::${names.ledgerBucket}/${PREFIX}*`],
      }),
      new PolicyStatement({
        actions: ["kms:GetPublicKey", ...ONLINE_ACTIONS.key],
        resources: keys.map(({ keyArn }) => keyArn),
      }),
      // CloudTrail's own history of the account knows no resource.
      new PolicyStatement({ actions: [...ONLINE_ACTIONS.anywhere], resources: ["*"] }),
      new PolicyStatement({
        effect: Effect.DENY,
        actions: ["s3:GetObject"],
        resources: [`arn:aws:s3:::${names.namesBucket}/*`],
      }),
    ],
  });
  for (const each of [`${names.ledgerBucket}/${PREFIX}*`, `${names.namesBucket}/*`])
    acknowledge(
      policy,
      `AwsSolutions-IAM5[Resource::arn:aws:s3:::${each}]`,
      "every object of the ledger is what is audited; names are denied as a whole",
    );
  acknowledge(policy, "AwsSolutions-IAM5[Resource::*]", "LookupEvents knows no resource");
}
