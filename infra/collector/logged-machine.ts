// Builds a state machine with a role of its own and a log of every step.
import { RemovalPolicy, Stack } from "aws-cdk-lib";
import { Policy, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { DefinitionBody, LogLevel, StateMachine } from "aws-cdk-lib/aws-stepfunctions";
import type { Construct } from "constructs";
import { acknowledge, acknowledgeWildcards } from "../acknowledge.ts";

/** https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html: delivery of logs knows no resources. */
const LOG_DELIVERY = [
  "logs:CreateLogDelivery",
  "logs:GetLogDelivery",
  "logs:UpdateLogDelivery",
  "logs:DeleteLogDelivery",
  "logs:ListLogDeliveries",
  "logs:PutResourcePolicy",
  "logs:DescribeResourcePolicies",
  "logs:DescribeLogGroups",
];

export type LoggedMachine = {
  /** The name of the machine, its role and its log, after `tidemark-`. */
  readonly name: string;
  /** In the Amazon States Language. */
  readonly definition: object;
  /** The permissions of the machine, beside those for its log. */
  readonly statements: readonly PolicyStatement[];
  /** Why a resource of these statements has a wildcard. */
  readonly why: string | null;
};

export function loggedMachine(
  scope: Construct,
  id: string,
  { name, definition, statements, why }: LoggedMachine,
): StateMachine {
  const role = new Role(scope, `${id}Role`, {
    roleName: `tidemark-${name}`,
    assumedBy: new ServicePrincipal("states.amazonaws.com"),
  });
  const all = [...statements, new PolicyStatement({ actions: LOG_DELIVERY, resources: ["*"] })];
  const policy = new Policy(scope, `${id}Policy`, { policyName: `tidemark-${name}`, roles: [role], statements: all });
  acknowledgeWildcards(policy, all, (resource) => (resource === "*" ? "log delivery calls take no resource" : why));
  const machine = new StateMachine(scope, id, {
    stateMachineName: `tidemark-${name}`,
    definitionBody: DefinitionBody.fromString(Stack.of(scope).toJsonString(definition)),
    role: role.withoutPolicyUpdates(),
    logs: {
      destination: new LogGroup(scope, `${id}Log`, {
        logGroupName: `/tidemark/${name}`,
        retention: RetentionDays.THIRTEEN_MONTHS,
        removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      }),
      level: LogLevel.ALL,
    },
  });
  machine.node.addDependency(policy);
  acknowledge(machine, "AwsSolutions-SF2", "logs record every step; traces would cost more and show nothing else");
  return machine;
}
