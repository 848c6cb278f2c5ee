// Policies whose meaning follows from the documentation: the rights that each gives.
import { describe, expect, test } from "vitest";
import { everything, rightsOf, type Reach, type Rights } from "../../../../checks/engines/identity/aws-rights.ts";
import { policy, type StatementText } from "../policy/policy-text.ts";

const ACCOUNT = "111122223333";
const SELF = `person:${"a".repeat(64)}`;
const BOB = `person:${"b".repeat(64)}`;

const reachOf = ({ raising }: Rights, action: string): Reach =>
  raising.find((one) => one.action === action)?.reach ?? "never";
const rights = (self: string | null, ...texts: readonly StatementText[]): Rights =>
  rightsOf(policy(...texts).Statements, self);

describe("by the documentation", () => {
  const all: StatementText = { Action: "*", Resource: "*" };
  const mfa = { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } };
  const administrators: readonly (readonly [string, readonly StatementText[]])[] = [
    ["every action on everything", [all]],
    ["every action of every service", [{ Action: "*:*", Resource: "arn:aws:*:*:*:*" }]],
    ["all actions but some of billing", [{ NotAction: ["aws-portal:*", "budgets:*"], Resource: "*" }]],
    ["all resources but one", [{ Action: "*", NotResource: "arn:aws:s3:::vault/*" }]],
    [
      "IAM in one statement, and the rest in another",
      [
        { Action: "iam:*", Resource: "*" },
        { NotAction: "iam:*", Resource: "*" },
      ],
    ],
    ["a deny of one action", [all, { Effect: "Deny", Action: "organizations:LeaveOrganization", Resource: "*" }]],
    ["a deny of one resource", [all, { Effect: "Deny", Action: "*", Resource: "arn:aws:s3:::vault/*" }]],
  ];
  test.each(administrators)("%s is everything", (_, texts) => {
    expect(everything(rights(null, ...texts))).toBe("always");
  });

  const others: readonly (readonly [string, readonly StatementText[]])[] = [
    // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/PowerUserAccess.html
    [
      "PowerUserAccess",
      [
        { NotAction: ["iam:*", "organizations:*", "account:*"], Resource: "*" },
        { Action: ["iam:CreateServiceLinkedRole", "iam:ListRoles"], Resource: "*" },
      ],
    ],
    ["all of IAM", [{ Action: "iam:*", Resource: "*" }]],
    ["every action on one bucket", [{ Action: "*", Resource: ["arn:aws:s3:::logs", "arn:aws:s3:::logs/*"] }]],
    ["a deny of everything", [all, { Effect: "Deny", Action: "*", Resource: "*" }]],
    ["a deny of all but reading", [all, { Effect: "Deny", NotAction: ["iam:Get*", "iam:List*"], Resource: "*" }]],
    ["no statement", []],
  ];
  test.each(others)("%s is not everything", (_, texts) => {
    expect(everything(rights(null, ...texts))).toBe("never");
  });

  test.each<readonly [string, readonly StatementText[]]>([
    ["an allow under a condition", [{ ...all, Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } }]],
    ["a deny under a condition", [all, { Effect: "Deny", Action: "*", Resource: "*", Condition: mfa }]],
  ])("%s leaves everything open", (_, texts) => {
    expect(everything(rights(null, ...texts))).toBe("conditional");
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage.html
  const own = "arn:aws:iam::*:user/${aws:username}";
  test.each<readonly [string, string, Reach, StatementText]>([
    ["keys of one's own", "iam:CreateAccessKey", "never", { Action: "iam:*AccessKey*", Resource: own }],
    ["keys of one's own, by name", "iam:CreateAccessKey", "never", { Action: "iam:CreateAccessKey", Resource: SELF }],
    ["keys of another", "iam:CreateAccessKey", "named", { Action: "iam:CreateAccessKey", Resource: BOB }],
    [
      "keys of everybody",
      "iam:CreateAccessKey",
      "always",
      { Action: "iam:createaccesskey", Resource: `arn:aws:iam::${ACCOUNT}:user/*` },
    ],
    ["policies of one's own", "iam:AttachUserPolicy", "always", { Action: "iam:Attach*", Resource: own }],
    ["policies of one's own, by name", "iam:PutUserPolicy", "always", { Action: "iam:Put*", Resource: SELF }],
    [
      "policies of one's own, with a path",
      "iam:PutUserPolicy",
      "conditional",
      { Action: "iam:Put*", Resource: `arn:aws-cn:iam::${ACCOUNT}:user/staff/\${aws:username}` },
    ],
    ["policies of another", "iam:PutUserPolicy", "named", { Action: "iam:Put*", Resource: BOB }],
    [
      "policies of roles by a prefix",
      "iam:PutRolePolicy",
      "named",
      { Action: "iam:Put*", Resource: `arn:aws:iam::${ACCOUNT}:role/app-*` },
    ],
    [
      "policies of roles by a tag",
      "iam:PutRolePolicy",
      "named",
      { Action: "iam:Put*", Resource: "arn:aws:iam::*:role/${aws:PrincipalTag/team}" },
    ],
    [
      "a role that a deployment passes",
      "iam:PassRole",
      "never",
      { Action: "iam:PassRole", Resource: `arn:aws:iam::${ACCOUNT}:role/app` },
    ],
    ["any role", "iam:PassRole", "always", { Action: "iam:PassRole", Resource: "arn:aws:iam::*:role/*" }],
    [
      "any role to one service",
      "iam:PassRole",
      "conditional",
      {
        Action: "iam:PassRole",
        Resource: "*",
        Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
      },
    ],
    ["resources of another service", "iam:PutRolePolicy", "never", { Action: "*", Resource: "arn:aws:s3:::logs/*" }],
    ["users alone", "iam:PutRolePolicy", "never", { Action: "iam:*", Resource: "arn:aws:iam::*:user/*" }],
  ])("%s: %s is %s", (_, action, reach, text) => {
    expect(reachOf(rights(SELF, text), action)).toBe(reach);
  });

  test("a group has no name of its own", () => {
    const text = { Action: "iam:AttachUserPolicy", Resource: own };
    expect(reachOf(rights(null, text), "iam:AttachUserPolicy")).toBe("never");
    expect(reachOf(rights(SELF, text), "iam:AttachUserPolicy")).toBe("always");
  });
});
