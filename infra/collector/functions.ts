// Builds the Lambda functions: one bundle, one role and one log each.
import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { ManagedPolicy, Policy, Role, ServicePrincipal, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Architecture, Code, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { acknowledgeWildcards } from "../acknowledge.ts";
import type { Bundles } from "../bundles.ts";
import type { DeployedConfig } from "../../config/deployed/places.ts";
import { forFunction, memberStatements, statementsOf, whyNotNamed, type Resources } from "./function-policies.ts";
import type { FunctionName, Names, OfFunctions } from "../names.ts";

/** 1,769 MB are one vCPU: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
const SIZES: { readonly [name in FunctionName]: { readonly memory: number; readonly minutes: number } } = {
  "plan-run": { memory: 512, minutes: 5 },
  "collect-shard": { memory: 1024, minutes: 15 },
  "assess-scope": { memory: 1769, minutes: 15 },
  "seal-run": { memory: 1769, minutes: 15 },
  notify: { memory: 1769, minutes: 15 },
  "verify-ledger": { memory: 1769, minutes: 15 },
  "collect-azure": { memory: 1024, minutes: 15 },
  "collect-gcp": { memory: 1024, minutes: 15 },
  "enable-federation": { memory: 256, minutes: 1 },
};

export type Functions = OfFunctions<LambdaFunction>;

export function functionsOf(
  scope: Construct,
  config: DeployedConfig,
  names: Names,
  bundles: Bundles,
  resources: Resources & { readonly environment: { readonly [name: string]: string } },
): Functions {
  const made = names.functions.map(
    (name) => [name, functionOf(new Construct(scope, name), name, config, names, bundles, resources)] as const,
  );
  return Object.fromEntries(made) as Functions;
}

function functionOf(
  scope: Construct,
  name: FunctionName,
  config: DeployedConfig,
  names: Names,
  bundles: Bundles,
  resources: Resources & { readonly environment: { readonly [name: string]: string } },
): LambdaFunction {
  const logGroup = new LogGroup(scope, "Log", {
    logGroupName: `/tidemark/${name}`,
    retention: RetentionDays.THIRTEEN_MONTHS,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  const role = new Role(scope, "Role", {
    roleName: names.role(name),
    assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
  });
  const statements = statementsOf(name, config, names, resources);
  const policy = new Policy(scope, "Policy", {
    policyName: names.role(name),
    roles: [role],
    statements: [
      ...statements,
      new PolicyStatement({
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [logGroup.logGroupArn],
      }),
    ],
  });
  acknowledgeWildcards(policy, statements, whyNotNamed);
  // The accounts of an organization are more than a role's own policies have room for.
  for (const [i, statement] of (name === "collect-shard" ? memberStatements(config) : []).entries())
    new ManagedPolicy(scope, `Members${i + 1}`, {
      managedPolicyName: `tidemark-members-${i + 1}`,
      description: "Tidemark reads these accounts through their member roles",
      roles: [role],
      statements: forFunction(name, names, [statement]),
    });
  const { memory, minutes } = SIZES[name];
  const lambda = new LambdaFunction(scope, "Function", {
    functionName: `tidemark-${name}`,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    handler: "index.handler",
    code: Code.fromAsset(bundles.folders[name] as string),
    role,
    logGroup,
    memorySize: memory,
    timeout: Duration.minutes(minutes),
    environment: {
      ...(name === "enable-federation" ? {} : resources.environment),
      // Only where it is recorded: else each change of one function would deploy all of them.
      ...(name === "plan-run" ? { CODE: JSON.stringify(bundles.digests) } : {}),
    },
  });
  lambda.node.addDependency(policy);
  return lambda;
}
