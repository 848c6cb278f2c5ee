// Builds the role that reads an account: configuration only, for the collector alone. Every account gets the same template.
import { BootstraplessSynthesizer, Stack, type IStackSynthesizer } from "aws-cdk-lib";
import { AccountPrincipal, PolicyDocument, PrincipalWithConditions, Role } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import { actionsFor, readPolicy } from "../../collectors/aws/actions.ts";
import { configuredChecks } from "../../config/configured-checks.ts";
import { scopesOf } from "../../config/live-clouds.ts";
import { acknowledge } from "../acknowledge.ts";
import type { DeployedConfig } from "../../config/deployed/places.ts";
import type { Names } from "../names.ts";

export class MemberRole extends Stack {
  constructor(scope: Construct, id: string, config: DeployedConfig, names: Names) {
    // No assets: the template is deployed as it is, to accounts that the CDK never saw.
    super(scope, id, {
      synthesizer: new BootstraplessSynthesizer() as IStackSynthesizer,
      description: "Tidemark: the role that reads the configuration of this account",
    });
    const { aws, deployment } = config;
    const role = new Role(this, "Read", {
      roleName: aws.role as string,
      description: "Tidemark reads the configuration of this account with this role, and never data",
      assumedBy: new PrincipalWithConditions(new AccountPrincipal(deployment.account), {
        // By condition: the role of the collector need not exist yet.
        ArnEquals: { "aws:PrincipalArn": names.roleArn("collect-shard") },
        StringEquals: { "sts:ExternalId": aws.externalId as string },
      }),
      inlinePolicies: { ReadConfiguration: PolicyDocument.fromJson(readPolicy(memberActions(config))) },
    });
    acknowledge(
      role,
      "AwsSolutions-IAM5[Resource::*]",
      "list and describe calls find resources that are not known beforehand; reads of data are denied",
    );
  }
}

/** The actions that the enabled checks and the lanes of the accounts take. */
function memberActions(config: DeployedConfig): string[] {
  const types = configuredChecks(config).flatMap(({ check }) =>
    check.evaluators
      .filter(({ provider }) => provider === "aws")
      .flatMap(({ resourceType, related }) => [resourceType, ...Object.values(related).map(({ type }) => type)]),
  );
  const lanes = new Set(scopesOf(config.scopes, "aws").map(({ lane }) => lane ?? config.aws.lane));
  return actionsFor(
    [...lanes].map((lane) => ({ types, lane })),
    false,
  );
}
