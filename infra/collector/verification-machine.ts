// Builds the verification of the whole ledger: as many invocations as it takes, each of some of its windows.
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import type { StateMachine } from "aws-cdk-lib/aws-stepfunctions";
import type { Construct } from "constructs";
import { verificationDefinition } from "./definition.ts";
import { loggedMachine } from "./logged-machine.ts";

export const verificationMachine = (scope: Construct, verifier: LambdaFunction): StateMachine =>
  loggedMachine(scope, "Verification", {
    name: "verification",
    definition: verificationDefinition(verifier.functionArn),
    statements: [new PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: [verifier.functionArn] })],
    why: null,
  });
