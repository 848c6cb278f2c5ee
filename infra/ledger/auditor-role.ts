// Makes the role of the auditor. A principal that the account lets take the role reads a bucket of the
// ledger and the settings that protect the bucket, and no names.
import { AccountRootPrincipal, Effect, Policy, PolicyStatement, Role } from "aws-cdk-lib/aws-iam";
import type { Key } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import { PREFIX } from "../../config/deployed/places.ts";
import { ONLINE_ACTIONS } from "../../ledger/online/actions.ts";
import { acknowledge } from "../acknowledge.ts";

export type Audited = {
  readonly roleName: string;
  /** The name of the ledger's bucket, or of its replica's. */
  readonly bucketName: string;
  /** The keys of the log; none where they are elsewhere. */
  readonly keys: readonly Key[];
  /** The bucket of people's names, where it is in this account: it stays closed whatever else is attached to the role. */
  readonly namesBucket: string | null;
};

export function auditorRole(scope: Construct, { roleName, bucketName, keys, namesBucket }: Audited): void {
  const role = new Role(scope, "Auditor", {
    roleName,
    description: "Reads the Tidemark ledger and verifies it",
    assumedBy: new AccountRootPrincipal(),
  });
  const objects = `arn:aws:s3:::${bucketName}/${PREFIX}*`;
  const names = namesBucket === null ? [] : [`arn:aws:s3:::${namesBucket}/*`];
  const allow = (actions: string[], resources: string[]) => new PolicyStatement({ actions, resources });
  const policy = new Policy(scope, "AuditorPolicy", {
    policyName: roleName,
    roles: [role],
    statements: [
      allow(["s3:ListBucket", ...ONLINE_ACTIONS.bucket], [`arn:aws:s3:::${bucketName}`]),
      allow(["s3:GetObject", ...ONLINE_ACTIONS.objects], [objects]),
      ...(keys.length === 0
        ? []
        : [
            allow(
              ["kms:GetPublicKey", ...ONLINE_ACTIONS.key],
              keys.map(({ keyArn }) => keyArn),
            ),
            // CloudTrail's own history of the account knows no resource.
            allow([...ONLINE_ACTIONS.anywhere], ["*"]),
          ]),
      ...names.map(
        (each) => new PolicyStatement({ effect: Effect.DENY, actions: ["s3:GetObject"], resources: [each] }),
      ),
    ],
  });
  acknowledge(policy, `AwsSolutions-IAM5[Resource::${objects}]`, "an audit reads every object of the ledger");
  for (const each of names)
    acknowledge(policy, `AwsSolutions-IAM5[Resource::${each}]`, "all names of people are denied");
  if (keys.length > 0) acknowledge(policy, "AwsSolutions-IAM5[Resource::*]", "LookupEvents takes no resource");
}
