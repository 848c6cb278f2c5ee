// Cases of the check that nothing grants everything outside of listed holders: roles of IAM, by who may take them.
import type { Case } from "../../cases.ts";
import { ACCOUNT, ADMIN, MANAGEMENT, STACK_SETS, document, takenBy, role, admin, facts, saml } from "./holders.ts";

export const cases: readonly Case[] = [
  // https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html
  {
    name: "the role by which CloudFormation deploys for the CDK",
    slice: role({
      ...admin,
      RoleName: `cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-eu-central-1`,
      AssumeRolePolicyDocument: takenBy("Service", "cloudformation.amazonaws.com"),
    }),
    expect: "pass",
    because: "the role may do everything, and only CloudFormation may take the role",
  },
  {
    name: "a role of that name that machines may take",
    slice: role({ ...admin, RoleName: `cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-eu-central-1` }),
    expect: "fail",
  },
  {
    name: "a role that CloudFormation and another account may take",
    slice: role({
      ...admin,
      AssumeRolePolicyDocument: document(
        {
          Effect: "Allow",
          Principals: [{ Type: "Service", Values: ["cloudformation.amazonaws.com"] }],
          Actions: ["sts:AssumeRole"],
        },
        {
          Effect: "Allow",
          Principals: [{ Type: "AWS", Values: ["arn:aws:iam::222233334444:root"] }],
          Actions: ["sts:AssumeRole"],
        },
      ),
    }),
    expect: "fail",
  },
  // https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
  {
    name: "a role of Identity Center",
    slice: role({
      ...admin,
      RoleName: "AWSReservedSSO_AdministratorAccess_0123456789abcdef",
      Path: "/aws-reserved/sso.amazonaws.com/eu-central-1/",
      AssumeRolePolicyDocument: takenBy("Federated", saml),
    }),
    expect: "pass",
    because: "the role may do everything, and only people of a SAML provider may take the role",
  },
  {
    name: "a role that workflows of GitHub may take",
    slice: role({
      ...admin,
      AssumeRolePolicyDocument: takenBy(
        "Federated",
        `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`,
      ),
    }),
    expect: "fail",
  },
  {
    name: "a role that all but one may take",
    slice: role({
      ...admin,
      AssumeRolePolicyDocument: document({
        Effect: "Allow",
        NotPrincipals: [{ Type: "AWS", Values: [ACCOUNT] }],
        Actions: ["sts:AssumeRole"],
      }),
    }),
    expect: "fail",
  },
  {
    name: "a role that nobody may take",
    slice: role({ ...admin, AssumeRolePolicyDocument: document() }),
    expect: "pass",
    because: "the role may do everything, and nobody may take the role",
  },
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_access.html
  {
    name: "the role that AWS Organizations makes in each account",
    slice: role({
      ...admin,
      RoleName: "OrganizationAccountAccessRole",
      AssumeRolePolicyDocument: takenBy("AWS", "arn:aws:iam::222233334444:root"),
    }),
    expect: "pass",
    because: "the role may do everything, is named as for AWS Organizations, and only one other account may take it",
    facts: facts({ managed: [ADMIN.PolicyArn], takenBy: MANAGEMENT }),
  },
  // https://docs.aws.amazon.com/controltower/latest/userguide/enroll-manually.html
  {
    name: "the role that Control Tower takes",
    slice: role({
      ...admin,
      RoleName: "AWSControlTowerExecution",
      AssumeRolePolicyDocument: takenBy("AWS", `arn:aws:iam::${MANAGEMENT}:root`),
    }),
    expect: "pass",
    because: "the role may do everything, is named as for AWS Control Tower, and only one other account may take it",
  },
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-prereqs-self-managed.html
  {
    name: "the role that StackSets of another account take, which the trust names by number",
    slice: role({
      ...admin,
      RoleName: "AWSCloudFormationStackSetExecutionRole",
      AssumeRolePolicyDocument: takenBy("AWS", MANAGEMENT),
    }),
    expect: "pass",
    because:
      "the role may do everything, is named as for CloudFormation StackSets, and only one other account may take it",
    facts: facts({ managed: [ADMIN.PolicyArn], takenBy: MANAGEMENT }),
  },
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-custom-execution-role.html
  {
    name: "the role that StackSets of an organization make",
    slice: role({
      ...admin,
      RoleName: "stacksets-exec-0a1b2c3d4e5f60718293a4b5c6d7e8f9",
      AssumeRolePolicyDocument: takenBy("AWS", STACK_SETS),
    }),
    expect: "pass",
    because: "the role may do everything, is named as for StackSets, and only StackSets of one account may take it",
    facts: facts({ managed: [ADMIN.PolicyArn], takenBy: MANAGEMENT }),
  },
  {
    name: "a role that has the trust of StackSets and another name",
    slice: role({ ...admin, AssumeRolePolicyDocument: takenBy("AWS", STACK_SETS) }),
    expect: "fail",
  },
  {
    name: "a role that another account may take, of another name",
    slice: role({ ...admin, AssumeRolePolicyDocument: takenBy("AWS", MANAGEMENT) }),
    expect: "fail",
  },
  {
    name: "a role that is named as a member of every object",
    slice: role({ ...admin, RoleName: "constructor", AssumeRolePolicyDocument: takenBy("AWS", MANAGEMENT) }),
    expect: "fail",
  },
  ...[
    "OrganizationAccountAccessRole",
    "AWSControlTowerExecution",
    "AWSCloudFormationStackSetExecutionRole",
    "stacksets-exec-backdoor",
  ].flatMap((RoleName) =>
    Object.entries({
      "everyone may take": takenBy("*", "*"),
      "every account may take": takenBy("AWS", "*"),
      "machines may take": takenBy("Service", "ec2.amazonaws.com"),
      "the account itself may take": takenBy("AWS", `arn:aws:iam::${ACCOUNT}:root`),
      "two other accounts may take": takenBy("AWS", MANAGEMENT, "arn:aws:iam::333344445555:root"),
      "another account and everyone may take": takenBy("AWS", MANAGEMENT, "*"),
      "a role of another account may take": takenBy("AWS", `arn:aws:iam::${MANAGEMENT}:role/deploy`),
      "a role that looks like that of StackSets may take": takenBy("AWS", STACK_SETS.replace("/aws-service-role", "")),
    }).map(([who, AssumeRolePolicyDocument]): Case => ({
      name: `${RoleName} that ${who}`,
      slice: role({ ...admin, RoleName, AssumeRolePolicyDocument }),
      expect: "fail",
    })),
  ),
  {
    name: "the role of AWS Organizations by the trust of StackSets",
    slice: role({
      ...admin,
      RoleName: "OrganizationAccountAccessRole",
      AssumeRolePolicyDocument: takenBy("AWS", STACK_SETS),
    }),
    expect: "fail",
  },
  {
    name: "stacksets-exec-… that another account as a whole may take",
    slice: role({
      ...admin,
      RoleName: "stacksets-exec-backdoor",
      AssumeRolePolicyDocument: takenBy("AWS", `arn:aws:iam::${MANAGEMENT}:root`),
    }),
    expect: "fail",
  },
  {
    name: "a role that the company lists, whoever may take it",
    slice: role({ ...admin, RoleName: "stacksets-exec-backdoor", AssumeRolePolicyDocument: takenBy("*", "*") }),
    parameters: { allowedHolders: ["role/stacksets-exec-*"] },
    expect: "pass",
    because: "the role may do everything, and is among allowedHolders",
  },
  {
    name: "a service-linked role",
    slice: role({ Path: "/aws-service-role/config.amazonaws.com/" }),
    expect: "not-applicable",
  },
  {
    name: "a trust policy that can't be read",
    slice: role({ ...admin, AssumeRolePolicyDocument: "unreadable" }),
    expect: "indeterminate",
    problem: "unexpected-shape",
  },
  {
    name: "an answer without the trust policy",
    slice: { RoleName: "app", Path: "/", ...admin },
    expect: "indeterminate",
    problem: "not-in-answer",
  },
];
