// The verification of the whole ledger: as many invocations as it takes, each of some of its windows.
import { RemovalPolicy, Stack } from "aws-cdk-lib";
import { Policy, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { DefinitionBody, LogLevel, StateMachine } from "aws-cdk-lib/aws-stepfunctions";
import type { Construct } from "constructs";
import { acknowledge, acknowledgeWildcards } from "../acknowledge.ts";
import { verificationDefinition } from "./definition.ts";
import { LOG_DELIVERY } from "./state-machine.ts";

const NAME = "tidemark-verification";

export function verificationMachine(scope: Construct, verifier: LambdaFunction): StateMachine {
  const role = new Role(scope, "VerificationRole", {
    roleName: NAME,
    assumedBy: new ServicePrincipal("states.amazonaws.com"),
  });
  const statements = [
    new PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: [verifier.functionArn] }),
    new PolicyStatement({ actions: [...LOG_DELIVERY], resources: ["*"] }),
  ];
  const policy = new Policy(scope, "VerificationPolicy", { policyName: NAME, roles: [role], statements });
  acknowledgeWildcards(policy, statements, (resource) =>
    resource === "*" ? "deliveries of logs know no resource" : null,
  );
  const machine = new StateMachine(scope, "Verification", {
    stateMachineName: NAME,
    definitionBody: DefinitionBody.fromString(
      Stack.of(scope).toJsonString(verificationDefinition(verifier.functionArn)),
    ),
    role: role.withoutPolicyUpdates(),
    logs: {
      destination: new LogGroup(scope, "VerificationLog", {
        logGroupName: "/tidemark/verification",
        retention: RetentionDays.THIRTEEN_MONTHS,
        removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      }),
      level: LogLevel.ALL,
    },
  });
  machine.node.addDependency(policy);
  acknowledge(machine, "AwsSolutions-SF2", "logs tell every step; traces would cost more and say no more");
  return machine;
}
