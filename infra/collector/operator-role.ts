// Builds the role of people: by it they create the ledger, record acts,
// and ask the sealing function to act with its keys.
import { Policy, PolicyStatement, PrincipalWithConditions, Role, AccountPrincipal } from "aws-cdk-lib/aws-iam";
import type { IPrincipal } from "aws-cdk-lib/aws-iam";
import { CompositePrincipal } from "aws-cdk-lib/aws-iam";
import type { Key } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import type { DeployedConfig } from "../../config/deployed/places.ts";
import { acknowledgeWildcards } from "../acknowledge.ts";
import { keyStatement } from "../ledger/signing-key.ts";
import type { Names } from "../names.ts";
import { ledgerStatements, namesStatements, workStatements, whyNotNamed } from "./function-policies.ts";

export function operatorRole(
  scope: Construct,
  config: DeployedConfig,
  names: Names,
  { keys, sealer, machine }: { readonly keys: readonly Key[]; readonly sealer: string; readonly machine: string },
): Role {
  const role = new Role(scope, "Operator", {
    roleName: names.role("operator"),
    description: "People create the Tidemark ledger and record acts in it with this role",
    assumedBy: namedPeople(config),
  });
  const statements = [
    ...ledgerStatements(names, "operator", ["*"]),
    ...namesStatements(names, "operator"),
    new PolicyStatement({ actions: ["s3:DeleteObject"], resources: [`arn:aws:s3:::${names.namesBucket}/*`] }),
    ...workStatements(names, "operator", { reads: ["trust", "asked"] }),
    keyStatement(keys, ["kms:GetPublicKey"], config, names),
    new PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: [sealer] }),
    new PolicyStatement({ actions: ["states:StartExecution"], resources: [machine] }),
  ];
  const policy = new Policy(scope, "OperatorPolicy", { policyName: names.role("operator"), roles: [role], statements });
  acknowledgeWildcards(policy, statements, whyNotNamed);
  return role;
}

/** By condition, not as principals: a role that is made anew under its name stays named. */
function namedPeople({ deployment: { operators, region } }: DeployedConfig): IPrincipal {
  const byAccount = Map.groupBy(operators, (arn) => arn.split(":")[4] as string);
  return new CompositePrincipal(
    ...[...byAccount].map(
      ([account, arns]) =>
        new PrincipalWithConditions(new AccountPrincipal(account), {
          ArnEquals: { "aws:PrincipalArn": arns },
          // CloudTrail tells of it in the region that was asked: there a rule looks for it (watch/changes.ts).
          StringEquals: { "aws:RequestedRegion": region },
        }),
    ),
  );
}
