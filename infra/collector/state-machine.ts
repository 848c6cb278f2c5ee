// The state machine of a run, and its role.
import { ArnFormat, RemovalPolicy, Stack } from "aws-cdk-lib";
import { Policy, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { DefinitionBody, LogLevel, StateMachine } from "aws-cdk-lib/aws-stepfunctions";
import type { Construct } from "constructs";
import { WORK_AREAS } from "../../config/places.ts";
import { acknowledge, acknowledgeWildcards } from "../acknowledge.ts";
import { definition } from "./definition.ts";
import type { Functions } from "./functions.ts";
import type { Names } from "../names.ts";

const NAME = "tidemark-run";

/** https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html: delivery of logs knows no resources. */
export const LOG_DELIVERY = [
  "logs:CreateLogDelivery",
  "logs:GetLogDelivery",
  "logs:UpdateLogDelivery",
  "logs:DeleteLogDelivery",
  "logs:ListLogDeliveries",
  "logs:PutResourcePolicy",
  "logs:DescribeResourcePolicies",
  "logs:DescribeLogGroups",
] as const;

export function runMachine(scope: Construct, functions: Functions, names: Names): StateMachine {
  const stack = Stack.of(scope);
  const role = new Role(scope, "RunRole", {
    roleName: NAME,
    assumedBy: new ServicePrincipal("states.amazonaws.com"),
  });
  const arn = (resource: string, resourceName: string): string =>
    stack.formatArn({ service: "states", resource, resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  const statements = [
    new PolicyStatement({
      actions: ["lambda:InvokeFunction"],
      resources: (["plan-run", "collect-shard", "assess-scope", "seal-run", "notify"] as const).map(
        (name) => functions[name].functionArn,
      ),
    }),
    new PolicyStatement({
      actions: ["s3:GetObject"],
      resources: [`arn:aws:s3:::${names.workBucket}/${WORK_AREAS.plan}*`],
    }),
    // Each item of a distributed map is an execution of its own.
    new PolicyStatement({ actions: ["states:StartExecution"], resources: [arn("stateMachine", NAME)] }),
    new PolicyStatement({
      actions: ["states:DescribeExecution", "states:StopExecution"],
      // Executions of a map's items are called by the machine and a label, or by the machine alone.
      resources: [arn("execution", `${NAME}/*`), arn("execution", `${NAME}:*`)],
    }),
    new PolicyStatement({ actions: [...LOG_DELIVERY], resources: ["*"] }),
  ];
  const policy = new Policy(scope, "RunPolicy", { policyName: NAME, roles: [role], statements });
  acknowledgeWildcards(policy, statements, (resource) =>
    resource === "*"
      ? "deliveries of logs know no resource"
      : "lists of each run, and executions of a map's items, are named when they are there",
  );
  const asl = definition({ functionArn: (name) => functions[name].functionArn, workBucket: names.workBucket });
  const machine = new StateMachine(scope, "Run", {
    stateMachineName: NAME,
    definitionBody: DefinitionBody.fromString(stack.toJsonString(asl)),
    role: role.withoutPolicyUpdates(),
    logs: {
      destination: new LogGroup(scope, "RunLog", {
        logGroupName: "/tidemark/run",
        retention: RetentionDays.THIRTEEN_MONTHS,
        removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      }),
      level: LogLevel.ALL,
    },
  });
  machine.node.addDependency(policy);
  acknowledge(machine, "AwsSolutions-SF2", "logs tell every step; traces would cost more than the run and say no more");
  return machine;
}
