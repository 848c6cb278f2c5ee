// Cases of the check that nothing grants everything outside of listed holders: users, groups and roles of IAM.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases, Members, RelatedRows } from "../../cases.ts";

const ACCOUNT = "111122223333";
const ADMIN = { PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess" };
const POWER = { PolicyArn: "arn:aws:iam::aws:policy/PowerUserAccess" };
const IAM = { PolicyArn: "arn:aws:iam::aws:policy/IAMFullAccess" };
const MANAGEMENT = "222233334444";
const STACK_SETS = `arn:aws:iam::${MANAGEMENT}:role/aws-service-role/stacksets.cloudformation.amazonaws.com/AWSServiceRoleForCloudFormationStackSetsOrgAdmin`;
const OWN = `arn:aws:iam::${ACCOUNT}:policy/own`;

type Text = { readonly [element: string]: Json };
const document = (...statements: Text[]): Json => ({ Statements: statements });
const all: Text = { Effect: "Allow", Actions: ["*"], Resources: ["*"] };
const none: Text = { ...all, Effect: "Deny" };
const inline = (...statements: Text[]): Json => [{ PolicyName: "inline", PolicyDocument: document(...statements) }];
const policies = (Document: Json): { policies: RelatedRows } => ({
  policies: { rows: [{ Arn: OWN, PolicyVersionList: [{ IsDefaultVersion: true, Document }] }] },
});
const condition = [{ Operator: "Bool", Key: "aws:MultiFactorAuthPresent", Values: ["true"] }];

const takenBy = (Type: string, ...Values: string[]): Json =>
  document({ Effect: "Allow", Principals: [{ Type, Values }], Actions: ["sts:AssumeRole"] });
const role = (members: Members = {}): Json => ({
  RoleName: "app",
  Path: "/",
  AssumeRolePolicyDocument: takenBy("Service", "ec2.amazonaws.com"),
  AttachedManagedPolicies: [],
  RolePolicyList: [],
  ...members,
});
const admin = { AttachedManagedPolicies: [ADMIN] };
const facts = (members: Members): Json => ({
  managed: [],
  customerManaged: 0,
  inline: 0,
  everything: "always",
  boundary: false,
  ...members,
});
const saml = `arn:aws:iam::${ACCOUNT}:saml-provider/AWSSSO_0c1a2b3d_DO_NOT_DELETE`;
const never = { "not-applicable": "a holder of policies is judged whatever those say" };

export const cases: Cases = {
  "aws AWS::IAM::User": {
    never,
    cases: [
      {
        name: "AdministratorAccess",
        slice: { UserId: "AIDAEXAMPLE", ...admin, UserPolicyList: [] },
        expect: "fail",
        because: "policies of the user give everything, and the user is not among allowedHolders",
        facts: facts({ managed: [ADMIN.PolicyArn] }),
      },
      {
        name: "PowerUserAccess and IAMFullAccess",
        slice: { UserId: "AIDAEXAMPLE", AttachedManagedPolicies: [POWER, IAM], UserPolicyList: [] },
        expect: "fail",
        because: "policies of the user give everything, and the user is not among allowedHolders",
      },
      {
        name: "a policy of AWS that is not read",
        slice: {
          UserId: "AIDAEXAMPLE",
          AttachedManagedPolicies: [{ PolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }],
          UserPolicyList: [],
        },
        expect: "pass",
        because: "no policy of the user's own that was read gives everything",
        facts: facts({ awsManagedUnread: 1, everything: "never" }),
      },
      {
        name: "a listed user",
        slice: { UserId: "AIDAEXAMPLE", ...admin, UserPolicyList: [] },
        parameters: { allowedHolders: ["user/AIDAEXAMPLE"] },
        expect: "pass",
        because: "the user may do everything, and is among allowedHolders",
      },
      {
        name: "an inline policy without its text",
        slice: { UserId: "AIDAEXAMPLE", AttachedManagedPolicies: [], UserPolicyList: [{ PolicyName: "x" }] },
        expect: "indeterminate",
        problem: "not-in-answer",
      },
    ],
  },
  "aws AWS::IAM::Group": {
    never,
    cases: [
      {
        name: "a group of administrators",
        slice: { GroupName: "admins", ...admin },
        expect: "pass",
        because: "the group may do everything, and groups may",
      },
      {
        name: "a group of administrators, where groups are listed too",
        slice: { GroupName: "admins", ...admin },
        parameters: { allowGroups: false },
        expect: "fail",
      },
      {
        name: "a listed group",
        slice: { GroupName: "admins", ...admin },
        parameters: { allowGroups: false, allowedHolders: ["group/adm*"] },
        expect: "pass",
      },
      {
        name: "a customer managed policy that was not read",
        slice: { GroupName: "ops", AttachedManagedPolicies: [{ PolicyArn: OWN }] },
        related: {
          policies: {
            rows: [],
            complete: false,
            problem: { code: "throttled", detail: "iam:GetAccountAuthorizationDetails" },
          },
        },
        expect: "indeterminate",
        problem: "throttled",
      },
    ],
  },
  "aws AWS::IAM::Role": {
    cases: [
      {
        name: "a machine with AdministratorAccess",
        slice: role(admin),
        expect: "fail",
        because: "policies of the role give everything, and the role is not among allowedHolders",
      },
      {
        name: "in another partition",
        slice: role({ AttachedManagedPolicies: [{ PolicyArn: "arn:aws-cn:iam::aws:policy/AdministratorAccess" }] }),
        expect: "fail",
      },
      { name: "an inline policy of everything", slice: role({ RolePolicyList: inline(all) }), expect: "fail" },
      {
        name: "a customer managed policy of everything",
        slice: role({ AttachedManagedPolicies: [{ PolicyArn: OWN }] }),
        related: policies(document(all)),
        expect: "fail",
        facts: facts({ customerManaged: 1 }),
      },
      {
        name: "everything but billing, by NotAction",
        slice: role({ RolePolicyList: inline({ Effect: "Allow", NotActions: ["aws-portal:*"], Resources: ["*"] }) }),
        expect: "fail",
      },
      // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/PowerUserAccess.html
      {
        name: "everything but IAM, by NotAction, as in PowerUserAccess",
        slice: role({
          RolePolicyList: inline({
            Effect: "Allow",
            NotActions: ["account:*", "iam:*", "organizations:*"],
            Resources: ["*"],
          }),
        }),
        expect: "pass",
        because: "no policy of the role's own gives everything",
      },
      {
        name: "PowerUserAccess alone",
        slice: role({ AttachedManagedPolicies: [POWER] }),
        expect: "pass",
        because: "no policy of the role's own gives everything",
        facts: facts({ managed: [POWER.PolicyArn], everything: "never" }),
      },
      // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/IAMFullAccess.html
      {
        name: "IAMFullAccess alone",
        slice: role({ AttachedManagedPolicies: [IAM] }),
        expect: "pass",
        because: "no policy of the role's own gives everything",
      },
      {
        name: "PowerUserAccess and IAMFullAccess",
        slice: role({ AttachedManagedPolicies: [POWER, IAM] }),
        expect: "fail",
        facts: facts({ managed: [IAM.PolicyArn, POWER.PolicyArn] }),
      },
      {
        name: "PowerUserAccess, and every action of IAM in an inline policy",
        slice: role({ AttachedManagedPolicies: [POWER], RolePolicyList: inline({ ...all, Actions: ["iam:*"] }) }),
        expect: "fail",
        facts: facts({ managed: [POWER.PolicyArn], inline: 1 }),
      },
      {
        name: "PowerUserAccess, and leave to attach any policy to any user",
        slice: role({
          AttachedManagedPolicies: [POWER],
          RolePolicyList: inline({ ...all, Actions: ["iam:AttachUserPolicy"] }),
        }),
        expect: "fail",
      },
      {
        name: "PowerUserAccess, and leave to read IAM",
        slice: role({ AttachedManagedPolicies: [POWER], RolePolicyList: inline({ ...all, Actions: ["iam:Get*"] }) }),
        expect: "pass",
      },
      {
        name: "AdministratorAccess and AWSDenyAll",
        slice: role({ AttachedManagedPolicies: [ADMIN, { PolicyArn: "arn:aws:iam::aws:policy/AWSDenyAll" }] }),
        expect: "pass",
        because: "no policy of the role's own gives everything",
        facts: facts({ managed: [ADMIN.PolicyArn], everything: "never" }),
      },
      {
        name: "policies of AWS that are not read",
        slice: role({
          AttachedManagedPolicies: [
            POWER,
            { PolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
            { PolicyArn: "arn:aws:iam::aws:policy/job-function/SystemAdministrator" },
          ],
        }),
        expect: "pass",
        because: "no policy of the role's own that was read gives everything",
        facts: facts({ managed: [POWER.PolicyArn], awsManagedUnread: 2, everything: "never" }),
      },
      {
        name: "everything in two statements",
        slice: role({
          RolePolicyList: inline(
            { Effect: "Allow", Actions: ["iam:*"], Resources: ["*"] },
            { Effect: "Allow", NotActions: ["iam:*"], Resources: ["*"] },
          ),
        }),
        expect: "fail",
      },
      {
        name: "every action on one bucket",
        slice: role({ RolePolicyList: inline({ ...all, Resources: ["arn:aws:s3:::logs/*"] }) }),
        expect: "pass",
      },
      {
        name: "everything under a condition",
        slice: role({ RolePolicyList: inline({ ...all, Conditions: condition }) }),
        expect: "indeterminate",
        because: "policies give everything under a condition, which Tidemark does not read",
      },
      {
        name: "everything, and a deny of everything",
        slice: role({ ...admin, RolePolicyList: inline(none) }),
        expect: "pass",
      },
      // A boundary is a fact, and not subtracted: the limits say so.
      {
        name: "everything within a boundary",
        slice: role({ ...admin, PermissionsBoundary: { PermissionsBoundaryArn: OWN } }),
        expect: "fail",
        facts: facts({ managed: [ADMIN.PolicyArn], boundary: true }),
      },
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
        because:
          "the role may do everything, is named as for AWS Organizations, and only one other account may take it",
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
        because:
          "the role may do everything, is named as for AWS Control Tower, and only one other account may take it",
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
          "a role that looks like that of StackSets may take": takenBy(
            "AWS",
            STACK_SETS.replace("/aws-service-role", ""),
          ),
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
    ],
  },
};
