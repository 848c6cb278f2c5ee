// Builds the state machine of a run, and decides what the machine may do.
import { ArnFormat, Stack } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import type { StateMachine } from "aws-cdk-lib/aws-stepfunctions";
import type { Construct } from "constructs";
import { WORK_AREAS } from "../../config/deployed/places.ts";
import { besideAws } from "./clouds.ts";
import { definition } from "./definition.ts";
import type { Functions } from "./functions.ts";
import { loggedMachine } from "./logged-machine.ts";
import type { FunctionName, Names } from "../names.ts";

const NAME = "tidemark-run";

/** The functions of every run. */
const RUN = ["plan-run", "collect-shard", "assess-scope", "seal-run", "notify"] as const;

export function runMachine(scope: Construct, functions: Functions, names: Names): StateMachine {
  const stack = Stack.of(scope);
  const arn = (resource: string, resourceName: string): string =>
    stack.formatArn({ service: "states", resource, resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  const beside = besideAws(names);
  const arnOf = (name: FunctionName): string => (functions[name] as LambdaFunction).functionArn;
  const statements = [
    new PolicyStatement({
      actions: ["lambda:InvokeFunction"],
      resources: [...RUN, ...beside.map(({ reader }) => reader)].map(arnOf),
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
  ];
  return loggedMachine(scope, "Run", {
    name: "run",
    definition: definition({ functionArn: arnOf, workBucket: names.workBucket, beside }),
    statements,
    why: "lists of each run and executions of a map's items get their names at run time",
  });
}
