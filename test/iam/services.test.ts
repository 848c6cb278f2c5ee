// Services that ask, and the keys that tell who asks.
import { describe, expect, test } from "vitest";
import type { Decision, Request } from "../support/iam/decide.ts";
import type { Principal } from "../support/iam/principal.ts";
import { ACCOUNT, decided, HERE, may, NO, policy, role, ROLE, service, THERE, type On } from "./decision-table.ts";

// Title: AWS global condition context keys
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
const confused = {
  Principal: { Service: "cloudwatch.amazonaws.com" },
  Action: "sns:Publish",
  Condition: {
    StringEquals: { "aws:SourceAccount": HERE },
    ArnLike: { "aws:SourceArn": `arn:aws:cloudwatch:eu-west-1:${HERE}:alarm:*` },
  },
};
const publish = { action: "sns:Publish", resource: `arn:aws:sns:eu-west-1:${HERE}:messages` };
const source = (account: string) => ({
  "aws:SourceAccount": account,
  "aws:SourceArn": `arn:aws:cloudwatch:eu-west-1:${account}:alarm:late`,
});
describe("services", () => {
  test.each<readonly [string, Principal, On, Request["context"] & object, Decision["because"]]>([
    ["on behalf of the account", service("cloudwatch"), policy(confused), source(HERE), "allowed by resource policy"],
    ["on behalf of another", service("cloudwatch"), policy(confused), source(THERE), "no statement allows it"],
    ["on behalf of nobody", service("cloudwatch"), policy(confused), {}, "no statement allows it"],
    ["another service", service("events"), policy(confused), source(HERE), "no statement allows it"],
    [
      "without a policy",
      service("cloudwatch"),
      { policy: null, account: HERE },
      source(HERE),
      "no statement allows it",
    ],
    [
      "a Deny of everybody is one of services",
      service("cloudtrail"),
      policy({ Principal: { Service: "cloudtrail.amazonaws.com" } }, { Principal: "*", Effect: NO }),
      {},
      "explicit deny",
    ],
    [
      "unless it excepts them",
      service("cloudtrail"),
      policy(
        { Principal: { Service: "cloudtrail.amazonaws.com" } },
        {
          Principal: "*",
          Effect: NO,
          Condition: {
            StringNotEqualsIfExists: { "aws:SourceVpc": "vpc-1" },
            BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
          },
        },
      ),
      {},
      "allowed by resource policy",
    ],
    [
      "or all but one by its name",
      service("config"),
      policy(
        { Principal: { Service: "config.amazonaws.com" } },
        {
          Principal: "*",
          Effect: NO,
          Condition: { StringNotEqualsIfExists: { "aws:PrincipalServiceName": "cloudtrail.amazonaws.com" } },
        },
      ),
      {},
      "explicit deny",
    ],
    [
      "who has no ARN is not the one that is excepted by it",
      service("cloudtrail"),
      policy(
        { Principal: "*" },
        { Principal: "*", Effect: NO, Condition: { ArnNotLike: { "aws:PrincipalArn": ROLE.AWS } } },
      ),
      {},
      "explicit deny",
    ],
    [
      "a role is no service",
      role(may),
      policy({ Principal: "*", Effect: NO, Condition: { Bool: { "aws:PrincipalIsAWSService": "false" } } }),
      {},
      "explicit deny",
    ],
    [
      "who asks is of an account",
      role(may),
      policy({ Principal: "*", Effect: NO, Condition: { StringNotEquals: { "aws:PrincipalAccount": HERE } } }),
      {},
      "allowed by identity policy",
    ],
    [
      "the root user alone by its ARN as a condition",
      role(may),
      policy({ Principal: "*", Effect: NO, Condition: { ArnEquals: { "aws:PrincipalArn": ACCOUNT.AWS } } }),
      {},
      "allowed by identity policy",
    ],
  ])("%s", (_, by, on, context, because) => {
    expect(decided(by, on, { ...publish, context }).because).toBe(because);
  });
});
