// Makes the resource that turns outbound federation on with a deployment: neither the CDK nor CloudFormation has one.
import { CustomResource, Duration, RemovalPolicy } from "aws-cdk-lib";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";

/**
 * CloudFormation asks `enabler` once, when the resource is made. It stays when the stack goes: others in the account may use
 * tokens by then, and nobody is asked to turn them off.
 */
export function outboundFederation(scope: Construct, enabler: LambdaFunction): void {
  new CustomResource(scope, "OutboundFederation", {
    resourceType: "Custom::TidemarkOutboundFederation",
    serviceToken: enabler.functionArn,
    serviceTimeout: Duration.minutes(5),
    removalPolicy: RemovalPolicy.RETAIN,
  });
}
